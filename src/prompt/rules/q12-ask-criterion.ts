import { words } from '../pattern.ts';
import { ALL_TARGETS, tasksBut } from '../rule-scope.ts';
import type { Rule } from '../rule.ts';

const RANKED = words(
  'best|top|compare|comparison|better|greatest|finest|leading|rank|ranking|recommend\\p{L}*',
  'mejor(?:es)?|compara\\p{L}*|meilleur\\p{L}*|compare\\p{L}*|beste[nrs]?|vergleiche?|melhor(?:es)?|лучши[ехй]|сравни\\p{L}*',
);
const RANKED_CJK = /最好|最佳|比较|对比|排名|推荐|一番|ベスト|比較|最も良い|최고|비교|추천/u;
const MEASURE = words(
  'by|based on|according to|in terms of|for (?:its|their)|most|least|cheapest|fastest|highest|lowest|largest|biggest|smallest|rated|ratings?|criteria|criterion|with respect to|price|popular\\p{L}*|value|por|según|selon|nach|por|по',
);
const MEASURE_CJK = /按|根据|价格|评分|順|基準|価格|评价|순|기준|가격/u;

export const q12: Rule = {
  id: 'Q12',
  name: 'ask.criterion',
  kind: 'ask',
  targets: ALL_TARGETS,
  tasks: tasksBut('persona', 'system'),
  summary: 'Asks by what measure things are to be ranked or compared.',
  when: 'The best, the top ones or a comparison is wanted, and no measure is named.',
  whenNot: 'The superlative names its own measure, or a criterion is given.',
  evidence: 'Qian et al., Tell Me More! (ACL 2024): criteria are among the details people said were missing.',
  revision: 1,
  asks: ['scope_subtype'],
  gated: true,
  ask: (reading) => {
    const { instruction, task } = reading;
    if (reading.agent || task === 'persona' || task === 'system') return [];
    if (!RANKED.test(instruction) && !RANKED_CJK.test(instruction)) return [];
    if (MEASURE.test(instruction) || MEASURE_CJK.test(instruction)) return [];
    return [{ facet: 'scope_subtype', missing: reading.assessment.missing.scope_subtype, importance: 1, findable: 0 }];
  },
};
