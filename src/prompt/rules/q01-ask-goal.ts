import { OPENING } from '../opening.ts';
import { inLanguages, words } from '../pattern.ts';
import type { Reading } from '../reading.ts';
import { ALL_TARGETS, tasksBut } from '../rule-scope.ts';
import type { Rule } from '../rule.ts';

/** Longer prompts say in passing what they are after. */
const MAX_PROSE_CHARS = 400;

const IMPROVE = inLanguages(
  words(
    'improve|optimi[sz]e|enhance|clean(?: it| this| that)? up|tidy(?: it| this)? up|polish|make (?:it|this|that|them|my \\p{L}+|the \\p{L}+) (?:better|nicer|good|great)',
  ),
  {
    es: `${OPENING.es}(?:mejora|mejorar|mejórame|mejore|optimiza|optimizar|optimice|limpia|limpiar|pule|pulir|perfecciona|perfeccionar|haz que .{1,40} mejor)`,
    fr: `${OPENING.fr}(?:améliore[rz]?|améliores|optimise[rz]?|nettoie|nettoyer|nettoyez|peaufine[rz]?|perfectionne[rz]?|rends .{1,40} meilleure?)`,
    de: `${OPENING.de}(?:verbesser[en]?|verbessern sie|optimier[en]?|optimieren|überarbeite[n]?|bereinige|räum[e]? .{1,40} auf|mach[e]? .{1,40} (?:besser|schöner)|.{1,60} (?:verbessern|optimieren|überarbeiten))`,
    pt: `${OPENING.pt}(?:melhore|melhorar|otimize|otimizar|aprimore|aprimorar|aperfeiçoe|aperfeiçoar|limpe|deixe .{1,40} melhor)`,
    ru: `${OPENING.ru}(?:улучши(?:те|ть)?|оптимизируй(?:те)?|оптимизировать|доработай(?:те)?|усовершенствуй|приведи .{1,40}в порядок|сделай .{1,40} лучше)`,
    zh: `${OPENING.zh}(?:优化|改进|改善|完善|美化|润色|改良)|(?:把|将|帮我|请).{1,20}(?:优化|改进|改善|完善|美化|润色)(?:一下|[。！!]?$)|让.{1,12}更好`,
    ja: '(?:改善|最適化|洗練|ブラッシュアップ)(?:して|をお願い)|(?:より|もっと)?(?:良く|よく)して|整理して',
    ko: '(?:개선|최적화|정리|향상)(?:해|시켜) ?(?:줘|주세요|줄래|주십시오)|다듬어 ?(?:줘|주세요)|더 (?:좋게|낫게|나아지게)',
  },
);
const MEASURE = inLanguages(
  words(
    'speed|fast|faster|slow|slower|quick|quicker|performance|latency|throughput|memory|ram|size|smaller|readab\\p{L}*|maintainab\\p{L}*|clean code|security|secure|accuracy|accurate|cost|cheaper|conversion|sales|traffic|seo|accessib\\p{L}*|test coverage|grammar|spelling|tone|clarity|clear|clearer|concise|conciseness|short|shorter|simple|simpler|persuasive|convincing|formal|professional\\p{L}*|engaging|efficien\\p{L}*|time|score|rate|so that|in order to|because|which (?:fails|takes|is)|health|quality|skills?|duplicat\\p{L}*|imports?|dead code|typos?|comments?',
  ),
  {
    es: 'rápid\\p{L}*|veloc\\p{L}+|rendimiento|memoria|tamaño|legib\\p{L}*|clar\\p{L}*|cort\\p{L}*|breve\\p{L}*|segur\\p{L}+|eficien\\p{L}+|ortograf\\p{L}+|gramática|tono|formal|seo|conversión|coste|ventas|calidad|salud|sueño|para que|porque',
    fr: 'rapide\\p{L}*|vitesse|performances?|mémoire|taille|lisib\\p{L}*|clair\\p{L}*|clarté|court\\p{L}*|concis\\p{L}*|sécurité|efficac\\p{L}+|orthographe|grammaire|ton|formel\\p{L}*|seo|coûts?|ventes|qualité|santé|sommeil|pour que|afin|parce que',
    de: 'schnell\\p{L}*|geschwindigkeit|leistung|laufzeit|speicher\\p{L}*|größe|lesbar\\p{L}*|klar\\p{L}*|verständlich\\p{L}*|kürzer|knapper|sicher\\p{L}*|effizien\\p{L}+|rechtschreibung|grammatik|ton|förmlich\\p{L}*|seo|kosten|umsatz|qualität|gesundheit|schlaf|damit|weil|sodass',
    pt: 'rápid\\p{L}*|velocidade|desempenho|memória|tamanho|legi\\p{L}*|legív\\p{L}*|clar\\p{L}*|curt\\p{L}*|concis\\p{L}+|segur\\p{L}+|eficiên\\p{L}+|eficiente|ortografia|gramática|tom|formal|seo|custo|vendas|qualidade|saúde|sono|para que|porque',
    ru: 'быстр\\p{L}*|скорост\\p{L}*|производительност\\p{L}*|памят\\p{L}*|размер\\p{L}*|читаем\\p{L}*|короч\\p{L}*|кратк\\p{L}*|понятн\\p{L}*|безопасност\\p{L}*|эффективн\\p{L}*|орфограф\\p{L}+|грамматик\\p{L}+|тон|официальн\\p{L}+|seo|продаж\\p{L}*|качеств\\p{L}+|здоровь\\p{L}+|чтобы|потому что',
    zh: '速度|性能|内存|体积|可读|更快|效率|简洁|简短|清晰|通顺|语法|错别字|安全|正式|语气|转化|成本|质量|睡眠|健康|因为|以便|使其|使之|优美|高雅|精炼|专业|地道|生动',
    ja: '速く|速度|高速|メモリ|サイズ|読みやす|可読|簡潔|短く|分かりやす|わかりやす|性能|効率|安全|セキュリティ|文法|誤字|丁寧|フォーマル|seo|売上|コスト|品質|健康|睡眠|ように|ため',
    ko: '빠르|빨리|속도|성능|메모리|크기|가독|간결|짧게|명확|읽기 쉽|효율|보안|안전|맞춤법|문법|격식|어조|seo|매출|비용|품질|건강|수면|하도록|위해|때문',
  },
);
const TEXT =
  /email|essay|letter|text|paragraph|resume|\bcv\b|article|story|writing|sentence|speech|carta|correo|texto|ensayo|lettre|courriel|texte|rédaction|\bbrief\b|aufsatz|bewerbung|redação|currículo|письмо|текст|резюме|сочинение|статью|作文|文章|邮件|简历|文案|文を|文章|メール|履歴書|글을|글 |메일|이력서|자기소개서/iu;

function namesMeasure({ instruction, spans, language }: Reading): boolean {
  return MEASURE(language).test(instruction) || spans.some((span) => span.kind === 'number');
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
    'Vijayvargiya et al., Ambig-SWE: Interactive Agents to Overcome Underspecificity in Software Engineering (ICLR 2026, arXiv 2502.13069): asking raises the share of underspecified tasks solved by up to 74 %, and models do not ask by themselves.',
  revision: 2,
  asks: ['purpose_goal'],
  ask: (reading) => {
    if (reading.task === 'persona' || reading.task === 'system' || reading.prose.length > MAX_PROSE_CHARS) return [];
    const { instruction } = reading;
    if (!IMPROVE(reading.language).test(instruction)) return [];
    if (namesMeasure(reading)) return [];
    const missing = Math.max(0.85, reading.assessment.missing.purpose_goal);
    const text = TEXT.test(instruction);
    return [
      { facet: 'purpose_goal', missing, importance: 0.9, findable: 0, evident: true, ...(text && { variant: 'text' }) },
    ];
  },
};
