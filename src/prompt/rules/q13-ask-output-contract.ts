import { words } from '../pattern.ts';
import { ALL_TARGETS, tasksBut } from '../rule-scope.ts';
import type { Rule } from '../rule.ts';
import { isSpecifiedCode } from './q05-ask-code-contract.ts';
import { isFactual } from './q09-ask-constraints.ts';
import type { Task } from '../types.ts';

const STRUCTURED = words('json|csv|xml|yaml|table|spreadsheet|tabla|tableau|tabelle|tabela|таблиц\\p{L}*');
const STRUCTURED_CJK = /表格|表にまと|표로/u;
const FIELDS =
  /fields?|columns?|keys?|schema|attributes|propert(?:y|ies)|headers?|rows?|with the following|contain|campos|columnas|champs|colonnes|felder|spalten|colunas|пол[яе]|столб|字段|列|項目|필드|열/iu;

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
    'Stating the output contract is the advice common to the vendors’ guides (OpenAI, Anthropic, Google, 2025); Qian et al., Tell Me More! (ACL 2024).',
  revision: 2,
  asks: ['output_format'],
  gated: true,
  ask: (reading) => {
    const { instruction, task, assessment } = reading;
    if (reading.agent || reading.fences.length > 0 || ELSEWHERE.has(task)) return [];
    if (isSpecifiedCode(reading) || isFactual(reading.instruction)) return [];
    const structured = STRUCTURED.test(instruction) || STRUCTURED_CJK.test(instruction);
    if (structured ? FIELDS.test(instruction) : reading.worksOnMaterial) return [];
    return [{ facet: 'output_format', missing: assessment.missing.output_format, importance: 0.98, findable: 0 }];
  },
};
