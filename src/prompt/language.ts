/**
 * The language a prompt is written in, as far as templates exist for it. Scripts decide between writing systems, function
 * words and letters between languages of one script. What is mixed, foreign or too short to tell is `unknown`: then nothing
 * is added to the text, which is the safe side to err on. Chinese means simplified characters, as the templates do.
 */
import { CYRILLIC_WORDS, LATIN_WORDS } from './language-words.ts';
import type { Language } from './types.ts';
import { WordPattern } from './word-pattern.ts';

/** Characters read; the rest of a long text says nothing new about its language. */
const SAMPLE_CHARS = 500;

/** Words of the languages of one script. */
interface Vocabulary {
  readonly codes: readonly string[];
  /** Word → indexes into `codes`. */
  readonly languagesOf: ReadonlyMap<string, readonly number[]>;
}

function vocabularyOf(words: Readonly<Record<string, readonly string[]>>): Vocabulary {
  const codes = Object.keys(words);
  const languagesOf = new Map<string, readonly number[]>();
  for (const [index, code] of codes.entries()) {
    for (const word of new Set(words[code])) languagesOf.set(word, [...(languagesOf.get(word) ?? []), index]);
  }
  return { codes, languagesOf };
}

const LATIN = vocabularyOf(LATIN_WORDS);
const EN = LATIN.codes.indexOf('en');
const FR = LATIN.codes.indexOf('fr');
/** Spoken by few beside a large neighbour: it takes words of their own to tell. */
const RARE = ['ca', 'gl'].map((code) => LATIN.codes.indexOf(code));
const RARE_WEIGHT = 0.8;
const CYRILLIC = vocabularyOf(CYRILLIC_WORDS);

const BEYOND_ASCII = /[\u0080-\uffff]/;
/** Words that are no names, by their first letter, and hold a letter that the language is not written with. */
const foreignWords = (letters: string): RegExp =>
  new RegExp(`(?:^\\P{L}*\\p{Lu}|(?<!\\p{L}))\\p{Ll}*(?=\\p{Script=Latin})[^a-z\\p{Lu}${letters}]`, 'gu');
