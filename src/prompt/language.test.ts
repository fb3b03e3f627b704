import { expect, test } from 'vitest';
import { detectLanguage } from './language.ts';
import { lex } from './lexer/index.ts';

const languageOf = (text: string): string => detectLanguage(lex(text).prose);

test.each([
  ['en', 'fix it'],
  ['en', 'Refactor the auth module'],
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

test('code and quotations do not decide the language', () => {
  expect(languageOf('翻译成中文："The committee will meet on Monday to decide on the budget."')).toBe('zh');
});
