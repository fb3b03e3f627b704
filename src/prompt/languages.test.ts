/** The same situations in every language with templates: what is asked, and that clear requests are left alone. */
import { describe, expect, test } from 'vitest';
import { improve } from './improve.ts';

const asked = (prompt: string): string[] => improve({ prompt }).questions.map(({ id }) => id);

const COLD_STARTS: Readonly<Record<string, readonly string[]>> = {
  en: ['fix it', 'make it better', "it doesn't work"],
  es: ['arréglalo', 'hazlo mejor', 'no funciona', '¿Puedes arreglar esto?'],
  fr: ['corrige ça', 'rends-le meilleur', 'ça ne marche pas', 'corrigez-le'],
  de: ['repariere das', 'mach es besser', 'es funktioniert nicht', 'bitte verbessern Sie das'],
  pt: ['conserte isso', 'faça melhor', 'não funciona', 'por favor, melhore isso'],
  ru: ['исправь это', 'сделай лучше', 'не работает', 'исправьте это'],
  zh: ['修复它', '让它更好', '不能用了', '请帮我改一下'],
  ja: ['これを直して', 'もっと良くして', '動かない', 'これを修正してください'],
  ko: ['이거 고쳐줘', '더 좋게 만들어줘', '작동하지 않아요', '이것을 수정해 주세요'],
};

test.each(Object.entries(COLD_STARTS).flatMap(([language, prompts]) => prompts.map((prompt) => [language, prompt])))(
  'a cold start in %s gets the one question what it is about: %s',
  (language, prompt) => {
    const { questions, language: detected } = improve({ prompt: prompt ?? '' });
    expect(questions.map(({ id }) => id)).toEqual(['Q02.scope_subtype']);
    expect(detected).toBe(language);
  },
);

/** What the first question has to be about. */
const SITUATIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'Q09.time': {
    es: 'Planea un viaje a Japón',
    fr: 'Planifie un voyage au Japon',
    de: 'Plane eine Reise nach Japan',
    pt: 'Planeje uma viagem ao Japão',
    ru: 'Спланируй поездку в Японию',
    zh: '帮我计划一次日本旅行',
    ja: '日本旅行を計画して',
    ko: '일본 여행 계획을 짜줘',
  },
  'Q12.scope_subtype': {
    es: 'el mejor portátil',
    fr: 'le meilleur ordinateur portable',
    de: 'bester Laptop',
    pt: 'o melhor notebook',
    ru: 'лучший ноутбук',
    zh: '最好的笔记本电脑',
    ja: '一番いいノートパソコン',
    ko: '최고의 노트북',
  },
  'Q11.time': {
    es: 'últimas noticias de tecnología',
    fr: 'dernières nouvelles de la technologie',
    de: 'neueste Nachrichten zur Technik',
    pt: 'últimas notícias de tecnologia',
    ru: 'последние новости технологий',
    zh: '最新的科技新闻',
    ja: '最新のテクノロジーニュース',
    ko: '최신 기술 뉴스',
  },
  'Q03.data_source': {
    es: 'Resume el informe adjunto',
    fr: 'Résume le rapport ci-joint',
    de: 'Fasse den angehängten Bericht zusammen',
    pt: 'Resuma o relatório em anexo',
    ru: 'Кратко перескажи приложенный отчёт',
    zh: '总结附件里的报告',
    ja: '添付のレポートを要約して',
    ko: '첨부한 보고서를 요약해줘',
  },
  'Q04.other': {
    es: 'La página de inicio de sesión falla, corrige el error',
    fr: 'La page de connexion plante, corrige le bogue',
    de: 'Die Anmeldeseite stürzt ab, behebe den Fehler',
    pt: 'A página de login trava, corrija o erro',
    ru: 'Страница входа падает, исправь ошибку',
    zh: '登录页面崩溃了，修复这个错误',
    ja: 'ログイン画面が落ちるバグを直して',
    ko: '로그인 페이지가 멈춰요, 버그를 고쳐줘',
  },
};

describe.each(Object.entries(SITUATIONS))('%s is asked first', (id, prompts) => {
  test.each(Object.entries(prompts))('in %s: %s', (_, prompt) => {
    expect(asked(prompt)[0]).toBe(id);
  });
});

