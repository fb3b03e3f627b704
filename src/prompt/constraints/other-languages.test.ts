import { describe, expect, it } from 'vitest';
import { findConstraints } from './find.ts';

/** Chinese, Spanish, French, German, Portuguese, Japanese, Korean and Russian. */
const STATED: Readonly<Record<string, readonly string[]>> = {
  'length.words': [
    '请用200字介绍长城。',
    '字数不少于800字。',
    'Resume el texto en 100 palabras.',
    'Résume ce texte en 50 mots.',
    'Fasse den Text in 80 Wörtern zusammen.',
    'Resuma em 60 palavras.',
    '200文字以内で説明してください。',
    '100자 이내로 요약해 주세요.',
    'Напиши 150 слов о море.',
  ],
  'length.sentences': [
    '用三句话总结这篇文章。',
    'Explica la idea en tres frases.',
    'Réponds en deux phrases.',
    'Erkläre das in drei Sätzen.',
    'Responda em duas frases.',
    '3文で要約してください。',
    '세 문장으로 설명해 주세요.',
    'Объясни в трёх предложениях.',
  ],
  'length.paragraphs': [
    '写成四段。',
    'Escribe dos párrafos sobre el mar.',
    'Écris trois paragraphes sur Lyon.',
    'Schreibe zwei Absätze über Wale.',
    'Escreva três parágrafos sobre o rio.',
    '3段落で書いてください。',
    'Напиши два абзаца о зиме.',
  ],
  'format.json': [
    '请以JSON格式输出结果。',
    'Devuelve el resultado en formato JSON.',
    'Renvoie la réponse au format JSON.',
    'Gib die Antwort im JSON-Format aus.',
    'JSON形式で出力してください。',
    'JSON 형식으로 출력해 주세요.',
    'Верни ответ в формате JSON.',
  ],
  'format.bullets': ['请用项目符号列出要点。', 'Antworte in Stichpunkten.', '箇条書きで答えてください。'],
  'language.response': [
    '请用英文回答。',
    'Responde en español, por favor.',
    'Réponds uniquement en français.',
    'Antworte bitte auf Deutsch.',
    'Responda em português.',
    '日本語で答えてください。',
    '한국어로 답해 주세요.',
    'Отвечай только на русском языке.',
  ],
};

describe('findConstraints in other languages', () => {
  for (const [type, prompts] of Object.entries(STATED)) {
    it.each(prompts)(`finds ${type} in: %s`, (prompt) => {
      expect(findConstraints(prompt).map((constraint) => constraint.type)).toContain(type);
    });
  }

  it.each([
    '这两句话是什么意思？',
    '我给你一个词，你要研究它的来源。',
    'Ich habe die drei Sätze nicht verstanden.',
    '이 문장은 무슨 뜻인가요?',
    'この文字は読めません。',
  ])('finds nothing in: %s', (prompt) => {
    expect(findConstraints(prompt)).toEqual([]);
  });
});
