import { inLanguages } from '../pattern.ts';
import { ALL_TARGETS, tasksBut } from '../rule-scope.ts';
import type { Rule } from '../rule.ts';
import type { Finding } from '../types.ts';

const MAX_FINDINGS = 3;
const MAX_SENTENCES = 400;
const HEDGE = inLanguages(
  /(?<!\p{L})(?:if possible|if you can|where possible|when possible|preferably|ideally|try to)(?!\p{L})/iu,
  {
    es: '(?:si|cuando|en lo|de ser|a ser) posible|si es posible|si puedes|preferiblemente|preferentemente|idealmente|intenta|trata de',
    fr: 'si possible|dans la mesure du possible|si tu peux|si vous pouvez|de préférence|idéalement|essaie de|essayez de',
    de: 'wenn möglich|falls möglich|nach möglichkeit|möglichst|wenn du kannst|vorzugsweise|idealerweise|versuche?',
    pt: 'se possível|se for possível|quando possível|se puder|de preferência|preferencialmente|idealmente|tente',
    ru: 'по возможности|если (?:это )?возможно|если можешь|если получится|желательно|в идеале|постарайся|попробуй',
    zh: '如果可能|如有可能|可能的话|尽可能|尽量|最好|如果可以',
    ja: '可能であれば|可能なら|できれば|できるだけ|なるべく',
    ko: '가능하면|가능하다면|가급적|되도록|할 수 있으면',
  },
);
const HARD = inLanguages(/(?<!\p{L})(?:must|required?|exactly|mandatory|has to|have to|only)(?!\p{L})/iu, {
  es: 'deben?|tiene que|tienen que|obligatori\\p{L}+|exactamente|imprescindible|únicamente',
  fr: 'doit|doivent|obligatoire\\p{L}*|exactement|impérativement|uniquement|il faut',
  de: 'muss|müssen|zwingend|unbedingt|exakt|genau \\d+|ausschließlich',
  pt: 'deve|devem|tem que|tem de|obrigatori\\p{L}+|exatamente|somente|unicamente',
  ru: 'обязательно|обязан\\p{L}*|должн\\p{L}{1,3}|должен|строго|ровно|только',
  zh: '必须|务必|一定要|严格|只能|恰好',
  ja: '必ず|必須|厳密に|絶対に|なければなりません|なければならない',
  ko: '반드시|필수|꼭|정확히|해야 (?:합니다|한다|해요)',
});

/** One of these stands in every English hedge; most prompts hold none. */
const HINTS = ['possib', 'if you can', 'prefer', 'ideal', 'try to'];

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
    'OpenAI, GPT-5 prompting guide (cookbook.openai.com, 2025): contradictory or vague instructions do harm, as the model spends reasoning on reconciling them.',
  revision: 2,
  warn: (reading) => {
    const { prose, sentences, task, language } = reading;
    if (task === 'persona' || task === 'system') return [];
    if (language === 'en' && !HINTS.some((hint) => reading.instruction.includes(hint))) return [];
    const findings: Finding[] = [];
    for (const { start, end } of sentences.slice(0, MAX_SENTENCES)) {
      const sentence = prose.slice(start, Math.min(end, start + 600)).toLowerCase();
      const hedge = HEDGE(language).exec(sentence);
      if (!hedge || !HARD(language).test(sentence)) continue;
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
