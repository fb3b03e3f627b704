import { touches } from '../lexer/index.ts';
import { ownWords } from '../own-words.ts';
import { inLanguages } from '../pattern.ts';
import type { Reading } from '../reading.ts';
import { cutSentence, lineReader, standsFree } from '../removal.ts';
import { ALL_TARGETS, tasksBut } from '../rule-scope.ts';
import type { Rule } from '../rule.ts';
import type { Span, Target } from '../types.ts';

/** A sentence that is the trigger and nothing else. */
const TRIGGER = inLanguages(
  /^(?:please |now |first,? )?(?:let['’]?s|let us|we will|you should)? ?(?:think|work|reason|go)(?: about| through| on)?(?: (?:this|it|the problem|this problem))?(?: out)?(?: carefully| slowly)?,? step[- ]by[- ]step(?: (?:before (?:you )?answer(?:ing)?|to be sure(?: (?:that )?we have the right answer)?|and carefully))?[.!]?$|^(?:please )?(?:take a deep breath)(?:,? (?:and|then) (?:work on|think about|think through|solve|go through|answer)[\p{L} ,]{0,40}(?: step[- ]by[- ]step)?)?[.!]?$/iu,
  {
    es: '^(?:por favor,? )?(?:piensa|pensemos|vamos a pensar|razona|razonemos|piénsalo|trabaja|ve)(?: en ello| en esto)? paso a paso[.!]?$|^respira hondo[.!]?$',
    fr: "^(?:s[’']il (?:te|vous) plaît,? )?(?:pense|pensons|réfléchis|réfléchissez|réfléchissons|raisonne|raisonnons|procède|procédons)(?:-y)?(?: à cela)? (?:étape par étape|pas à pas)[.!]?$|^respire profondément[.!]?$",
    de: '^(?:bitte )?(?:denke?|denk|lass uns|denken wir|überlege?|gehe?)(?: darüber)?(?: bitte)? schritt für schritt(?: (?:nach|vor|nachdenken|denken|vorgehen|durch))?[.!]?$|^atme tief durch[.!]?$',
    pt: '^(?:por favor,? )?(?:pense|pensemos|vamos pensar|raciocine|pensa|trabalhe)(?: nisso| sobre isso)? passo a passo[.!]?$|^respire fundo[.!]?$',
    ru: '^(?:пожалуйста,? )?(?:давай(?:те)? )?(?:думай|подумай|подумаем|рассуждай|порассуждаем|рассуждай(?:те)?|думай(?:те)?) (?:шаг за шагом|пошагово|по шагам)[.!]?$|^сделай глубокий вдох[.!]?$',
    zh: '^(?:请)?(?:让我们|我们)?(?:来)?一步(?:一步|步)(?:地|来)?(?:思考|推理|分析|来)?[。！!.]?$|^(?:请)?逐步(?:思考|推理)[。！!.]?$|^深呼吸[。！!.]?$',
    ja: '^(?:では、?)?(?:ステップ(?:・)?バイ(?:・)?ステップで|一歩ずつ|段階的に|順を追って)考え(?:て|よう|ましょう|てください|てみましょう)?[。！!.]?$|^深呼吸して(?:ください)?[。！!.]?$',
    ko: '^(?:자,? )?(?:단계별로|차근차근|한 단계씩) 생각해(?: ?보자|봅시다| ?줘| ?주세요| ?보세요)?[.!]?$|^심호흡(?:을)? ?(?:해|하고|하세요)[.!]?$',
  },
);
/** One of these stands in every English trigger; most prompts hold none. */
const ENGLISH_HINT = /step|deep breath/iu;
const MAX_CHARS = 120;
const REASONING: ReadonlySet<Target> = new Set(['claude', 'gpt', 'gemini']);
/** The steps are part of what is wanted. */
const STEPS_WANTED = inLanguages(
  /show (?:your|all|the|each) (?:steps?|work|reasoning|working)|explain (?:your|each|every) (?:steps?|reasoning)|teach|tutorial|student|solution steps/iu,
  {
    es: 'muestra (?:los|todos los|tus) pasos|los pasos|tutorial|enseña\\p{L}*|alumn\\p{L}+|estudiante\\p{L}?|explica (?:cada|tu|el razonamiento)',
    fr: 'montre\\p{L}* (?:les|toutes les|tes) étapes|les étapes|tutoriel|enseigne\\p{L}*|élève\\p{L}?|étudiant\\p{L}*|explique (?:chaque|ton|le raisonnement)',
    de: 'zeige? (?:die|alle|deine) schritte|rechenweg|lösungsweg|anleitung|schüler\\p{L}*|unterricht\\p{L}*|erkläre? (?:jeden|deine|die begründung)',
    pt: 'mostre (?:os|todos os|seus) passos|os passos|tutorial|ensine|alun\\p{L}+|estudante\\p{L}?|explique (?:cada|seu|o raciocínio)',
    ru: 'покажи(?:те)? (?:шаги|решение|ход)|ход решения|пошаговое решение|урок\\p{L}*|ученик\\p{L}*|студент\\p{L}*|объясни(?:те)? (?:каждый|ход)',
    zh: '步骤|过程|教程|讲解|学生|解题思路|推导',
    ja: '手順を|過程|途中式|解き方|教材|生徒|学生|解説',
    ko: '풀이|과정|단계를 보여|튜토리얼|학생|설명해',
  },
);

function triggers(reading: Reading): readonly Span[] {
  const { prose, sentences, spans, language } = reading;
  if (language === 'en' && !ENGLISH_HINT.test(prose)) return [];
  const trigger = TRIGGER(language);
  const isOwn = reading.once(ownWords);
  return sentences.filter((sentence) => {
    const { start, end } = sentence;
    return (
      end - start <= MAX_CHARS &&
      trigger.test(prose.slice(start, end).toLowerCase()) &&
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
    STEPS_WANTED(reading.language).test(reading.instruction)
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
    'Meincke et al., Prompting Science Report 2: The Decreasing Value of Chain of Thought in Prompting (2025-06, arXiv 2506.07142): hardly a gain for models that reason, 20 to 80 % more time; Sprague et al., To CoT or not to CoT? (ICLR 2025, arXiv 2409.12183); OpenAI, Reasoning best practices (2025).',
  revision: 4,
  edit: (reading) => {
    if (!REASONING.has(reading.target)) return [];
    const found = reading.once(triggers);
    if (found.length === 0 || found.length === reading.sentences.length || wanted(reading)) return [];
    const lineOf = lineReader(reading.prompt);
    const free = found.filter((sentence) => standsFree(reading.prompt, sentence));
    return free.map((sentence) => {
      const { start, end } = cutSentence(reading.prompt, sentence, lineOf(sentence));
      return { rule: 'T01', start, end, text: '', reason: REASON };
    });
  },
  warn: (reading) => {
    if (REASONING.has(reading.target)) return [];
    const found = reading.once(triggers);
    if (found.length === 0 || wanted(reading)) return [];
    return found.slice(0, 3).map(({ start, end }) => ({
      rule: 'T01',
      severity: 'low' as const,
      start,
      end,
      message: REASON,
      advice: 'Leave it out, unless the model is small and does not reason on its own.',
    }));
  },
};
