/**
 * What decides the answer to everyday requests, in languages other than English: word lists for the kinds of request, and
 * for the circumstances they state. What is stated is never asked for.
 */
import { wordCount } from './brevity.ts';
import { inLanguages, type WordLists } from './pattern.ts';
import type { Reading } from './reading.ts';
import type { Facet } from './types.ts';

/** Matches nothing: English has a model of its own. */
const NONE = /$^/u;
const lists = (others: WordLists) => inLanguages(NONE, others);

interface Kind {
  readonly named: ReturnType<typeof lists>;
  /** Most important first. */
  readonly facets: readonly Facet[];
  /** With more words than this the request is taken to say what it wants. */
  readonly maxWords: number;
}

const KINDS: readonly Kind[] = [
  {
    facets: ['time', 'budget', 'preference_constraint'],
    maxWords: 16,
    named: lists({
      es: 'viajes?|viajar|vacaciones|itinerario|escapada|luna de miel',
      fr: 'voyages?|voyager|vacances|itinéraire|escapade|lune de miel',
      de: 'reise|reisen|urlaub|reiseplan|reiseroute|kurztrip|städtereise|flitterwochen|rundreise',
      pt: 'viagem|viagens|viajar|férias|roteiro|lua de mel',
      ru: 'поездк[ауие]|путешеств\\p{L}+|отпуск\\p{L}{0,2}|маршрут\\p{L}{0,2}|тур',
      zh: '旅行|旅游|旅遊|度假|行程|自由行|蜜月',
      ja: '旅行|旅程|観光プラン|ハネムーン',
      ko: '여행|휴가 계획|신혼여행',
    }),
  },
  {
    facets: ['location', 'budget'],
    maxWords: 8,
    named: lists({
      es: 'restaurantes?|hotel(?:es)?|cafeterías?',
      fr: 'restaurants?|hôtels?|cafés?',
      de: 'restaurants?|hotels?|cafés?|unterkunft',
      pt: 'restaurantes?|hot(?:el|éis)|cafeterias?',
      ru: 'ресторан\\p{L}{0,2}|отел\\p{L}{1,3}|гостиниц\\p{L}{1,2}|кафе',
      zh: '餐厅|餐馆|饭店|酒店|宾馆|咖啡馆|咖啡店',
      ja: 'レストラン|ホテル|カフェ|居酒屋|宿',
      ko: '식당|맛집|레스토랑|호텔|카페|숙소',
    }),
  },
  {
    facets: ['budget', 'purpose_goal'],
    maxWords: 8,
    named: lists({
      es: 'portátil(?:es)?|ordenador(?:es)?|computadoras?|laptops?|móvil(?:es)?|celular(?:es)?|teléfonos?|cámaras?|televisor(?:es)?|tabletas?|auriculares|coches?|bicicletas?|regalos?',
      fr: 'ordinateurs?|pc|téléphones?|smartphones?|appareils? photo|téléviseurs?|tablettes?|casques?|écouteurs|voitures?|vélos?|cadeaux?',
      de: 'laptops?|notebooks?|computer|rechner|handys?|smartphones?|kameras?|fernseher|tablets?|kopfhörer|autos?|fahrr[aä]d(?:er)?|geschenke?|geschenkidee\\p{L}{0,1}',
      pt: 'notebooks?|laptops?|computador(?:es)?|celular(?:es)?|telefones?|câmeras?|televisor(?:es)?|tablets?|fones?|carros?|bicicletas?|presentes?',
      ru: 'ноутбук\\p{L}{0,2}|компьютер\\p{L}{0,2}|телефон\\p{L}{0,2}|смартфон\\p{L}{0,2}|фотоаппарат\\p{L}{0,2}|камер[ауы]|телевизор\\p{L}{0,2}|планшет\\p{L}{0,2}|наушник\\p{L}{1,2}|велосипед\\p{L}{0,2}|подар\\p{L}{2,3}',
      zh: '笔记本(?:电脑)?|电脑|手机|相机|电视机?|平板|耳机|汽车|自行车|礼物|礼品',
      ja: 'ノートパソコン|ノートpc|パソコン|スマホ|スマートフォン|カメラ|テレビ|タブレット|イヤホン|ヘッドホン|自転車|プレゼント|贈り物',
      ko: '노트북|컴퓨터|휴대폰|스마트폰|핸드폰|카메라|텔레비전|태블릿|이어폰|헤드폰|자전거|선물',
    }),
  },
  {
    facets: ['audience_level', 'time'],
    maxWords: 8,
    named: lists({
      es: 'aprender|estudiar',
      fr: 'apprendre|étudier',
      de: 'lernen|studieren',
      pt: 'aprender|estudar',
      ru: 'научиться|учить|выучить|изучать|изучить',
      zh: '想学|学习|自学|入门',
      ja: '習いたい|学びたい|勉強したい|覚えたい',
      ko: '배우고|배우는|공부하고',
    }),
  },
  {
    facets: ['audience_level', 'preference_constraint'],
    maxWords: 9,
    named: lists({
      es: 'entrenamientos?|rutina|dieta|plan de comidas|menú semanal',
      fr: 'entraînement|programme sportif|régime|plan de repas|menu de la semaine',
      de: 'trainingsplan|training|diät|ernährungsplan|essensplan|workout',
      pt: 'treinos?|dieta|plano de refeições|cardápio',
      ru: 'тренировок|тренировк[аиу]|диет[ауы]|план питания|рацион',
      zh: '健身|锻炼计划|训练计划|减肥|食谱计划|饮食计划',
      ja: 'トレーニング|筋トレ|ダイエット|食事プラン|献立',
      ko: '운동 (?:계획|루틴)|다이어트|식단|헬스',
    }),
  },
  {
    facets: ['preference_constraint'],
    maxWords: 5,
    named: lists({
      es: 'libros?|novelas?|películas?|series?|canciones|música|videojuegos?',
      fr: 'livres?|romans?|films?|séries?|chansons?|musique|jeux? vidéo',
      de: 'buch|bücher|romane?|filme?|serien?|lieder|musik|videospiele?',
      pt: 'livros?|romances?|filmes?|séries?|músicas?|jogos?',
      ru: 'книг[ауи]|роман\\p{L}{0,2}|фильм\\p{L}{0,2}|сериал\\p{L}{0,2}|музык[ауи]|песн\\p{L}{1,2}|игр[ауы]',
      zh: '书|小说|电影|电视剧|音乐|歌曲|歌|游戏',
      ja: '本を|小説|映画|ドラマ|音楽|曲を|ゲーム',
      ko: '책|소설|영화|드라마|음악|노래|게임',
    }),
  },
];

