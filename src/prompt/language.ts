/**
 * The language a prompt is written in, as far as templates exist for it. Scripts decide between writing systems, function
 * words between languages of one script. What is mixed, foreign or too short to tell is `unknown`: then nothing is added
 * to the text, which is the safe side to err on.
 */
import type { Language } from './types.ts';

/** Characters read; the rest of a long text says nothing new about its language. */
const SAMPLE_CHARS = 500;

const list = (words: string): readonly string[] => words.split(' ');

/** Function words and the verbs that short prompts consist of. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  en: list(
    'the of and to is in that for it with as on are this be by an or from at was have has not can you your my me we our which what how ' +
      'why when where who should would could will please fix make write create give find help improve build add explain show tell do does ' +
      'get use using into about code function page update list best i its these those them then than if but all there so need want let ' +
      'remove change implement rewrite summarize translate generate refactor delete run test error bug faster better app website file ' +
      'design suggest recommend compare describe review optimize plan between without via each any new some more most up out only also is ' +
      'provide develop craft convert state name search validate debug check identify calculate solve construct compose prepare organize using ' +
      'following given text program script words sentence story poem essay email data user',
  ),
  es: list(
    'el la los las de del que y en un una por con para es se no su lo como más al me mi este esta esto pero sus le ya o fue ha sí porque ' +
      'cuando muy sin sobre también hasta hay donde quien desde todo nos durante uno ni contra ese eso ante ellos e esto mí qué cómo escribe ' +
      'crea haz explica arregla mejora código función dame necesito quiero puedes ayuda ayúdame corrige error traduce resume mejor hacer',
  ),
  fr: list(
    'le la les de des du et en un une est que qui dans pour pas sur au aux avec ce cette ces il elle je tu nous vous mon ma mes ton ta son ' +
      'sa ses leur ne se plus par mais ou où comme tout être fait faire écris crée corrige améliore explique rédige donne moi code fonction ' +
      'peux veux voudrais besoin aide bogue erreur traduis résume sans sous entre quel quelle comment pourquoi cela ça à était ont',
  ),
  de: list(
    'der die das den dem des und ist in zu ein eine einen einem einer nicht mit auf für von im sich auch es an als wie aus bei nach wird ' +
      'werden sind oder aber ich du er sie wir ihr mir mich mein meine dein deine kann kannst soll bitte schreibe schreib erstelle erkläre ' +
      'verbessere behebe repariere mache mach fehler funktion hilf über unter durch was warum wenn dass zum zur vom noch nur diese dieser ' +
      'dieses einfach gib zeig übersetze fasse zusammen besser schneller',
  ),
  pt: list(
    'o a os as de do da dos das que e em um uma por com para é se não seu sua como mais ao no na nos nas me meu minha este esta isto isso ' +
      'mas foi ser são tem há já ou quando muito sem sobre também até onde quem desde você ele ela eu nós qual escreva crie faça explique ' +
      'conserte corrija melhore código função dê preciso quero pode ajuda ajude erro traduza resuma melhor fazer à pelo pela',
  ),
  it: list(
    'il lo gli di che e è un uno una per con non si sono come più ma anche del della dei delle nel nella questo questa mi scrivi crea fammi perché cosa quando io tu',
  ),
  nl: list(
    'de het een en van ik je dat niet is op te zijn met voor er maar om aan dit die ook naar bij uit wat hoe wel mijn kan schrijf maak geef ons heb',
  ),
  pl: list(
    'i w na z do nie się to jest że jak o po co ale czy dla od za są tak mnie mi ten ta przez przy oraz napisz zrób proszę kod',
  ),
  sv: list('och att det som en är av för den på med inte jag ett om har men vi skriv gör till från kan du och i hur'),
  da: list('og at det en den til er som på de med af for ikke der var et har om jeg du skriv lav hvordan kan'),
  tr: list('ve bir bu için ile da de ne çok daha gibi ama en mi bana yaz var olarak olan nasıl'),
  id: list(
    'yang dan di ini itu untuk dengan dari tidak pada adalah ke saya akan buat tolong bagaimana anda atau buatkan dalam',
  ),
  ro: list('și în de la cu nu pe un o este care sunt pentru din mai să ce cum scrie că'),
  ca: list('el la els les de que i en un una per amb és no el seu com més però aquest aquesta fes escriu què'),
  fi: list('ja on ei se että en hän mutta oli ole kun mitä tämä kirjoita niin jos voi tai'),
  cs: list('a se v na je že s z do o to jak ale pro jako by po co napiš mi není'),
  hu: list('a az és hogy nem is egy van ez meg de csak mint ha írj'),
};
const CODES = Object.keys(WORDS);
const EN = CODES.indexOf('en');
/** Word → indexes into `CODES`. */
const LANGUAGES_OF = new Map<string, readonly number[]>();
for (const [index, code] of CODES.entries()) {
  for (const word of new Set(WORDS[code])) LANGUAGES_OF.set(word, [...(LANGUAGES_OF.get(word) ?? []), index]);
}

