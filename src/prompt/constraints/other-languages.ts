import { WordPattern } from '../word-pattern.ts';
import type { Detector } from './detector.ts';

const HAN_NUMBER = '(?:\\d[\\d,]*|[一二两三四五六七八九十百千]+)';
/** The same without `一`, which mostly is an article. */
const HAN_SEVERAL = '(?:\\d[\\d,]*|[二两三四五六七八九十百千][一二两三四五六七八九十百千]*)';
const RANGE = '(?: ?[-–~～至到から]+ ?\\d+)?';
const WORD_NUMBER =
  '(?:\\d[\\d.]*(?: ?(?:[-–]|a|y|à|et|bis|und|e|до|и) ?\\d+)?|dos|tres|cuatro|cinco|seis|diez|cien|doscientas|deux|trois|quatre|cinq|six|dix|cent|zwei|drei|vier|fünf|sechs|zehn|hundert|dois|duas|três|quatro|seis|dez|cem|два|две|три|четыре|пять|десять|двух|трёх|трех|четырёх|пяти|десяти|ста|сто|двумя|тремя)';
/** `una frase` may be any sentence; `en una frase` is a length. */
const ONE =
  '(?:en (?:una?|un) (?:solo |sola )?|en (?:une?) (?:seule? )?|in (?:nur )?(?:einem|einer) (?:einzigen )?|em (?:uma?|um) (?:só |única? |único )?|в одном |в одну |одним )';

/** `\b` knows ASCII only; these hold for any script. */
const START = '(?<![\\p{L}\\p{N}])';
const END = '(?![\\p{L}\\p{N}])';

const counted = (nouns: string): WordPattern =>
  new WordPattern(`${START}(?:${WORD_NUMBER} (?:${nouns})|${ONE}(?:${nouns}))${END}`, 'gi');
/** A count is a requirement where something is to be written or is bounded; elsewhere it tells of what there is. */
const ASKED = new WordPattern(
  /(?<!\p{L})(?:escrib\p{L}+|redact\p{L}+|resum\p{L}+|explic\p{L}+|describ\p{L}+|respond\p{L}*|contest\p{L}+|haz|crea|genera|dame|máximo|mínimo|menos de|más de|hasta|alrededor|unas|entre|écri\p{L}+|rédig\p{L}+|répon\p{L}+|décri\p{L}+|donne|maximum|minimum|moins|plus de|environ|schreib\p{L}*|verfass\p{L}+|fass\p{L}*|erklär\p{L}*|antwort\p{L}*|beschreib\p{L}*|höchstens|mindestens|maximal|etwa|rund|zwischen|escrev\p{L}+|redij\p{L}+|descrev\p{L}+|até|cerca|no máximo|pelo menos|напиши\p{L}*|опиши\p{L}*|объясни\p{L}*|перескажи\p{L}*|сократи\p{L}*|ответ\p{L}*|не более|не менее|около|примерно|от|текст из|(?:en|in|em|в) (?:une?|una?|ein\p{L}+|uma?|одн\p{L}+|\d|dos|tres|cuatro|cinco|deux|trois|quatre|cinq|zwei|drei|vier|fünf|dois|duas|três|quatro|дв\p{L}+|тр\p{L}+|четыр\p{L}+|пят\p{L}+)|двумя|тремя|одним)/iu
    .source,
  'i',
);
const han = (source: string): RegExp => new RegExp(source, 'gu');

const QUOTED_ANY = '["“„«\'‘].{1,40}?["”“»\'’]';

/** Something that exists already: `这两句话`, `以下三段`. */
const GIVEN_HAN = /(?:[这那该此每前后第]|以下|上述|下面)$/u;
const GIVEN_ROMANCE =
  /(?:^|\s)(?:estas?|estos|las|los|ces|les|diese[nr]?|die|der|den|meine[nr]?|as|os|эти|этих|mis|mes)\s*$/iu;

/** What stands before `JSON` when the answer is to be in it. */
const JSON_REQUEST =
  '(?:在|以|用|使用|按|按照|采用|返回|输出|生成|导出|为|成|devuelve|renvoie|retorne|верни|виде|en|em|au|im|als|no|в|formato|format)';

/**
 * The common constraints in languages other than English. The noun in its own language is the trigger, so that an
 * English prompt pays for hardly any of them.
 */