/** Someone wants something done, found or chosen. */
const WANT = lists({
  es: 'quiero|quisiera|me gustaría|necesito|busco|mejor(?:es)?|dame|hazme|haz|crea|compara|plan|sugiere|sugiéreme',
  fr: "je veux|je voudrais|j[’']aimerais|je cherche|il me faut|meilleure?s?|donne-moi|fais-moi|fais|crée|compare|programme|propose|propose-moi",
  de: 'ich möchte|ich will|ich suche|ich brauche|beste[nrs]?|gib mir|erstelle?|mach mir|vergleiche?|schlag|schlage|nenne?',
  pt: 'quero|gostaria|preciso|procuro|melhor(?:es)?|me dê|dê-me|faça|crie|compare|sugira|plano',
  ru: 'хочу|хотел\\p{L}{0,2} бы|ищу|мне нужн\\p{L}{1,2}|лучш(?:ий|ая|ее|ие|их)|дай|сделай|составь|сравни|подскажи',
  zh: '我想|我要|想学|想买|想去|最好|最佳|给我|制定|做一?个|比较|帮我',
  ja: 'たい(?:です|と思)?|ほしい|欲しい|一番|ベスト|最高|ください|作って|比較|教えて',
  ko: '싶|필요|찾고|최고|가장 좋은|해 ?줘|만들어|비교|주세요|짜 ?줘',
});