const FOREIGN: Readonly<Record<string, RegExp>> = {
  en: foreignWords(''),
  es: foreignWords('áéíóúüñ'),
  fr: foreignWords('àâäæçéèêëîïôöùûüÿœ'),
  de: foreignWords('äöüßé'),
  pt: foreignWords('áàâãéêíóôõúüç'),
};
/** Share of such words from which the text is in another language; English borrows words with their marks. */
const MAX_FOREIGN = { en: 0.2, other: 0.1 };
/** Weight of the second language, as a share of the first, from which neither is certain. */
const MAX_MIXTURE = 0.6;
const MAX_KINSHIP = 0.8;
/** Share of known words, the English one and that of languages whose words are found in names and code. */
const MIN_KNOWN_EN = 0.12;
const MIN_KNOWN = 0.2;
/** A word that is no name; words of one letter apart. */
const LOWER_WORD = /(?<!\p{L})\p{Ll}{2}/u;
/** Marks that prose hardly has. */
const CODE_MARK = /[{}();=<>|$_\\]/g;
/** Elided words: `j’ai` is French alone, `l’aria` is Catalan and Italian as well. */
const ELIDED = /^(?:(qu|j|n|c|s|m|t)|[ld])['’]/;
/** `corrige-le`, `y a-t-il` */
const FRENCH_HYPHEN = new WordPattern(/\p{L}-(?:le|la|les|moi|toi|nous|vous|t-)(?!\p{L})/u.source);
/** Letters, marks and turns of one language: ñ and the marks that open a sentence, ã and õ, ß. */
const MARKS = (
  [
    ['es', /[ñ¿¡]|(?<!\p{L})no (?:funciona|puedo|me|se|es|hay|tiene|sé|va)(?!\p{L})/u],
    ['gl', /(?<!\p{L})(?:ao|unha|dunha|nunha|máis)(?!\p{L})/u],
    ['pt', /ã|õ|ção(?!\p{L})/u],
    ['de', /ß/u],
  ] as const
).map(([code, mark]) => [code, new WordPattern(mark.source)] as const);

/** Ukrainian, Belarusian, Serbian, Macedonian, Kazakh, Mongolian. */
const NOT_RUSSIAN = /[іїєґўђјљњћџѓќѕәғқңөұүһ]/u;
const RUSSIAN_LETTER = /[ыэё]/gu;
const RUSSIAN_ENDING = /(?:ть|ться|ого|ему|ешь|ишь|ый|ая|ое)$/u;
const LONG_CYRILLIC_CHARS = 20;
/** Bulgarian writes ъ inside words without softening a prefix. */
const BULGARIAN = /[бвгджзйклмнпрстфхцчшщ]ъ[бвгджзклмнпрстфхцчшщ]|ът(?!\p{L})/u;

/**
 * Frequent characters of simplified Chinese only, of traditional Chinese or Japanese only, and of Cantonese only, told apart
 * by which of GB 2312, Big5 and JIS X 0208 hold them.
 */
const SIMPLIFIED =
  /[优较删润们这说为时对过还发现经动问见长样头实进给话题应间报关总结译语读书请让该认识计务选错误导创详细简单论证库帮询图检测试标开业产节术项约验钱买卖车电视频络软达运输设备调护资讯环张场择议评级组织团队领势战历释尔类员吗边别词亚码辑则风蓝诉谈层逻观终习记两顺仅编罗剧职师戏满键维马红强艺陈虑额须乐辩户顾击质险响许鸦汇联寻统费军鹰块变专预练义处责录绿厅疯骤拥华兰显访赛诗谱贵带够态传觉萨纪办规鸟猎连续兴纳东获继饮欢栏讽农围鹌鹑钥脑举讲众爱养宠页销诊负购转骚摄顿谢伟乌盘炼浏闻饭馆邮览审阅链岁龙鱼飞门闭闪]/u;
const NOT_SIMPLIFIED =
  /[們個這說為時來對過會還沒發現經動從問學見長樣頭實點進給話題應幾間報關總結復譯寫語讀書請讓該認識計劃務選錯誤導創詳細簡單論證據庫幫詢圖確檢測試標開業產節術項約驗錢買賣車電視網絡軟體達運輸設備調護資訊環張廣場條決擇議評價優級組織團隊領勢戰歷裡裏東將與嗎麼無當轉換觀経済対応検変気読売図実発円戻広続総県桜楽様単両収録険駅働込畑峠拡択釋寶處專兒兩嚴園圓壓壞夠夢奪婦媽孫寧審屆層島幣師帶幹廠廳強彈徑愛慮慶憶懷態憑懶戲擊擁擔攝數斷曆機權歐歡殺毀氣準溫滿漢潔濟煙熱爭營獎獲異療盡監盤眾碼禮種稱積穩窮競筆範築簽糧紅紙純終統絕綠維緊線編練縣縮績繼續罰羅義習聖聯職聽膽臉臺舊藍藥號補製複規親覺覽觸訂訓記許訴診詞詩誰談講謝變財責貨貴費質賽贊趕跡軍較載輕輛輪輯辦農連違遠適遺邊郵鄉醫針銀銷錄鍵鎖鏡鐵門閉閱陣陽階際隨險靈靜響頁順須預額顏願類顯風飛飯飲館馬驚髮鬥魚鮮鳥麗黃黨齊佈併僅內冊別剛劑勁勞匯區協卻參啟員嘗噴國圍執塊塗壽奧獨憲掛採揚損搖撐撥撲擴攜擺攔敗敵斂朧楊榮樂樓樹橋殘殼毆漁漲漸潛潤濃燈燒爐爾牆狀獅瑪瓊畢畫畝癢皺盜睜矯礎禍禪穀竊竅箇籃籠紀納紹絲綱緣縱繪繩罷聞聲肅脅腦腳腸膚臨舉艦艱莊華葉蒼蓋蘇蘭蘋虛蝦蟲蠟裝褲訪詐誇誠謀謂賀賓賞賬賭賴購賜趙趨踐蹟躍軌軸輔輝輩辭邏鄰釀鈴鉛鋪鋼錦鍋鎮鑑鑽閃閒闊隻難雙雜雞雲霧韓韻頂頓頗頻顆飽餅養餘駐駛騎騙騰魯鮑鯨鴨鵝鹽麥齒齡龍龜価圧囲栄塩仮絵壊懐覚渇勧観帰犠拠挙恵掲継軽撃剣圏権顕厳効鉱斎雑桟蔵臓斉従渋獣縦粛処緒諸焼奨乗浄剰畳嬢譲醸酔穂髄瀬摂専戦銭繊荘捜挿巣曽騒増贈帯滝沢団弾遅鋳庁徴聴勅塚逓鉄転伝稲闘徳縄弐脳覇廃拝髪抜払仏並辺豊毎満黙訳薬揺謡頼覧竜塁霊齢歴労]/u;
const CANTONESE = /[嘅咗唔喺冇佢哋啲嚟嗰乜咁嘢畀啱攞晒]|点解|几时返|边个/u;
/** Grammar that Chinese of a sentence or more seldom does without, and Japanese in Chinese characters does not have. */
const CHINESE_GRAMMAR =
  /[的了是何我你他她它吗呢吧把被请帮给写么什怎很也都就在有和与及或不没要想会能可让这那些]|一[下个种篇首段些本]|多少|等于/u;

interface Counts {
  readonly latin: number;
  readonly cyrillic: number;
  readonly han: number;
  readonly kana: number;
  readonly hangul: number;
  readonly other: number;
}

export function detectLanguage(prose: string): Language {
  const sample = prose.slice(0, SAMPLE_CHARS);
  const counts = countScripts(sample);
  const cjk = counts.han + counts.kana + counts.hangul;
  // A Latin word of about five letters weighs as much as two Han characters.
  const weights = { cjk: cjk * 2.5, latin: counts.latin, cyrillic: counts.cyrillic, other: counts.other * 2 };
  const total = weights.cjk + weights.latin + weights.cyrillic + weights.other;
  if (total === 0 || weights.other > total * 0.1) return 'unknown';
  if (weights.cjk > total * 0.4) return weights.cyrillic > total * 0.1 ? 'unknown' : eastAsian(sample, counts);
  if (weights.cyrillic > total * 0.5) return cjk > 0 ? 'unknown' : cyrillic(sample, weights.latin > total * 0.25);
  if (weights.latin > total * 0.9) return latin(sample);
  return 'unknown';
}

function countScripts(sample: string): Counts {
  let [latin, cyrillic, han, kana, hangul, other] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < sample.length; i++) {
    const code = sample.charCodeAt(i);
    if (
      (code >= 97 && code <= 122) ||
      (code >= 65 && code <= 90) ||
      (code >= 0xc0 && code <= 0x24f) ||
      (code >= 0x1e00 && code <= 0x1eff)
    )
      latin++;
    else if (code < 0x370) continue;
    else if (code >= 0x400 && code <= 0x52f) cyrillic++;
    else if ((code >= 0x4e00 && code <= 0x9fff) || (code >= 0x3400 && code <= 0x4dbf)) han++;
    else if (code >= 0x3041 && code <= 0x30ff) kana++;
    else if (
      (code >= 0xac00 && code <= 0xd7a3) ||
      (code >= 0x1100 && code <= 0x11ff) ||
      (code >= 0x3130 && code <= 0x318f)
    )
      hangul++;
    else if (
      (code >= 0x370 && code <= 0x1cff) ||
      (code >= 0xa000 && code <= 0xabff) ||
      (code >= 0xfb1d && code <= 0xfdff)
    )
      other++;
  }
  return { latin, cyrillic, han, kana, hangul, other };
}

