import type { Language } from '../types.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { ja } from './ja.ts';
import { ko } from './ko.ts';
import { pt } from './pt.ts';
import { ru } from './ru.ts';
import type { Templates } from './template.ts';
import { zh } from './zh.ts';

export type { QuestionTemplate, Templates } from './template.ts';
export { QUESTION_KEYS } from './template.ts';

export const TEMPLATES: Readonly<Record<Exclude<Language, 'unknown'>, Templates>> = {
  en,
  zh,
  es,
  fr,
  de,
  pt,
  ja,
  ko,
  ru,
};

/** Templates to ask in. In a language that is not known, questions are put in English. */
export function templatesOf(language: Language): Templates {
  return language === 'unknown' ? en : TEMPLATES[language];
}
