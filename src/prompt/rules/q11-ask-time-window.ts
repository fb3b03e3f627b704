import { missingOf } from '../brevity.ts';
import { inLanguages, words } from '../pattern.ts';
import { ALL_TARGETS, tasksBut } from '../rule-scope.ts';
import type { Rule } from '../rule.ts';

const CURRENT = inLanguages(
  words(
    "latest|current|currently|recent|recently|newest|trending|trends?|up-to-date|nowadays|these days|(?:what[’']?s|anything|something) new|new (?:albums?|books?|developments|films?|games?|laptops?|models?|movies?|phones?|releases?|research|restaurants?|songs?|studies|trends?)",
  ),
  {
    es: 'noticias|novedades|actualidad|tendencias?|últim[oa]s (?:avances|estudios|investigaciones|modelos|lanzamientos)|más recientes?',
    fr: 'actualités?|nouveautés|dernières? nouvelles|dernières? infos|tendances?|derni(?:ers|ères) (?:avancées|études|recherches|modèles|sorties)|plus récent\\p{L}*',
    de: 'nachrichten|neuigkeiten|trends?|neueste[nrs]? (?:entwicklungen|studien|forschung\\p{L}*|modelle|meldungen)|aktuelle[nrs]? (?:entwicklungen|studien|lage|meldungen)',
    pt: 'notícias|novidades|atualidades|tendências?|últim[oa]s (?:avanços|estudos|pesquisas|modelos|lançamentos)|mais recentes?',
    ru: 'новост\\p{L}+|новинк\\p{L}+|тренд\\p{L}*|последни[ехй]\\p{L}* (?:исследован|событи|достижен|разработ)\\p{L}+|актуальн\\p{L}+|свежи[ехй]',
    zh: '最新(?!版|的?版本)|近期的?|最近的|目前的|流行的|热门|趋势|新闻|资讯',
    ja: '最新(?!版|バージョン)|最近の|現在の|トレンド|流行|ニュース',
    ko: '최신(?! ?버전)|최근|현재의|트렌드|유행|뉴스',
  },
);
const DATED = inLanguages(
  /\b(?:19|20)\d\d\b|\btoday|\bthis (?:week|month|year|morning)|\b(?:last|past|next|previous) (?:\p{L}+ )?(?:days?|weeks?|months?|years?|decade|quarter|season)|\bsince\b|as of|\bq[1-4]\b/iu,
  {
    es: 'hoy|ayer|est[ea] (?:semana|mes|año)|desde|(?:días|semanas|meses|años)|del? (?:mes|año|semana)',
    fr: "aujourd[’']hui|hier|cette (?:semaine|année)|ce mois|depuis|jours|semaines|mois|ans|années?",
    de: 'heute|gestern|diese[rsn]? (?:woche|monats?|jahr(?:es)?)|seit|tagen?|wochen|monaten?|jahren?',
    pt: 'hoje|ontem|est[ea] (?:semana|mês|ano)|dest[ea] (?:semana|mês|ano)|desde|dias|semanas|meses|anos',
    ru: 'сегодня\\p{L}*|вчера\\p{L}*|недел\\p{L}+|месяц\\p{L}*|год\\p{L}*|с начала|за день',
    zh: '今天|今日|昨天|本周|这周|上周|本月|这个月|今年|去年|过去|[\\d一二两三四五六七八九十几]+ ?(?:天|周|个月|年|小时)',
    ja: '今日|昨日|今週|先週|今月|今年|昨年|去年|過去|直近|\\d+ ?(?:日|週間|か月|ヶ月|年)',
    ko: '오늘|어제|이번 ?(?:주|달)|지난|올해|작년|\\d+ ?(?:일|주|개월|년)',
  },
);

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
    'Vu et al., FreshLLMs (Findings of ACL 2024, arXiv 2310.03214): models of all sizes struggle with facts that change; Zhu et al., Is Your LLM Outdated? A Deep Look at Temporal Generalization (NAACL 2025): they get worse with time.',
  revision: 3,
  asks: ['time'],
  gated: true,
  ask: (reading) => {
    const { instruction, task, language } = reading;
    if (reading.agent || task === 'persona' || task === 'system') return [];
    if (!CURRENT(language).test(instruction) || DATED(language).test(instruction)) return [];
    return [{ facet: 'time', missing: missingOf(reading, 'time'), importance: 1, findable: 0 }];
  },
};