test.each([
  'exporta los datos a JSON',
  'exporte les données en JSON',
  'exportiere die Daten als JSON',
  'exporte os dados em JSON',
  'экспортируй данные в JSON',
  '导出为JSON',
  'JSONで出力して',
  'JSON으로 내보내줘',
])('structured output without fields is asked for them: %s', (prompt) => {
  expect(asked(prompt)).toContain('Q13.output_format');
});

test.each([
  'Borra todos los registros de la base de datos',
  'Supprime tous les fichiers du dossier',
  'Lösche alle Dateien im Ordner',
  'Apague todos os arquivos da pasta',
  'Удали все файлы из папки',
  '删除文件夹里的所有文件',
  'フォルダのファイルをすべて削除して',
  '폴더의 모든 파일을 삭제해줘',
])('an agent is to show what it destroys and wait: %s', (prompt) => {
  const { edits } = improve({ prompt, context: { mode: 'agent' } });
  expect(edits.map(({ rule }) => rule)).toEqual(['G04']);
});

const CLEAR: Readonly<Record<string, readonly string[]>> = {
  es: [
    '¿Por qué el cielo es azul?',
    'Planea un viaje de 3 días a Roma para dos adultos en mayo con un presupuesto de 800 euros.',
    'Mejora la legibilidad de mi función sin cambiar su comportamiento.',
    'Compara Python y Go en rendimiento y facilidad de aprendizaje.',
  ],
  fr: [
    'Pourquoi le ciel est-il bleu ?',
    'Planifie un voyage de 3 jours à Rome pour deux adultes en mai avec un budget de 800 euros.',
    'Améliore la lisibilité de ma fonction sans changer son comportement.',
    'Fais un tableau avec les colonnes pays, capitale et population pour les pays nordiques.',
  ],
  de: [
    'Warum ist der Himmel blau?',
    'Plane eine dreitägige Reise nach Rom für zwei Erwachsene im Mai mit einem Budget von 800 Euro.',
    'Verbessere die Lesbarkeit meiner Funktion, ohne ihr Verhalten zu ändern.',
    'Erfinde eine kurze Geschichte über einen verlassenen Leuchtturm.',
  ],
  pt: [
    'Por que o céu é azul?',
    'Planeje uma viagem de 3 dias a Roma para dois adultos em maio com um orçamento de 800 euros.',
    'Melhore a legibilidade da minha função sem mudar o comportamento.',
    'Qual é a diferença entre TCP e UDP?',
  ],
  ru: [
    'Почему небо голубое?',
    'Спланируй поездку на 3 дня в Рим на двоих в мае с бюджетом 800 евро.',
    'Улучши читаемость моей функции, не меняя её поведение.',
    'Сравни Python и Go по производительности и простоте изучения.',
  ],
  zh: [
    '天空为什么是蓝色的？',
    '帮我计划五月去罗马的三天旅行，两个成年人，预算800欧元。',
    '提高我的函数的可读性，不改变它的行为。',
    '写一首关于秋天大海的俳句。',
    '按大小列出太阳系的行星。',
  ],
  ja: [
    '空はなぜ青いのですか？',
    '5月に大人2人でローマへ3日間旅行します。予算は800ユーロです。旅程を作ってください。',
    '動作を変えずに関数の読みやすさを改善して。',
    '北欧諸国について、国名、首都、人口の列を持つ表を作って。',
  ],
  ko: [
    '하늘은 왜 파란가요?',
    '5월에 어른 두 명이 로마로 3일 여행을 갑니다. 예산은 800유로입니다. 일정을 짜 주세요.',
    '동작을 바꾸지 말고 함수의 가독성을 개선해줘.',
    '상사에게 7월에 이틀 휴가를 요청하는 짧고 격식 있는 메일을 써줘.',
  ],
};

test.each(Object.entries(CLEAR).flatMap(([language, prompts]) => prompts.map((prompt) => [language, prompt])))(
  'a clear request in %s is left alone: %s',
  (language, prompt = '') => {
    const { questions, changed, language: detected } = improve({ prompt });
    expect(questions).toEqual([]);
    expect(changed).toBe(false);
    expect(detected).toBe(language);
  },
);
