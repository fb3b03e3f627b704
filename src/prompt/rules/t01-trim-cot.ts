import { touches } from '../lexer/index.ts';
import { ownWords } from '../own-words.ts';
import type { Reading } from '../reading.ts';
import { cutSentence, lineReader } from '../removal.ts';
import { ALL_TARGETS, tasksBut } from '../rule-scope.ts';
import type { Rule } from '../rule.ts';
import type { Span, Target } from '../types.ts';

/** A sentence that is the trigger and nothing else. */
const TRIGGER =
  /^(?:please |now |first,? )?(?:let['’]?s|let us|we will|you should)? ?(?:think|work|reason|go)(?: about| through| on)?(?: (?:this|it|the problem|this problem))?(?: out)?(?: carefully| slowly)?,? step[- ]by[- ]step(?: (?:before (?:you )?answer(?:ing)?|to be sure(?: (?:that )?we have the right answer)?|and carefully))?[.!]?$|^(?:please )?(?:take a deep breath)(?:,? (?:and|then) (?:work on|think about|think through|solve|go through|answer)[\p{L} ,]{0,40}(?: step[- ]by[- ]step)?)?[.!]?$|^(?:piensa|pensemos) paso a paso[.!]?$|^(?:pense|réfléchis|réfléchissons) étape par étape[.!]?$|^(?:denke?|lass uns|denken wir) schritt für schritt(?: nach(?:denken)?)?[.!]?$|^(?:pense|vamos pensar) passo a passo[.!]?$|^(?:давай )?(?:думай|подумаем|рассуждай) (?:шаг за шагом|пошагово)[.!]?$|^让我们一步一步(?:地)?(?:思考|来)[。！]?$|^(?:请)?一步一步(?:地)?思考[。！]?$|^ステップ(?:・)?バイ(?:・)?ステップで考え(?:て|よう|ましょう|てください)[。！]?$|^단계별로 생각해(?: ?보자|줘)?[.!]?$/iu;
const MAX_CHARS = 120;
const REASONING: ReadonlySet<Target> = new Set(['claude', 'gpt', 'gemini']);
/** The steps are part of what is wanted. */
const STEPS_WANTED =
  /show (?:your|all|the|each) (?:steps?|work|reasoning|working)|explain (?:your|each|every) (?:steps?|reasoning)|teach|tutorial|student|solution steps|muestra los pasos|montre les étapes|zeige? (?:die|alle) schritte|покажи (?:шаги|решение)|步骤|過程|풀이/iu;

function triggers(reading: Reading): readonly Span[] {
  const { prose, sentences, spans } = reading;
  const isOwn = ownWords(reading);
  return sentences.filter((sentence) => {
    const { start, end } = sentence;
    return (
      end - start <= MAX_CHARS &&
      TRIGGER.test(prose.slice(start, end)) &&
      !touches(spans, sentence) &&
      isOwn(sentence) !== undefined
    );
  });
}

function wanted(reading: Reading): boolean {
  return (
    reading.task === 'explain' ||
    reading.task === 'persona' ||
    reading.task === 'system' ||
    STEPS_WANTED.test(reading.instruction)
  );
}

const REASON = 'Models that reason do so without being told; the phrase adds nothing for them.';

export const t01: Rule = {
  id: 'T01',
  name: 'trim.cot',
  kind: 'edit',
  targets: ALL_TARGETS,
  tasks: tasksBut('explain', 'persona', 'system'),
  summary: 'Removes “let’s think step by step” for models that reason anyway, and points it out for others.',
  when: 'A sentence consists of such a trigger.',
  whenNot:
    'Steps are wanted in the answer; the prompt teaches or sets up a role; the trigger is all there is; it may be pasted material.',
  evidence:
    'Meincke et al., Wharton Prompting Science Report 2: The Decreasing Value of Chain of Thought (2025); Sprague et al., To CoT or not to CoT? (ICLR 2025); OpenAI reasoning guide (2025).',
  revision: 2,
  edit: (reading) => {
    if (!REASONING.has(reading.target) || wanted(reading)) return [];
    const found = triggers(reading);
    if (found.length === 0 || found.length === reading.sentences.length) return [];
    const lineOf = lineReader(reading.prompt);
    return found.map((sentence) => {
      const { start, end } = cutSentence(reading.prompt, sentence, lineOf(sentence));
      return { rule: 'T01', start, end, text: '', reason: REASON };
    });
  },
  warn: (reading) => {
    if (REASONING.has(reading.target) || wanted(reading)) return [];
    return triggers(reading)
      .slice(0, 3)
      .map(({ start, end }) => ({
        rule: 'T01',
        severity: 'low' as const,
        start,
        end,
        message: REASON,
        advice: 'Leave it out, unless the model is small and does not reason on its own.',
      }));
  },
};
