import { words } from '../pattern.ts';
import { ALL_TARGETS } from '../rule-scope.ts';
import type { Rule } from '../rule.ts';

const MAX_PROSE_CHARS = 1_500;
const CHECK = words(
  'tests?|tested|testing|examples?|e\\.g|for instance|expect\\p{L}*|should|must|done when|acceptance|criteria|verify|so that|returns?|outputs?|when (?:i|the user|a user|users|you|clicked|called)|instead of|like this|such as',
  'prueba\\p{L}*|ejemplo|debe|para que|tests?|exemple|doit|pour que|beispiel|soll|muss|damit|teste\\p{L}*|exemplo|deve|тест\\p{L}*|пример\\p{L}*|долж\\p{L}*|чтобы',
);
const CHECK_CJK = /测试|例如|应该|必须|テスト|例えば|べき|테스트|예를|해야/u;
/** Nothing about them needs an agreed check. */
const TRIVIAL = words(
  'rename|typos?|comments?|docstrings?|bump|readme|changelog|formatting|format|lint|indent|whitespace|imports?|licen[sc]e|copyright|remove (?:unused|dead)|logging|print',
);

export const q06: Rule = {
  id: 'Q06',
  name: 'ask.acceptance',
  kind: 'ask',
  targets: ALL_TARGETS,
  tasks: ['code', 'refactor'],
  summary: 'Asks how the work will be checked.',
  when: 'An agent is to build or restructure something and no test, example or done-when is named.',
  whenNot: 'Trivial edits; code or an example is shown; a test command is known (A02 adds it).',
  evidence:
    'A stated check is what lets an agent verify its own work: vendor guides for coding agents (Anthropic, OpenAI, 2025); tests in the prompt raise the pass rate: Mathews and Nagappan, Test-Driven Development for Code Generation (ASE 2024).',
  revision: 1,
  asks: ['success_criteria'],
  gated: true,
  ask: (reading) => {
    const { instruction, task, context } = reading;
    if (!reading.agent || (task !== 'code' && task !== 'refactor') || context.testCommand !== undefined) return [];
    if (reading.prose.length > MAX_PROSE_CHARS || reading.fences.length > 0) return [];
    if (CHECK.test(instruction) || CHECK_CJK.test(instruction) || TRIVIAL.test(instruction)) return [];
    return [{ facet: 'success_criteria', missing: 0.7, importance: 0.8, findable: 0.2 }];
  },
};
