import { chars, words } from '../pattern.ts';
import type { Reading } from '../reading.ts';
import { ALL_TARGETS, tasksBut } from '../rule-scope.ts';
import type { Rule } from '../rule.ts';

const MAX_PROSE_CHARS = 500;
/** What follows the reference and is longer than this is the material itself. */
const MATERIAL_CHARS = 12;
/** What is only a reference stands near the start: later on, “this code” is the code to be written. */
const MAX_LEAD_CHARS = 80;
/** A figure, formula or quotation mark behind the mention is the material, or the start of it. */
const SUPPLIED_BEHIND = /["“«=\d]/;

const THING =
  '(?:text|file|document|code|article|email|e-mail|letter|essay|paragraph|report|data|dataset|table|csv|pdf|image|picture|photo|screenshot|resume|cv|script|function|snippet|passage|message|transcript|list|review|reviews|contract|spreadsheet|log|query|html|json|poem|story|abstract|paper|dialogue|sentence|sentences)';
const ATTACHED = words(
  `attached (?:\\p{L}+ )?${THING}|(?:see|is|are|i have|i've) attached[.!]?$|the attachment|(?:pasted|copied|given|shown|provided|listed|written) below|below (?:${THING})|(?:${THING}) below|following ${THING}|the following[:.]?$|this (?:\\p{L}+ )?${THING}|these ${THING}|the (?:given|provided|supplied|uploaded|enclosed) ${THING}|(?:i|i've|i have) (?:uploaded|attached|pasted)`,
  'adjunt[oa]s?|(?:siguiente|este|esta) (?:texto|archivo|código|artículo|documento|correo|párrafo|informe|tabla|imagen|función|carta)|a continuación',
  'ci-joint[es]?|pièce jointe|ci-dessous|(?:ce|cet|cette) (?:texte|fichier|code|article|document|courriel|paragraphe|rapport|tableau|image|fonction|lettre)|(?:texte|fichier|code|article|document) suivant',
  'angehängte[nrs]?|im anhang|beigefügte[nrs]?|unten stehende[nrs]?|(?:diese[nrsm]?|folgende[nrsm]?) (?:text|datei|code|artikel|dokument|e-mail|absatz|bericht|tabelle|bild|funktion|brief)',
  'anex[oa]s?|em anexo|abaixo|(?:este|esta|esse|essa|seguinte) (?:texto|arquivo|código|artigo|documento|e-mail|parágrafo|relatório|tabela|imagem|função|carta)',
  'прикреплённ\\p{L}*|прикрепленн\\p{L}*|во вложении|ниже|(?:этот|эту|это|следующий|следующую) (?:текст|файл|код|статью|документ|письмо|абзац|отчёт|отчет|таблицу|картинку|функцию)',
);
const ATTACHED_CJK = chars(
  '附件|附上|以下(?:的)?(?:文本|文字|内容|代码|文章|文件|邮件|段落|数据)|下面(?:的|这段|这篇)|这(?:段|篇|份|个|封)(?:文本|文字|内容|代码|文章|文件|邮件|话|报告)|添付|以下の(?:文章|テキスト|コード|ファイル|メール|文)|下記の|この(?:文章|テキスト|コード|ファイル|メール|文|記事)|첨부|다음 (?:글|텍스트|코드|파일|문장|메일)|아래|이 (?:글|텍스트|코드|파일|문장|메일|기사)',
);
/** Material is announced for later turns, or the reader makes it. */
const LATER =
  /\bi will (?:give|send|provide|paste|share|type)|\bi'll (?:give|send|provide|paste|share|type)|will be (?:given|provided|sent|supplied)|我会|我將|我将|te (?:daré|enviaré)|je (?:vais )?(?:te|vous) (?:donnerai|enverrai)|ich (?:gebe|schicke|sende) dir|vou (?:te )?(?:dar|enviar)|я (?:дам|пришлю|отправлю)|渡します|送ります|보낼|줄게/iu;

function announced(reading: Reading): RegExpExecArray | null {
  return ATTACHED.exec(reading.instruction) ?? ATTACHED_CJK.exec(reading.instruction);
}

export const q03: Rule = {
  id: 'Q03',
  name: 'ask.missing-input',
  kind: 'ask',
  targets: ALL_TARGETS,
  tasks: tasksBut('persona', 'system'),
  summary: 'Asks for the text or file that the prompt speaks of and does not bring.',
  when: 'The prompt mentions something attached, below or following, and nothing is supplied.',
  whenNot:
    'A fence, quotation, path or link is present, text follows the mention, or an agent can open the file itself.',
  evidence:
    'Models go on at length instead of saying that a premise is missing: Fan et al., Missing Premise Exacerbates Overthinking (2025).',
  revision: 1,
  asks: ['data_source'],
  ask: (reading) => {
    const { instruction, task } = reading;
    if (reading.agent || reading.supplied || task === 'persona' || task === 'system') return [];
    if (reading.prose.length > MAX_PROSE_CHARS || LATER.test(instruction)) return [];
    const mention = announced(reading);
    if (!mention) return [];
    const before = instruction.slice(0, mention.index).trim();
    const after = instruction.slice(mention.index + mention[0].length);
    const colon = after.search(/[:：\n]/);
    const material = colon === -1 ? '' : after.slice(colon + 1).trim();
    // "…the data. Summarize the text above": the material may stand before the request.
    if (
      material.length > MATERIAL_CHARS ||
      before.length > MAX_LEAD_CHARS ||
      before.includes('\n') ||
      after.length > 200
    )
      return [];
    if (SUPPLIED_BEHIND.test(after)) return [];
    if (material.length > 0 && colon !== -1 && colon < 20) return [];
    return [{ facet: 'data_source', missing: 0.95, importance: 1, findable: 0, evident: true }];
  },
};
