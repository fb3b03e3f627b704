/** What may stand before the verb of an order, by language: marks and courtesies, a few times over. */
import type { OtherLanguage } from './pattern.ts';

const MARKS = '^[\\s"“”«»\'*#>¡¿-]{0,20}';

export const OPENING: Readonly<Record<OtherLanguage, string>> = {
  es: `${MARKS}(?:(?:por favor|puedes|podrías|puede|podría|ayúdame a|necesito(?: que)?|quiero(?: que)?|ahora|hola)[ ,]{1,3}){0,4}`,
  fr: `${MARKS}(?:(?:s['’]il te plaît|s['’]il vous plaît|peux-tu|pouvez-vous|pourrais-tu|pourriez-vous|merci de|aide-moi à|aidez-moi à|je veux|je voudrais|maintenant|bonjour)[ ,]{1,3}){0,4}`,
  de: `${MARKS}(?:(?:bitte|kannst du|könntest du|können sie|könnten sie|hilf mir,?|ich möchte|jetzt|nun|hallo)[ ,]{1,3}){0,4}`,
  pt: `${MARKS}(?:(?:por favor|você pode|você poderia|pode|poderia|me ajude a|ajude-me a|preciso(?: que)?|quero(?: que)?|agora|olá|oi)[ ,]{1,3}){0,4}`,
  ru: `${MARKS}(?:(?:пожалуйста|можешь|можете|не мог бы ты|помоги(?:те)?(?: мне)?|мне нужно|нужно|надо|хочу|теперь|привет)[ ,]{1,3}){0,4}`,
  zh: `${MARKS}(?:请你?|麻烦你?|帮我|帮忙|能否|能不能|可以|可不可以|你能|你可以|我想|我要|我需要|现在|你好|[ ,，])*`,
  ja: MARKS,
  ko: MARKS,
};