/** Letters of other languages of the same script: Vietnamese; Ukrainian, Belarusian, Serbian, Macedonian, Kazakh, Mongolian. */
const VIETNAMESE = /[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/gu;
const BEYOND_ASCII = /[\u0080-\uffff]/;
const NOT_RUSSIAN = /[іїєґўђјљњћџѓќѕәғқңөұүһ]/gu;
const RUSSIAN_ONLY = /[ыэё]/u;
/** Bulgarian writes ъ inside words without softening a prefix, and has these words. */
const BULGARIAN =
  /(?<!\p{L})(?:се|са|със|как да|защо|това|ще|моля|напиши ми|който|която)(?!\p{L})|[бвгджзйклмнпрстфхцчшщ]ъ[бвгджзклмнпрстфхцчшщ]/u;

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
  if (weights.cjk > total * 0.4) return weights.cyrillic > total * 0.1 ? 'unknown' : eastAsian(counts);
  if (weights.cyrillic > total * 0.5) return cjk > 0 ? 'unknown' : cyrillic(sample);
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

function eastAsian({ han, kana, hangul }: Counts): Language {
  const total = han + kana + hangul;
  if (hangul > total * 0.7) return 'ko';
  if (hangul > total * 0.1) return 'unknown';
  // Japanese prose is a third kana or more; a single kana letter in Chinese text is a decoration or a name.
  if (kana > total * 0.15) return 'ja';
  return kana > total * 0.03 ? 'unknown' : 'zh';
}

function cyrillic(sample: string): Language {
  const lower = sample.toLowerCase();
  const foreign = lower.match(NOT_RUSSIAN)?.length ?? 0;
  if (foreign > 0 || (!RUSSIAN_ONLY.test(lower) && BULGARIAN.test(lower))) return 'unknown';
  return 'ru';
}

function latin(sample: string): Language {
  const lower = sample.toLowerCase();
  const words = wordsOf(lower);
  if (BEYOND_ASCII.test(lower) && (lower.match(VIETNAMESE)?.length ?? 0) > words.length * 0.2) return 'unknown';
  const scores = CODES.map(() => 0);
  const add = (index: number, weight: number): void => {
    scores[index] = (scores[index] ?? 0) + weight;
  };
  let known = 0;
  for (const word of words) {
    // A single letter is as often a variable as a word.
    const languages = word.length > 1 ? LANGUAGES_OF.get(word) : undefined;
    if (languages) {
      known++;
      for (const index of languages) add(index, 1 / languages.length);
    } else if (word.length > 5 && word.endsWith('ing')) add(EN, 0.5);
  }
  if (known < Math.max(1, words.length * 0.12)) return 'unknown';
  const best = scores.indexOf(Math.max(...scores));
  const second = Math.max(...scores.map((score, index) => (index === best ? 0 : score)));
  // English prompts quote terms of other languages; two languages of equal weight are a mixture.
  if (second > (scores[best] ?? 0) * 0.6) return 'unknown';
  const code = CODES[best] ?? '';
  return isSupported(code) ? code : 'unknown';
}

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
    const apostrophe = start !== -1 && (code === 39 || code === 0x2019);
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
