import { CLEAR_SCORE } from '../recommendation.ts';
import { ALL_TARGETS, ALL_TASKS } from '../rule-scope.ts';
import type { Rule } from '../rule.ts';
import type { Reading } from '../reading.ts';

const SIGNALS: readonly (readonly [string, (reading: Reading) => boolean])[] = [
  ['it sets out the role and the rules', (r) => r.task === 'system' || r.task === 'persona'],
  ['it brings its own material', (r) => r.supplied],
  ['it says what the answer must look like', (r) => r.constraints.length > 0],
  ['it gives figures', (r) => r.spans.some((span) => span.kind === 'number')],
  ['what it asks for is clear', (r) => r.assessment.score >= CLEAR_SCORE],
];

export const g01: Rule = {
  id: 'G01',
  name: 'noop.good',
  kind: 'verdict',
  targets: ALL_TARGETS,
  tasks: ALL_TASKS,
  summary: 'Leaves a good prompt as it is and says what makes it good.',
  when: 'No rule edits the prompt and no question is worth the author’s time.',
  whenNot: 'An edit was made or a question is open.',
  evidence:
    'Sclar et al., Quantifying Language Models’ Sensitivity to Spurious Features in Prompt Design (2023-10, arXiv 2310.11324): changes that keep the meaning move accuracy by up to 76 points, so what works is best left alone.',
  revision: 2,
  praise: (reading) => {
    const signals = SIGNALS.filter(([, holds]) => holds(reading)).map(([text]) => text);
    return {
      rule: 'G01',
      severity: 'info',
      start: 0,
      end: reading.prompt.length,
      message:
        signals.length === 0
          ? 'Nothing to change: it leaves much open, and no edit or question would help for certain.'
          : `Nothing to change: ${signals.slice(0, 3).join(', ')}.`,
    };
  },
};
