import { words } from '../pattern.ts';
import { ALL_TARGETS, tasksBut } from '../rule-scope.ts';
import type { QuestionDraft, Rule } from '../rule.ts';
import { isSpecifiedCode } from './q05-ask-code-contract.ts';
import { isFactual } from './q09-ask-constraints.ts';

const DATA_WORK = words(
  'sql|query|queries|extract|parse|convert|csv|tsv|excel|spreadsheet|xlsx|data ?frame|data ?sets?|database|chart|plot|graph|histogram|visuali[sz]e|dashboard|scrape|pivot|merge|clean (?:the|my) data|column|columns|rows|regression|cluster|forecast',
  'extrae|convierte|consulta|gráfico|extrais|convertis|requête|graphique|extrahiere|konvertiere|abfrage|diagramm|extraia|converta|gráfico|извлеки|запрос|график|таблиц\\p{L}*',
);
const DATA_WORK_CJK = /提取|转换|查询|图表|数据|抽出|変換|グラフ|データ|추출|변환|차트|데이터/u;
const SHAPE = words(
  'create table|columns? (?:named|called|are|is)|schema|fields?:|headers?:|sample|the following (?:data|table|columns|fields)|with columns|primary key|each (?:row|line|record)|format:',
);
const OUTPUT_WORK = words('extract|parse|scrape|pull|extrae|extrais|extrahiere|extraia|извлеки');

export const q10: Rule = {
  id: 'Q10',
  name: 'ask.data-shape',
  kind: 'ask',
  targets: ALL_TARGETS,
  tasks: tasksBut('persona', 'system'),
  summary: 'Asks for a sample of the data, then for the fields of the result.',
  when: 'Data is to be extracted, converted, queried or charted, and neither schema, sample nor columns are shown.',
  whenNot: 'A sample, a table definition or column names are present; an agent can read the data.',
  evidence:
    'How schema and sample rows are given decides much of text-to-SQL accuracy: Chang and Fosler-Lussier (2023); Gao et al., DAIL-SQL (VLDB 2024).',
  revision: 1,
  asks: ['data_source', 'output_format'],
  gated: true,
  ask: (reading) => {
    const { instruction } = reading;
    if (reading.agent || reading.fences.length > 0 || reading.task === 'persona' || reading.task === 'system')
      return [];
    if (isSpecifiedCode(reading) || isFactual(reading.instruction)) return [];
    if ((!DATA_WORK.test(instruction) && !DATA_WORK_CJK.test(instruction)) || SHAPE.test(instruction)) return [];
    const { missing } = reading.assessment;
    const drafts: QuestionDraft[] = [
      { facet: 'data_source', missing: missing.data_source, importance: 1, findable: 0.9 },
    ];
    if (OUTPUT_WORK.test(instruction))
      drafts.push({ facet: 'output_format', missing: missing.output_format, importance: 1, findable: 0.5 });
    return drafts;
  },
};
