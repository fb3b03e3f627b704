import { missingOf } from '../brevity.ts';
import { inLanguages, words } from '../pattern.ts';
import { ALL_TARGETS, tasksBut } from '../rule-scope.ts';
import type { QuestionDraft, Rule } from '../rule.ts';
import { isSpecifiedCode } from './q05-ask-code-contract.ts';
import { isFactual } from './q09-ask-constraints.ts';
import type { Task } from '../types.ts';

const DATA_WORK = inLanguages(
  words(
    'sql|query|queries|extract|parse|convert|csv|tsv|excel|spreadsheet|xlsx|data ?frame|data ?sets?|database|chart|plot|graph|histogram|visuali[sz]e|dashboard|scrape|pivot|merge|clean (?:the|my) data|column|columns|rows|regression|cluster|forecast',
  ),
  {
    es: 'extrae(?:r)?|consulta sql|gráficos?|diagrama|los datos|mis datos|base de datos|hoja de cálculo',
    fr: 'extrais|extraire|requête|graphiques?|diagramme|les données|mes données|base de données|feuille de calcul',
    de: 'extrahiere?n?|sql-abfrage|abfrage|diagramme?|die daten|meine daten|datenbank|tabellenkalkulation',
    pt: 'extra(?:ia|ir)|consulta sql|gráficos?|diagrama|os dados|meus dados|banco de dados|planilha',
    ru: 'извлеки|извлечь|запрос sql|sql-запрос|график\\p{L}*|диаграмм\\p{L}*|данные|данных|данными|баз[аеуы] данных',
    zh: '提取|抽取|sql|图表|折线图|柱状图|饼图|(?:把|将|导出|转换|清洗|整理|可视化)(?:这些|我的)?数据|数据(?:做成|转换|导出|可视化|清洗)|数据库',
    ja: '抽出|sql|グラフ|チャート|データを|データベース',
    ko: '추출|sql|차트|그래프|데이터를|데이터베이스',
  },
);
const SHAPE = inLanguages(
  words(
    'create table|columns? (?:named|called|are|is)|schema|fields?:|headers?:|sample|the following (?:data|table|columns|fields)|with columns|primary key|each (?:row|line|record)|format:',
  ),
  {
    es: 'columnas?|campos|esquema|muestra|siguientes|por cada',
    fr: 'colonnes?|champs|schéma|échantillon|suivant\\p{L}*|par ligne',
    de: 'spalten?|felder\\p{L}?|schema|muster|folgende[nrs]?|je zeile',
    pt: 'colunas?|campos|esquema|amostra|seguintes',
    ru: 'столбц\\p{L}+|пол[яей]|схем\\p{L}+|пример\\p{L}*|следующ\\p{L}+',
    zh: '字段|列名|列为|结构|样例|示例|如下|以下|包含',
    ja: '列|項目|フィールド|スキーマ|例|以下|次の',
    ko: '열|필드|스키마|예시|다음|항목',
  },
);
const OUTPUT_WORK = inLanguages(words('extract|parse|scrape|pull'), {
  es: 'extrae|extraer',
  fr: 'extrais|extraire',
  de: 'extrahiere?n?',
  pt: 'extraia|extrair',
  ru: 'извлеки|извлечь',
  zh: '提取|抽取',
  ja: '抽出',
  ko: '추출',
});

/** Who wants to learn SQL has no rows to show. */
const ELSEWHERE: ReadonlySet<Task> = new Set(['persona', 'system', 'explain']);

export const q10: Rule = {
  id: 'Q10',
  name: 'ask.data-shape',
  kind: 'ask',
  targets: ALL_TARGETS,
  tasks: tasksBut('persona', 'system', 'explain'),
  summary: 'Asks for a sample of the data, then for the fields of the result.',
  when: 'Data is to be extracted, converted, queried or charted, and neither schema, sample nor columns are shown.',
  whenNot:
    'A sample, a table definition or column names are present; it is explained, not done; an agent can read the data.',
  evidence:
    'Chang and Fosler-Lussier, How to Prompt LLMs for Text-to-SQL (2023-05, arXiv 2305.11853): table relationships and sample content in the prompt decide much of the accuracy.',
  revision: 3,
  asks: ['data_source', 'output_format'],
  gated: true,
  ask: (reading) => {
    const { instruction, language } = reading;
    if (reading.agent || reading.fences.length > 0 || ELSEWHERE.has(reading.task)) return [];
    if (isSpecifiedCode(reading) || isFactual(reading.instruction)) return [];
    if (!DATA_WORK(language).test(instruction) || SHAPE(language).test(instruction)) return [];
    const drafts: QuestionDraft[] = [
      { facet: 'data_source', missing: missingOf(reading, 'data_source'), importance: 1, findable: 0.9 },
    ];
    if (OUTPUT_WORK(language).test(instruction))
      drafts.push({
        facet: 'output_format',
        missing: missingOf(reading, 'output_format'),
        importance: 1,
        findable: 0.5,
      });
    return drafts;
  },
};
