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
    'Escribe entre 100 y 150 palabras.',
    'En moins de cent mots, décris la mer.',
    'Напиши текст из ста слов.',
    '字数在300到500字之间',
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
    'Responde en una sola frase.',
    'Réponds en une seule phrase.',
    'Antworte in einem Satz.',
    'Ответь в одном предложении.',
    '用一句话概括',
  ],
  'length.paragraphs': [
    '写成四段。',
    'Escribe dos párrafos sobre el mar.',
    'Écris trois paragraphes sur Lyon.',
    'Schreibe zwei Absätze über Wale.',
    'Escreva três parágrafos sobre o rio.',
    '3段落で書いてください。',
    'Напиши два абзаца о зиме.',
    'Explícalo en un solo párrafo.',
    'Schreibe es in einem Absatz.',
    'Опиши это в одном абзаце.',
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
  'format.bullets': [
    '请用项目符号列出要点。',
    'Antworte in Stichpunkten.',
    '箇条書きで答えてください。',
    'Resuma em tópicos.',
    'Réponds avec des puces.',
    'Ответь в виде списка.',
    '请分点列出原因。',
    '목록 형식으로 답해줘.',
  ],
  'language.response': [
    '请用英文回答。',
    'Responde en español, por favor.',
    'Réponds uniquement en français.',
    'Antworte bitte auf Deutsch.',
    'Responda em português.',
    '日本語で答えてください。',
    '한국어로 답해 주세요.',
    'Отвечай только на русском языке.',
    'Пиши по-русски.',
  ],
  'keywords.forbid': [
    'Describe el mar y no uses la palabra "azul".',
    "Décris la mer, n'utilise pas le mot « bleu ».",
    'Beschreibe das Meer ohne das Wort „blau“.',
    'Descreva o mar e não use a palavra "azul".',
    'Опиши море, не используй слово «синий».',
    '描写大海，不要使用“蓝色”这个词。',
    '海を描写して。「青い」という言葉を使わないで。',
    '바다를 묘사해줘. "파란"이라는 단어를 쓰지 마.',
  ],
  'keywords.include': [
    'Escribe un poema e incluye la palabra "mar".',
    'Écris un poème, utilise le mot « mer ».',
    'Schreibe ein Gedicht und verwende das Wort „Meer“.',
    'Escreva um poema e use a palavra "mar".',
    'Напиши стих и используй слово «море».',
    '写一首诗，必须包含“大海”这个词。',
  ],
};

describe('findConstraints in other languages', () => {
  it.each(STATED['keywords.forbid'] ?? [])('does not take a ban for a wish: %s', (prompt) => {
    expect(findConstraints(prompt).map(({ type }) => type)).not.toContain('keywords.include');
  });

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
    'Tengo dos palabras favoritas.',
    'Traduis ces deux phrases.',
    'Was bedeuten diese drei Sätze?',
    'Объясни эти два предложения.',
    '¿Qué es JSON?',
  ])('finds nothing in: %s', (prompt) => {
    expect(findConstraints(prompt)).toEqual([]);
  });
});
