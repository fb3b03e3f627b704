import { missingOf } from '../brevity.ts';
import { inLanguages, words } from '../pattern.ts';
import { ALL_TARGETS, tasksBut } from '../rule-scope.ts';
import type { Rule } from '../rule.ts';
import { isSpecifiedCode } from './q05-ask-code-contract.ts';
import { isFactual } from './q09-ask-constraints.ts';
import type { Task } from '../types.ts';

const STRUCTURED = inLanguages(words('json|csv|xml|yaml|table|spreadsheet'), {
  es: 'tablas?|hoja de cálculo|json|csv',
  fr: 'tableaux?|feuille de calcul|json|csv',
  de: 'tabellen?|json|csv',
  pt: 'tabelas?|planilhas?|json|csv',
  ru: 'таблиц\\p{L}*|json|csv',
  zh: '表格|做成表|json|csv|xml|yaml',
  ja: '表に|表で|表を|表形式|json|csv|xml|yaml',
  ko: '표로|표를|표 형식|json|csv|xml|yaml',
});
const FIELDS = inLanguages(
  /fields?|columns?|keys?|schema|attributes|propert(?:y|ies)|headers?|rows?|with the following|contain/iu,
  {
    es: 'campos?|columnas?|claves?|esquema|filas?|con los siguientes|con las siguientes',
    fr: 'champs?|colonnes?|clés?|schéma|lignes?|contenant|avec les',
    de: 'felder\\p{L}?|feld|spalten?|schlüsseln?|schema|zeilen?|mit den',
    pt: 'campos?|colunas?|chaves?|esquema|linhas?|contendo|com os|com as',
    ru: 'пол[яейюе]\\p{L}{0,2}|столбц\\p{L}+|столбик\\p{L}*|колон\\p{L}+|ключ\\p{L}*|схем\\p{L}+|строк\\p{L}*',
    zh: '字段|列(?![出举表])|键|结构|包含|包括|行',
    ja: '項目|列|フィールド|キー|スキーマ|行',
    ko: '필드|열|키|스키마|항목|행',
  },
);

/** Tasks whose result has a form of its own. */
const ELSEWHERE: ReadonlySet<Task> = new Set(['bug-fix', 'refactor', 'persona', 'system']);

export const q13: Rule = {
  id: 'Q13',
  name: 'ask.output-contract',
  kind: 'ask',
  targets: ALL_TARGETS,
  tasks: tasksBut('bug-fix', 'refactor', 'persona', 'system'),
  summary: 'Asks for the form of the answer, and for the fields of structured output.',
  when: 'A table, JSON or CSV is wanted without fields, or the form of the answer matters and is not said.',
  whenNot:
    'A schema, an example or the form is present; the request works on material that is supplied and names no form; an agent works in a repository.',
  evidence:
    'Qian et al., Tell Me More! (2024-02, arXiv 2402.09205): of the 632 vague requests in our half of its data, 129 are said to lack a format (own count by words, 2026-11).',
  revision: 3,
  asks: ['output_format'],
  gated: true,
  ask: (reading) => {
    const { instruction, task, language } = reading;
    if (reading.agent || reading.fences.length > 0 || ELSEWHERE.has(task)) return [];
    if (isSpecifiedCode(reading) || isFactual(reading.instruction)) return [];
    const structured = STRUCTURED(language).test(instruction);
    // Whether the form of an answer in prose matters is known of English requests only.
    if (structured ? FIELDS(language).test(instruction) : language !== 'en' || reading.worksOnMaterial) return [];
    return [{ facet: 'output_format', missing: missingOf(reading, 'output_format'), importance: 0.98, findable: 0 }];
  },
};