export const otherLanguages: readonly Detector[] = [
  {
    type: 'length.words',
    triggers: ['字', '词'],
    pattern: han(`${HAN_SEVERAL}${RANGE} ?(?:多|余)?个?(?:汉|英文|单)?[字词](?![母符段体典幕条])`),
    notBefore: GIVEN_HAN,
  },
  {
    type: 'length.words',
    triggers: ['文字', '字以内', '単語', '語以内'],
    pattern: han(`${HAN_NUMBER}${RANGE} ?(?:文字|字|単語|語)(?:以内|以上|程度|以下|前後|で)`),
  },
  {
    type: 'length.words',
    triggers: ['단어', '자 '],
    pattern: han(`\\d+${RANGE} ?(?:단어|글자|자)(?: ?(?:이내|이하|이상|정도|로|내외))`),
  },
  {
    type: 'length.words',
    triggers: ['palabra', 'palavra', 'mots', 'wörter', 'worte', 'слов'],
    pattern: counted('palabras|palavras|mots|wörtern?|worten?|слова?'),
    sentence: ASKED,
    notBefore: GIVEN_ROMANCE,
  },
  {
    type: 'length.sentences',
    triggers: ['句'],
    pattern: han(`(?:用一句话|${HAN_SEVERAL}${RANGE} ?个?(?:句话|句子|句(?![型式号法])))`),
    notBefore: GIVEN_HAN,
  },
  {
    type: 'length.sentences',
    triggers: ['文で', '文以内'],
    pattern: han(`${HAN_NUMBER}${RANGE} ?(?:つの)?文(?:以内|以上|で)`),
  },
  { type: 'length.sentences', triggers: ['문장'], pattern: han('(?:\\d+|한|두|세|네|다섯) ?(?:개의 )?문장') },
  {
    type: 'length.sentences',
    triggers: ['frase', 'oracion', 'oración', 'sätze', 'satz', 'предложени'],
    pattern: counted('frases?|oraciones|oración|oraçã\\p{L}+|sätzen?|satz|предложени(?:е|я|й|ях|ем|ями|и)'),
    sentence: ASKED,
    notBefore: GIVEN_ROMANCE,
  },
  {
    // `2 phrases` is English as well.
    type: 'length.sentences',
    triggers: [' phrase'],
    pattern:
      /(?<!\p{L})(?:en (?:une(?: seule)?|deux|trois|quatre|cinq|dix|\d+) phrases?|(?:deux|trois|quatre|cinq|dix|(?:de|que|maximum|environ) \d+) phrases)/giu,
    notBefore: GIVEN_ROMANCE,
  },
  {
    type: 'length.paragraphs',
    triggers: ['段'],
    pattern: han(`${HAN_SEVERAL}${RANGE} ?个?(?:段落|段话|自然段|段(?![时落间位子]))`),
    notBefore: GIVEN_HAN,
  },
  {
    type: 'length.paragraphs',
    triggers: ['문단', '단락'],
    pattern: han('(?:\\d+|한|두|세|네|다섯) ?(?:개의 )?(?:문단|단락)'),
  },
  {
    type: 'length.paragraphs',
    triggers: ['párrafo', 'parágrafo', 'paragraphe', 'absätze', 'absatz', 'абзац'],
    pattern: counted('párrafos?|parágrafos?|paragraphes?|absätzen?|absatz|абзац(?:а|ев|ах|е|ем)?'),
    sentence: ASKED,
    notBefore: GIVEN_ROMANCE,
  },
  {
    type: 'format.json',
    triggers: ['json'],
    pattern: new RegExp(
      `${JSON_REQUEST} ?(?:格式化?的?|formato|format|формате)? ?json|json ?(?:格式|形式|形式で|で(?:出力|返)|형식|으로|对象|数组|-format|formato)`,
      'giu',
    ),
  },
  {
    type: 'format.bullets',
    triggers: [
      '项目符号',
      '要点列表',
      '无序列表',
      '项目列表',
      '箇条書き',
      '글머리',
      'viñeta',
      'à puces',
      'aufzählung',
      'stichpunkt',
      'marcadores',
      'маркированн',
      'tópicos',
      'des puces',
      'lista de puntos',
      'puntos clave',
      'stichpunkte',
      'виде списка',
      'списком',
      'пунктов',
      '列表形式',
      '要点',
      '分点',
      'リスト形式',
      '목록 형식',
      '목록으로',
    ],
    pattern:
      /项目符号|要点列表|(?:用|以|列出|分成?|\d|[二两三四五六七八九十])个?(?:条)?要点|(?:以|用)?列表(?:的)?形式|分(?:点|条)(?:列出|说明|回答|作答|论述|阐述)|リスト形式|목록 ?(?:형식|형태)?으로|(?:dos|tres|cuatro|cinco|seis|diez|\d+) puntos clave|lista de puntos|des puces|(?:em|cinco|três|quatro|\d+) tópicos|(?:fünf|drei|vier|zehn|\d+) stichpunkte|(?:в виде|нумерованным|маркированным) (?:маркированного )?спис(?:ка|ком)|(?:пять|три|четыре|десять|\d+) пункт(?:ов|а)|无序列表|项目列表|箇条書き|글머리 ?(?:기호|표)|viñetas|(?:liste )?à puces|aufzählung\p{L}*|stichpunkte\p{L}*|(?:lista com |em |com )marcadores|маркированн\p{L}+ списк\p{L}+/giu,
  },
  {
    type: 'language.response',
    triggers: ['文', '语', '語'],
    pattern: han(
      '(?:[用以]|使用|请用)(?:简体|繁体)?(?:中文|汉语|英文|英语|日文|日语|法语|法文|德语|西班牙语|俄语|韩语|葡萄牙语|意大利语|阿拉伯语)(?:来)?(?:回答|回复|答复|写|输出|作答|书写|撰写|说|描述|解释|进行|交流)|(?:日本語|英語|中国語|フランス語|ドイツ語|スペイン語|韓国語)で(?:答|回答|書|出力|説明|返)',
    ),
  },
  {
    type: 'language.response',
    triggers: ['한국어로', '영어로', '일본어로', '중국어로'],
    pattern: han('(?:한국어|영어|일본어|중국어)로 ?(?:답|작성|대답|써|설명|응답)'),
  },
  {
    type: 'language.response',
    triggers: [
      'en español',
      'en inglés',
      'en francés',
      'em português',
      'em inglês',
      'en français',
      'en anglais',
      'auf deutsch',
      'auf englisch',
      'in english',
      'на русском',
      'на английском',
      'по-русски',
      'по-английски',
    ],
    pattern:
      /(?<!\p{L})(?:responde\p{L}*|contesta\p{L}*|escrib\p{L}+|responda|escreva|répond\p{L}*|écri\p{L}+|antworte\p{L}*|schreib\p{L}*|отве[тч]\p{L}*|напиши\p{L}*|пиши\p{L}*)[^.\n]{0,40}?(?:en español|en inglés|en francés|em português|em inglês|en français|en anglais|auf deutsch|auf englisch|in english|на русском|на английском|по-русски|по-английски)/giu,
  },
  {
    type: 'keywords.forbid',
    triggers: ['词'],
    pattern: han(
      '(?:不要|不得|不能|避免|禁止|勿)[^。！？\\n]{0,12}?(?:使用|出现|提到|包含|用)[^。！？\\n]{0,10}?(?:[“"「‘][^”"」’\\n]{1,30}[”"」’][^。！？\\n]{0,3}?(?:一)?(?:这个)?(?:个)?(?:词|字眼|短语)|(?:以下|下列)(?:词|单词|词语))',
    ),
  },
  {
    type: 'keywords.forbid',
    triggers: [
      'la palabra',
      'las palabras',
      'le mot',
      'les mots',
      'das wort',
      'die wörter',
      'a palavra',
      'as palavras',
      'слово',
      'слова',
    ],
    pattern: new RegExp(
      `${START}(?:no (?:uses|utilices|emplees|incluyas|menciones)|sin (?:usar|utilizar|mencionar)|evita(?:r)?|n[’']utilise[rz]? pas|n[’']emploie[rz]? pas|sans (?:utiliser|employer)|évite[rz]?|ohne|verwende nicht|benutze nicht|vermeide|não (?:use|utilize|mencione)|sem (?:usar|utilizar)|evite|не (?:используй|употребляй|упоминай)(?:те)?|без|избегай)(?: \\p{L}+)?(?: (?:la|las|le|les|das|die|a|as))? (?:palabras?|mots?|wort|wörter|palavras?|слов[оа]?) ${QUOTED_ANY}`,
      'giu',
    ),
  },
  {
    type: 'keywords.include',
    triggers: [
      'la palabra',
      'las palabras',
      'le mot',
      'les mots',
      'das wort',
      'die wörter',
      'a palavra',
      'as palavras',
      'слово',
      'слова',
    ],
    pattern: new RegExp(
      `(?<!(?:no|não|nicht|не|pas|sin|sem|sans|ohne) )${START}(?:incluye|usa|utiliza|menciona|utilise[rz]?|emploie|inclus|mentionne[rz]?|verwende|benutze|erwähne|inclua|use|utilize|mencione|используй|включи|упомяни)(?:те)? (?:la|las|le|les|das|die|a|as)? ?(?:palabras?|mots?|wort|wörter|palavras?|слов[оа]?) ${QUOTED_ANY}`,
      'giu',
    ),
  },
  {
    type: 'keywords.forbid',
    triggers: ['という言葉', 'という単語', '라는 단어', '라는 말'],
    pattern: han(
      `「[^」\\n]{1,30}」という(?:言葉|単語|語)[^。\\n]{0,6}(?:使わない|使わず|避け|含めない)|["“”'‘’][^"“”'‘’\\n]{1,30}["“”'‘’](?:이?라는) (?:단어|말)[^.\\n]{0,4}(?:쓰지|사용하지|피해|빼)`,
    ),
  },
  {
    type: 'keywords.include',
    triggers: ['という言葉', 'という単語', '라는 단어', '라는 말', '这个词', '一词'],
    pattern: han(
      `「[^」\\n]{1,30}」という(?:言葉|単語|語)[^。\\n]{0,6}(?:入れ|使って|含め)|["“”'‘’][^"“”'‘’\\n]{1,30}["“”'‘’](?:이?라는) (?:단어|말)[^.\\n]{0,4}(?:포함|넣어|사용해|써)|(?<!(?:不要|不得|不能|避免|禁止|勿|别))(?:必须|请)?(?:包含|包括|使用|出现|提到)[“"「‘][^”"」’\\n]{1,30}[”"」’](?:这个词|一词)`,
    ),
    notBefore: /(?:不要|不得|不能|不可|避免|禁止|勿|别)[^。！？\n]{0,16}$/u,
  },
];
