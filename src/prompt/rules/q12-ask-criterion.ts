import { missingOf } from '../brevity.ts';
import { inLanguages, words } from '../pattern.ts';
import { ALL_TARGETS, tasksBut } from '../rule-scope.ts';
import type { Rule } from '../rule.ts';

const RANKED = inLanguages(
  words('best|top|compare|comparison|better|greatest|finest|leading|rank|ranking|recommend\\p{L}*'),
  {
    es: 'mejor(?:es)?|compara(?:r|me)?|comparación|recomienda\\p{L}*|recomiéndame|recomendaci\\p{L}+|ranking',
    fr: 'meilleure?s?|compare[rz]?|comparaison|recommande[rz]?|conseille[rz]?|classement',
    de: 'beste[nrms]?|vergleich\\p{L}*|empfiehl|empfehl\\p{L}*|rangliste',
    pt: 'melhor(?:es)?|compar(?:e|ar|ação)|recomend\\p{L}+|ranking',
    ru: 'лучш(?:ий|ая|ее|ие|их|ую)|сравни\\p{L}*|посоветуй\\p{L}*|порекомендуй\\p{L}*|рейтинг\\p{L}*|топ',
    zh: '最好的|最佳|最棒的|比较(?![好多大高快难小低容])|对比|排名|推荐|推薦|哪个(?:更|最)?好|哪款',
    ja: '一番(?:いい|良い|よい|おすすめ)|ベスト|最高の|最も(?:良い|優れ)|比較|比べて|おすすめ|お勧め|オススメ|推薦',
    ko: '최고|(?:가장|제일) 좋은|베스트|비교|추천',
  },
);
const MEASURE = inLanguages(
  words(
    'by|based on|according to|in terms of|for (?:its|their)|most|least|cheapest|fastest|highest|lowest|largest|biggest|smallest|rated|ratings?|criteria|criterion|with respect to|price|popular\\p{L}*|value',
  ),
  {
    es: 'por(?! favor)|según|en cuanto a|en términos de|precios?|barat\\p{L}+|criterios?|rendimiento|para (?!mí(?!\\p{L}))\\p{L}+',
    fr: 'par|selon|en termes de|prix|moins chère?s?|critères?|performances?|pour (?!moi(?!\\p{L}))\\p{L}+',
    de: 'nach|gemessen an|hinsichtlich|preis\\p{L}*|günstig\\p{L}*|kriteri\\p{L}+|leistung|für (?!mich(?!\\p{L}))\\p{L}+',
    pt: 'por(?! favor)|segundo|quanto a|em termos de|preços?|barat\\p{L}+|critérios?|desempenho|para (?!mim(?!\\p{L}))\\p{L}+',
    ru: 'по|с точки зрения|цен\\p{L}+|дешёв\\p{L}+|дешев\\p{L}+|критери\\p{L}+|для (?!меня)\\p{L}+',
    zh: '按|根据|价格|评分|便宜|性价比|方面|标准|适合|用于',
    ja: '順|基準|価格|安い|評価|コスパ|の点で|観点|向け|ための|用の',
    ko: '순|기준|가격|저렴|평점|가성비|측면|위한|용',
  },
);

/** Two or more things side by side and nothing else: the measure is all that can be missing. */
const BARE_COMPARISON =
  /^\s*(?:please )?(?:compare [^.!?\n]{2,60}?(?: (?:and|with|to|vs\.?|versus) |, )|[^.!?\n]{2,30} (?:vs\.?|versus) )[^.!?\n]{2,40}[.?!]?\s*$/iu;
/** Names of its own measure follow these words. */
const NAMED_ASPECT = words('for|in|on|regarding|when|as|price|speed|cost|performance|features|differences');

export const q12: Rule = {
  id: 'Q12',
  name: 'ask.criterion',
  kind: 'ask',
  targets: ALL_TARGETS,
  tasks: tasksBut('persona', 'system'),
  summary: 'Asks by what measure things are to be ranked or compared.',
  when: 'The best, the top ones or a comparison is wanted, and no measure is named.',
  whenNot: 'The superlative names its own measure, or a criterion is given.',
  evidence:
    'Qian et al., Tell Me More! (2024-02, arXiv 2402.09205): of the 632 vague requests in our half of its data, 78 are said to lack a criterion, rating or measure (own count by words, 2026-11).',
  revision: 3,
  asks: ['scope_subtype'],
  ask: (reading) => {
    const { instruction, task, language } = reading;
    if (reading.agent || task === 'persona' || task === 'system') return [];
    if (!RANKED(language).test(instruction) || MEASURE(language).test(instruction)) return [];
    const bare = BARE_COMPARISON.test(instruction) && !NAMED_ASPECT.test(instruction) && reading.fences.length === 0;
    const missing = Math.max(missingOf(reading, 'scope_subtype'), bare ? 0.75 : 0);
    return [{ facet: 'scope_subtype', missing, importance: 1, findable: 0, evident: bare }];
  },
};
