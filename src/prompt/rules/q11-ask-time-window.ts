import { words } from '../pattern.ts';
import { ALL_TARGETS, tasksBut } from '../rule-scope.ts';
import type { Rule } from '../rule.ts';

const CURRENT = words(
  'latest|current|currently|recent|recently|newest|trending|trends?|up-to-date|nowadays|these days|new',
  'últim[oa]s?|actual(?:es)?|reciente\\p{L}*|tendencias?|dernier\\p{L}*|dernière\\p{L}*|actuel\\p{L}*|récent\\p{L}*|tendances?|neueste[nrs]?|aktuelle[nrs]?|trends?|mais recentes?|atua(?:l|is)|tendências?|последни[ех]|актуальн\\p{L}*|свежи[ех]|тренд\\p{L}*',
);
const CURRENT_CJK = /最新|最近|当前|目前|流行|トレンド|現在の|최신|최근|현재|트렌드/u;
const DATED =
  /\b(?:19|20)\d\d\b|\btoday|\bthis (?:week|month|year|morning)|\b(?:last|past|next|previous) (?:\p{L}+ )?(?:days?|weeks?|months?|years?|decade|quarter|season)|\bsince\b|as of|\bq[1-4]\b|hoy|aujourd|heute|hoje|сегодня|今天|今日|오늘/iu;

export const q11: Rule = {
  id: 'Q11',
  name: 'ask.time-window',
  kind: 'ask',
  targets: ALL_TARGETS,
  tasks: tasksBut('persona', 'system'),
  summary: 'Asks which period counts as current.',
  when: 'The latest, current or trending is wanted, and no date or period is given.',
  whenNot: 'A date or period is there; an agent works in a repository.',
  evidence:
    'Models answer time-dependent questions as of their training: Vu et al., FreshLLMs (ACL 2024); Zhu et al., Is Your LLM Outdated? (NAACL 2025).',
  revision: 1,
  asks: ['time'],
  gated: true,
  ask: (reading) => {
    const { instruction, task } = reading;
    if (reading.agent || task === 'persona' || task === 'system' || DATED.test(instruction)) return [];
    if (!CURRENT.test(instruction) && !CURRENT_CJK.test(instruction)) return [];
    return [{ facet: 'time', missing: reading.assessment.missing.time, importance: 1, findable: 0 }];
  },
};