function eastAsian(sample: string, { han, kana, hangul }: Counts): Language {
  const total = han + kana + hangul;
  if (hangul > total * 0.7) return 'ko';
  if (hangul > total * 0.1) return 'unknown';
  // Japanese prose is a third kana or more; a single kana letter in Chinese text is a decoration or a name.
  if (kana > total * 0.15) return 'ja';
  return kana > total * 0.03 ? 'unknown' : chinese(sample);
}

/** Simplified Chinese, as against traditional Chinese, Cantonese, and Japanese in Chinese characters alone. */
function chinese(sample: string): Language {
  if (CANTONESE.test(sample)) return 'unknown';
  const simplified = countOf(sample, SIMPLIFIED);
  const other = countOf(sample, NOT_SIMPLIFIED);
  if (other > simplified) return 'unknown';
  return simplified > 0 || CHINESE_GRAMMAR.test(sample) ? 'zh' : 'unknown';
}

function countOf(text: string, characters: RegExp): number {
  let count = 0;
  for (const char of text) if (characters.test(char)) count++;
  return count;
}

function cyrillic(sample: string, holdsLatin: boolean): Language {
  const lower = sample.toLowerCase();
  if (NOT_RUSSIAN.test(lower)) return 'unknown';
  // Names of languages and tools are Latin in Russian prompts; English sentences make a mixture.
  if (holdsLatin && latin(sample) !== 'unknown') return 'unknown';
  const words = lower.match(/[а-яё]+/gu) ?? [];
  const { scores } = scoresOf(words, CYRILLIC);
  const endings = words.filter((word) => RUSSIAN_ENDING.test(word)).length;
  const russian = (scores[0] ?? 0) + 0.5 * endings + 2 * (lower.match(RUSSIAN_LETTER)?.length ?? 0);
  const neighbour = Math.max(...scores.slice(1)) + (BULGARIAN.test(lower) ? 2 : 0);
  // Without їієґ a longer text is hardly Ukrainian.
  const limit = lower.length >= LONG_CYRILLIC_CHARS ? 1 : MAX_KINSHIP;
  return russian > 0 && neighbour <= russian * limit ? 'ru' : 'unknown';
}

