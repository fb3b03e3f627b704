import { chars, words } from '../pattern.ts';
import type { Reading } from '../reading.ts';
import { ALL_TARGETS, tasksBut } from '../rule-scope.ts';
import type { Rule } from '../rule.ts';

/** Longer prompts say in passing what they are after. */
const MAX_PROSE_CHARS = 400;

const IMPROVE = words(
  'improve|optimi[sz]e|enhance|clean(?: it| this| that)? up|tidy(?: it| this)? up|polish|make (?:it|this|that|them|my \\p{L}+|the \\p{L}+) (?:better|nicer|good|great)',
  'mejora(?:r|lo|la)?|optimiza(?:r|lo|la)?|limpia(?:r)?',
  'améliore[rz]?|optimise[rz]?|nettoie|peaufine',
  'verbessere?|optimiere?|räum(?:e)? .{0,30} auf|überarbeite',
  'melhore|melhorar|otimize|otimizar|aprimore',
  'улучши(?:ть)?|оптимизируй|оптимизировать|доработай|приведи в порядок',
);
const IMPROVE_CJK = chars(
  '优化|優化|改进|改進|改善|完善|美化|润色|改良|最適化|良くし|改善し|整理し|개선|최적화|더 좋게|다듬어',
);
const MEASURE = words(
  'speed|fast|faster|slow|slower|quick|quicker|performance|latency|throughput|memory|ram|size|smaller|readab\\p{L}*|maintainab\\p{L}*|clean code|security|secure|accuracy|accurate|cost|cheaper|conversion|sales|traffic|seo|accessib\\p{L}*|test coverage|grammar|spelling|tone|clarity|clear|clearer|concise|conciseness|short|shorter|simple|simpler|persuasive|convincing|formal|professional\\p{L}*|engaging|efficien\\p{L}*|time|score|rate|so that|in order to|because|which (?:fails|takes|is)|health|quality|skills?|duplicat\\p{L}*|imports?|dead code|typos?|comments?',
  'rápid\\p{L}*|velocidad|rendimiento|memoria|legib\\p{L}*|clar\\p{L}*|cort\\p{L}*|para que',
  'rapide\\p{L}*|vitesse|performances?|mémoire|lisib\\p{L}*|clair\\p{L}*|court\\p{L}*|pour que',
  'schnell\\p{L}*|geschwindigkeit|leistung|speicher|lesbar\\p{L}*|klar\\p{L}*|kürzer|damit',
  'velocidade|desempenho|memória|legív\\p{L}*|clarez\\p{L}*|curt\\p{L}*|para que',
  'быстр\\p{L}*|скорост\\p{L}*|производительност\\p{L}*|памят\\p{L}*|читаем\\p{L}*|короче|понятн\\p{L}*|чтобы',
);
const MEASURE_CJK = chars(
  '速度|性能|内存|可读|更快|效率|简洁|清晰|语法|安全|速く|高速|メモリ|読みやす|簡潔|性能|빠르|속도|성능|메모리|가독|간결|명확',
);
const TEXT =
  /email|essay|letter|text|paragraph|resume|\bcv\b|article|story|writing|sentence|speech|carta|texto|lettre|texte|brief|aufsatz|письмо|текст|作文|文章|邮件|简历|文を|メール|글|메일|이력서/iu;

function namesMeasure({ instruction, spans }: Reading): boolean {
  return MEASURE.test(instruction) || MEASURE_CJK.test(instruction) || spans.some((span) => span.kind === 'number');
}

export const q01: Rule = {
  id: 'Q01',
  name: 'ask.goal',
  kind: 'ask',
  targets: ALL_TARGETS,
  tasks: tasksBut('persona', 'system'),
  summary: 'Asks what “better” means.',
  when: 'The prompt asks to improve, optimise or clean up something and names no measure.',
  whenNot: 'A metric, a number or a defect is named; the prompt is a role or a long specification.',
  evidence:
    'Clarifying the goal before acting raises success on underspecified tasks: Vijayvargiya et al., Interactive Agents to Overcome Ambiguity in Software Engineering (2025).',
  revision: 1,
  asks: ['purpose_goal'],
  ask: (reading) => {
    if (reading.task === 'persona' || reading.task === 'system' || reading.prose.length > MAX_PROSE_CHARS) return [];
    const { instruction } = reading;
    if (!IMPROVE.test(instruction) && !IMPROVE_CJK.test(instruction)) return [];
    if (namesMeasure(reading)) return [];
    const missing = Math.max(0.85, reading.assessment.missing.purpose_goal);
    const text = TEXT.test(instruction);
    return [
      { facet: 'purpose_goal', missing, importance: 0.9, findable: 0, evident: true, ...(text && { variant: 'text' }) },
    ];
  },
};
