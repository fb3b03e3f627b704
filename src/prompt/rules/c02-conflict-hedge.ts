import { ALL_TARGETS, tasksBut } from '../rule-scope.ts';
import type { Rule } from '../rule.ts';
import type { Finding } from '../types.ts';

const MAX_FINDINGS = 3;
const MAX_SENTENCES = 400;
const HEDGE =
  /(?<!\p{L})(?:if possible|if you can|where possible|when possible|preferably|ideally|try to|si es posible|si possible|wenn möglich|se possível|по возможности)(?!\p{L})|如果可能|尽量|可能であれば|できれば|가능하면/iu;
const HARD =
  /(?<!\p{L})(?:must|required?|exactly|mandatory|has to|have to|only|debe|doit|muss|deve|обязательно|должн\p{L}{1,3})(?!\p{L})|必须|必ず|반드시/iu;

/** One of these stands in every hedge; most prompts hold none. */
const HINTS = [
  'possib',
  'if you can',
  'prefer',
  'ideal',
  'try to',
  'posible',
  'wenn mög',
  'возможн',
  '如果可能',
  '尽量',
  '可能',
  'できれば',
  '가능',
];

export const c02: Rule = {
  id: 'C02',
  name: 'conflict.hedge',
  kind: 'warn',
  targets: ALL_TARGETS,
  tasks: tasksBut('persona', 'system'),
  summary: 'Points out a requirement that is hard and soft at once.',
  when: 'One sentence says must, exactly or only, and also if possible, preferably or try to.',
  whenNot: 'Creative work, where a preference is meant as one.',
  evidence:
    'Vague or contradictory instructions cost a model effort to reconcile: OpenAI, GPT-5 prompting guide (2025).',
  revision: 1,
  warn: (reading) => {
    const { prose, sentences, task } = reading;
    if (task === 'persona' || task === 'system') return [];
    if (!HINTS.some((hint) => reading.instruction.includes(hint))) return [];
    const findings: Finding[] = [];
    for (const { start, end } of sentences.slice(0, MAX_SENTENCES)) {
      const sentence = prose.slice(start, Math.min(end, start + 600));
      const hedge = HEDGE.exec(sentence);
      if (!hedge || !HARD.test(sentence)) continue;
      findings.push({
        rule: 'C02',
        severity: 'low',
        start: start + hedge.index,
        end: start + hedge.index + hedge[0].length,
        message: 'This sentence makes a requirement hard and soft at once.',
        advice: 'Say whether it must hold, or what may give way to it.',
      });
      if (findings.length === MAX_FINDINGS) break;
    }
    return findings;
  },
};