function latin(sample: string): Language {
  const lower = sample.toLowerCase();
  const words = wordsOf(lower);
  const { scores, known } = scoresOf(words, LATIN);
  for (const word of words) {
    if (word.length > 5 && word.endsWith('ing') && !LATIN.languagesOf.has(word)) scores[EN] = (scores[EN] ?? 0) + 0.5;
    const elided = isApostrophe(word.charCodeAt(1)) || isApostrophe(word.charCodeAt(2)) ? ELIDED.exec(word) : null;
    if (elided) scores[FR] = (scores[FR] ?? 0) + (elided[1] === undefined ? 0.3 : 0.7);
  }
  if (lower.includes('-') && FRENCH_HYPHEN.test(lower)) scores[FR] = (scores[FR] ?? 0) + 0.7;
  for (const [code, mark] of MARKS) {
    const index = LATIN.codes.indexOf(code);
    if (mark.test(lower)) scores[index] = (scores[index] ?? 0) + 0.7;
  }
  if (known < Math.max(1, words.length * MIN_KNOWN_EN)) return 'unknown';
  for (const index of RARE) scores[index] = (scores[index] ?? 0) * RARE_WEIGHT;
  const best = scores.indexOf(Math.max(...scores));
  const second = Math.max(...scores.map((score, index) => (index === best ? 0 : score)));
  const code = LATIN.codes[best] ?? '';
  if (!isSupported(code)) return 'unknown';
  // English prompts quote terms of other languages; two languages of equal weight are a mixture, or kin not told apart.
  const limit = isSupported(LATIN.codes[scores.indexOf(second)] ?? '') ? MAX_MIXTURE : MAX_KINSHIP;
  if (second > (scores[best] ?? 0) * limit) return 'unknown';
  const long = words.filter((word) => word.length > 1).length;
  if (code !== 'en' && (known < long * MIN_KNOWN || (known < 2 && long > 3) || !LOWER_WORD.test(sample)))
    return 'unknown';
  if (known < 2 && (lower.match(CODE_MARK)?.length ?? 0) >= words.length * 0.4) return 'unknown';
  if (BEYOND_ASCII.test(sample)) {
    const foreign = sample.match(FOREIGN[code] ?? /$^/gu)?.length ?? 0;
    if (foreign > words.length * (code === 'en' ? MAX_FOREIGN.en : MAX_FOREIGN.other)) return 'unknown';
  }
  return code;
}

/** How much each language of a script is in these words. A single letter is as often a variable as a word. */
function scoresOf(
  words: readonly string[],
  { codes, languagesOf }: Vocabulary,
): { readonly scores: number[]; readonly known: number } {
  const scores = codes.map(() => 0);
  let known = 0;
  for (const word of words) {
    const languages = word.length > 1 || word > 'z' ? languagesOf.get(word) : undefined;
    if (!languages) continue;
    known++;
    for (const index of languages) scores[index] = (scores[index] ?? 0) + 1 / languages.length;
  }
  return { scores, known };
}

const isApostrophe = (code: number): boolean => code === 39 || code === 0x2019;

/** Runs of letters and apostrophes of a lower-case text in Latin script. */
function wordsOf(lower: string): readonly string[] {
  const words: string[] = [];
  let start = -1;
  for (let at = 0; at <= lower.length; at++) {
    const code = at < lower.length ? lower.charCodeAt(at) : 32;
    const letter =
      (code >= 97 && code <= 122) ||
      (code >= 0xdf && code <= 0x24f && code !== 0xf7) ||
      (code >= 0x1e00 && code <= 0x1eff);
    const apostrophe = start !== -1 && isApostrophe(code);
    if (letter || apostrophe || (code >= 0x300 && code <= 0x36f)) {
      if (start === -1) start = at;
    } else if (start !== -1) {
      words.push(lower.slice(start, at));
      start = -1;
    }
  }
  return words;
}

function isSupported(language: string): language is Language {
  return ['en', 'es', 'fr', 'de', 'pt'].includes(language);
}