/** Circumstances that a request states. */
const STATED: Readonly<Partial<Record<Facet, ReturnType<typeof lists>>>> = {
  budget: lists({
    es: 'presupuesto|barat\\p{L}+|económic\\p{L}+|euros?|dólares|pesos|gratis|gratuit\\p{L}+|precio|caro|lujo|\\p{N}+ ?€',
    fr: 'budget|pas chers?|bon marché|économique|euros?|dollars?|gratuit\\p{L}*|prix|luxe|\\p{N}+ ?€',
    de: 'budget|günstig\\p{L}*|billig\\p{L}*|euro|franken|dollar|kostenlos\\p{L}*|gratis|preis\\p{L}*|luxus\\p{L}*|\\p{N}+ ?€',
    pt: 'orçamento|barat\\p{L}+|econômic\\p{L}+|euros?|reais|dólares|grátis|gratuit\\p{L}+|preço|luxo|r\\$ ?\\p{N}+',
    ru: 'бюджет\\p{L}*|дешёв\\p{L}+|дешев\\p{L}+|недорог\\p{L}+|рубл\\p{L}+|евро|доллар\\p{L}*|бесплатн\\p{L}+|цен\\p{L}+|тысяч\\p{L}*',
    zh: '预算|便宜|实惠|平价|元|块钱|免费|价格|价位|性价比|奢华|欧元|美元',
    ja: '予算|安い|格安|円|無料|価格|コスパ|高級|ユーロ|ドル',
    ko: '예산|저렴|원|무료|가격|가성비|고급|유로|달러|싼',
  }),
  time: lists({
    es: 'días?|semanas?|mes(?:es)?|años?|horas?|minutos?|fin de semana|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|verano|invierno|otoño|primavera|navidad|mañana|lunes|viernes|sábado|domingo',
    fr: 'jours?|semaines?|mois|ans?|années?|heures?|minutes?|week-end|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|été|hiver|automne|printemps|noël|demain|lundi|vendredi|samedi|dimanche',
    de: 'tage?n?|wochen?|wochenende|monate?n?|jahre?n?|stunden?|minuten?|\\p{L}+tägige\\p{L}?|januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|sommer\\p{L}*|winter\\p{L}*|herbst|frühling|weihnachten|morgen|montag|freitag|samstag|sonntag',
    pt: 'dias?|semanas?|m[eê]s(?:es)?|anos?|horas?|minutos?|fim de semana|janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro|verão|inverno|outono|primavera|natal|amanhã|segunda|sexta|sábado|domingo',
    ru: 'д(?:ень|ня|ней|ни)|недел\\p{L}+|месяц\\p{L}*|год\\p{L}*|лет|час\\p{L}*|минут\\p{L}*|выходн\\p{L}+|январ\\p{L}|феврал\\p{L}|март\\p{L}?|апрел\\p{L}|ма[йея]|июн\\p{L}|июл\\p{L}|август\\p{L}?|сентябр\\p{L}|октябр\\p{L}|ноябр\\p{L}|декабр\\p{L}|лет(?:о|ом|а)|зим\\p{L}+|осен\\p{L}+|весн\\p{L}+|завтра|суббот\\p{L}|воскресень\\p{L}',
    zh: '天|日游|周|星期|月|年|小时|分钟|周末|暑假|寒假|假期|夏天|冬天|秋天|春天|明天|国庆|春节|五一',
    ja: '日間|泊|週|か月|ヶ月|カ月|年|時間|分|月に|週末|夏|冬|秋|春|明日|連休|休み',
    ko: '일간|박|주|개월|달|년|시간|분|주말|월|여름|겨울|가을|봄|내일|연휴|방학',
  }),
  location: lists({
    es: 'en|cerca|por',
    fr: 'à|au|en|dans|près|sur',
    de: 'in|im|am|nahe|bei|nähe|auf',
    pt: 'em|no|na|perto',
    ru: 'в|во|на|около|рядом|возле|недалеко',
    zh: '在|附近|区|市|省|路|街|站|周边|北京|上海|广州|深圳|杭州|成都',
    ja: 'で|の近く|周辺|駅|市|区|県|東京|大阪|京都|福岡|札幌',
    ko: '에서|에 있는|근처|역|시|구|동|서울|부산|제주|주변',
  }),
  audience_level: lists({
    es: 'principiantes?|desde cero|básic\\p{L}+|avanzad\\p{L}+|nivel|niñ[oa]s?|expert\\p{L}+|experiencia|intermedi\\p{L}+',
    fr: 'débutants?|débutante|de zéro|base|avancée?|niveau|enfants?|experts?|expérience|intermédiaire',
    de: 'anfänger\\p{L}*|einsteiger\\p{L}*|von null|grundlagen|fortgeschritten\\p{L}*|niveau|kinder|kind|profis?|erfahrung|vorkenntnisse',
    pt: 'iniciantes?|do zero|básic\\p{L}+|avançad\\p{L}+|nível|crianças?|especialistas?|experiência|intermediári\\p{L}+',
    ru: 'начинающ\\p{L}+|новичк\\p{L}+|с нуля|основ\\p{L}+|продвинут\\p{L}+|уров\\p{L}+|дет\\p{L}+|опыт\\p{L}*',
    zh: '初学|零基础|新手|基础|进阶|高级|水平|孩子|儿童|专业|中级',
    ja: '初心者|ゼロから|基礎|上級|レベル|子ども|子供|経験|中級|未経験',
    ko: '초보|처음부터|기초|고급|수준|아이|경험|중급|입문',
  }),
  purpose_goal: lists({
    es: 'para (?!mí(?!\\p{L})|nosotros)\\p{L}+',
    fr: 'pour (?!moi(?!\\p{L})|nous)\\p{L}+',
    de: 'für (?!mich(?!\\p{L})|uns)\\p{L}+|zum|zur',
    pt: 'para (?!mim(?!\\p{L})|nós)\\p{L}+|pra',
    ru: 'для (?!меня|нас)\\p{L}+|чтобы',
    zh: '用于|用来|适合|办公|编程|剪辑|学生|玩游戏|送给?|生日|妈妈|爸爸|朋友|女友|男友',
    ja: 'ための|のため|用の|向け|仕事|ゲーム用|学生|誕生日|への|友達|母|父|彼',
    ko: '위한|용|업무|학생|생일|에게|친구|엄마|아빠|여자친구|남자친구',
  }),
  preference_constraint: lists({
    es: 'vegan\\p{L}+|vegetarian\\p{L}+|sin|familia|niños|pareja|amigos|que',
    fr: 'végan\\p{L}*|végétari\\p{L}+|sans|famille|enfants|couple|amis|qui|que',
    de: 'vegan\\p{L}*|vegetarisch\\p{L}*|ohne|familie|kindern|paar|freunden|das|der|die',
    pt: 'vegan\\p{L}+|vegetarian\\p{L}+|sem|família|crianças|casal|amigos|que',
    ru: 'веган\\p{L}*|вегетариан\\p{L}*|без|семь\\p{L}+|детьми|вдво[её]м|друзьями|котор\\p{L}+',
    zh: '素食|不吃|不要|家庭|孩子|情侣|朋友|类型|科幻|爱情|历史|悬疑',
    ja: 'ベジタリアン|なし|家族|子ども|カップル|友達|好き|ジャンル|sf|恋愛|歴史|ミステリー',
    ko: '채식|없이|가족|아이|커플|친구|좋아하|장르|sf|로맨스|역사|추리',
  }),
};

/** Circumstances that decide the answer and are not stated, most important first; none for requests of other kinds. */
export function openCircumstances(reading: Reading): readonly Facet[] {
  const { language, instruction, task } = reading;
  const wanted = task === 'plan' || task === 'recommend' || WANT(language).test(instruction);
  if (!wanted) return [];
  const count = wordCount(reading);
  const kind = KINDS.find(({ named }) => named(language).test(instruction));
  if (!kind || count > kind.maxWords) return [];
  return kind.facets.filter((facet) => !STATED[facet]?.(language).test(instruction));
}
