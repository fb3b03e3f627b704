import { expect, test } from 'vitest';
import { improve } from './improve.ts';
import { detectLanguage } from './language.ts';
import { lex } from './lexer/index.ts';

const languageOf = (text: string): string => detectLanguage(lex(text).prose);

test.each([
  ['en', 'fix it'],
  ['en', 'Refactor the auth module'],
  ['en', 'Draw a concept map for AI branches.'],
  ['en', 'Predict future sales based on previous records.'],
  ['en', 'What major events occurred in Los Angeles last week?'],
  ['en', 'Write a haiku about the sea in autumn.'],
  ['es', 'Escribe una función que sume dos números'],
  ['es', 'haz que sea más rápido'],
  ['fr', 'Améliore ce code'],
  ['fr', 'écris une lettre à mon voisin'],
  ['de', 'Verbessere diesen Code'],
  ['de', 'Schreib mir eine Funktion, die zwei Zahlen addiert'],
  ['pt', 'Escreva uma função que some dois números'],
  ['zh', '请用 Python 写一个函数'],
  ['zh', '修复它'],
  ['ja', 'これを直して'],
  ['ja', 'コードを書いて'],
  ['ko', '이 코드를 고쳐줘'],
  ['ru', 'Напиши функцию на Python'],
  ['ru', 'исправь это'],
])('%s: %s', (language, text) => {
  expect(languageOf(text)).toBe(language);
});

test.each([
  ['nothing', ''],
  ['no letters', '12 + 34 = ?'],
  ['formulas', 'x + y = z, x * y'],
  ['Dutch', 'Schrijf een functie voor mij die het getal niet op nul zet'],
  ['Italian', 'Scrivi una funzione che non usi questo metodo, come nella lezione'],
  ['Polish', 'Napisz mi proszę kod, który jest szybki i nie ma błędów'],
  ['Vietnamese', 'Hãy viết cho tôi một bài thơ về mùa thu Hà Nội'],
  ['Ukrainian', 'Напиши мені коротку історію про їжака'],
  ['Arabic', 'اكتب لي قصة قصيرة'],
  ['Greek', 'Γράψε μου μια ιστορία'],
  [
    'half English, half Chinese',
    '请解释 the following statement about renewable energy sources in Europe 并且给出例子 with several references please',
  ],
  ['half English, half Russian', 'Объясни мне этот текст подробно: the committee will meet on Monday to decide'],
])('unknown: %s', (_, text) => {
  expect(languageOf(text)).toBe('unknown');
});

/** Short prompts of the kinds that people write most: an order, a request without a verb, a complaint. */
const SHORT: Readonly<Record<string, readonly string[]>> = {
  en: ['latest news', 'export as JSON', 'best laptop', 'my train is always late'],
  es: [
    'arréglalo',
    'últimas noticias',
    'Planea un fin de semana en Lisboa para dos personas',
    'mi tren siempre sale tarde',
  ],
  fr: ['corrige-le', 'dernières nouvelles', 'exporte les données en JSON', 'mon train part toujours en retard'],
  de: ['bester Laptop', 'neueste Nachrichten', 'Übersetze diesen Text ins Englische', 'mein Zug fährt immer zu spät'],
  pt: ['conserte isso', 'últimas notícias', 'Compare carros elétricos e a gasolina', 'meu trem sempre sai atrasado'],
  ru: ['сделай лучше', 'последние новости', 'Напиши функцию на Python', 'поезд опять опоздал'],
  zh: ['最新新闻', '导出为JSON', '最好的笔记本电脑', '我的火车总是晚点'],
  ja: ['最新のニュース', 'JSONで出力して', '一番いいノートパソコン', '電車がいつも遅れる'],
  ko: ['최신 뉴스', 'JSON으로 내보내줘', '최고의 노트북', '기차가 항상 늦어요'],
};
test.each(Object.entries(SHORT).flatMap(([language, texts]) => texts.map((text) => [language, text])))(
  'a short prompt in %s: %s',
  (language, text) => {
    expect(languageOf(text)).toBe(language);
  },
);

/** Neighbours of the languages with templates, and writing that looks like one of them. */
const NEIGHBOURS: Readonly<Record<string, readonly string[]>> = {
  Dutch: ['Repareer dit', 'Wat is de hoofdstad van Noorwegen?', 'mijn trein is altijd te laat'],
  Italian: ['Confronta le auto elettriche e quelle a benzina', 'Spiega la fotosintesi a un bambino', 'ultime notizie'],
  Catalan: ['Explica la fotosíntesi a un nen', 'el meu tren sempre surt tard', 'Quina és la capital de Noruega?'],
  Galician: ['Explica a fotosíntese a un neno', 'Borra todos os ficheiros do cartafol', 'o meu tren sempre sae tarde'],
  Romanian: ['trenul meu întârzie mereu', 'Care este capitala Norvegiei?'],
  Swedish: ['Skriv en dikt om havet', 'mitt tåg är alltid sent'],
  Danish: ['mit tog er altid forsinket', 'Slet alle filer i mappen'],
  Czech: ['Přelož tento text do angličtiny', 'můj vlak má vždy zpoždění'],
  Turkish: ['son haberler', 'Ekteki raporu özetle'],
  Indonesian: ['Hapus semua file di folder', 'berita terbaru'],
  'Vietnamese without marks': ['hay hon', 'viet code giup toi'],
  pinyin: ['ni hao', 'wo yao qu bei jing', 'bang wo xie dai ma'],
  'Ukrainian without its letters': ['зроби краще', 'порадь книгу', 'Як перевернути список у Python?'],
  Bulgarian: ['последни новини', 'Преведи този текст на английски', 'Обясни на дете фотосинтезата'],
  Serbian: ['Напиши песму о мору', 'поправи ово', 'воз увек касни'],
  'traditional Chinese': ['把這段文字翻譯成英文', '寫一首關於大海的詩', '推薦一本書'],
  Cantonese: ['幫我整好佢', '我唔明呢个问题', '呢段嘢译做英文'],
  'Japanese without kana': ['議事録要約', '会議日程調整', '東京観光案内'],
  names: ['São Paulo', 'García Márquez', 'Barack Obama'],
  'code alone': ['const a = 1; let b = a + 2; console.log(b);', 'foo(bar, baz)'],
  'a mixture': ['fix это please я не понимаю', 'Bitte translate this sentence for me because ich verstehe es nicht'],
};
test.each(Object.entries(NEIGHBOURS).flatMap(([name, texts]) => texts.map((text) => [name, text])))(
  'unknown, as %s: %s',
  (_, text) => {
    expect(languageOf(text)).toBe('unknown');
  },
);

test.each(['اكتب قصة قصيرة عن البحر', 'כתוב לי סיפור על הים', 'اشرح هذا الكود: print(1) شرحا بسيطا', 'fix هذا please'])(
  'right-to-left and mixed text is left as it is: %s',
  (prompt) => {
    const { improved, language } = improve({ prompt, context: { mode: 'agent' } });
    expect(language).toBe('unknown');
    expect(improved).toBe(prompt);
  },
);

test('code and quotations do not decide the language', () => {
  expect(languageOf('翻译成中文："The committee will meet on Monday to decide on the budget."')).toBe('zh');
});
