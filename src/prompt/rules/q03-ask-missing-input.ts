import { inLanguages, words } from '../pattern.ts';
import { ALL_TARGETS, tasksBut } from '../rule-scope.ts';
import type { Rule } from '../rule.ts';

const MAX_PROSE_CHARS = 500;
/** What follows the reference and is longer than this is the material itself. */
const MATERIAL_CHARS = 12;
/** What is only a reference stands near the start: later on, “this code” is the code to be written. */
const MAX_LEAD_CHARS = 80;
/** A figure, formula or quotation mark behind the mention is the material, or the start of it; a length is not. */
const SUPPLIED_BEHIND = /["“«=]|\d(?!\d{0,4}[ -](?:bullet|sentence|word|line|point|paragraph|page))/;

const THING =
  '(?:text|file|document|code|article|email|e-mail|letter|essay|paragraph|report|data|dataset|table|csv|pdf|image|picture|photo|screenshot|resume|cv|script|function|snippet|passage|message|transcript|list|review|reviews|contract|spreadsheet|log|query|html|json|poem|story|abstract|paper|dialogue|sentence|sentences)';
const ATTACHED = inLanguages(
  words(
    `attached (?:\\p{L}+ )?${THING}|(?:see|is|are|i have|i've) attached[.!]?$|the attachment|(?:pasted|copied|given|shown|provided|listed|written) below|below (?:${THING})|(?:${THING}) below|following ${THING}|the following[:.]?$|this (?:\\p{L}+ )?${THING}|these ${THING}|the (?:given|provided|supplied|uploaded|enclosed) ${THING}|(?:i|i've|i have) (?:uploaded|attached|pasted)`,
  ),
  {
    es: 'adjunt[oa]s?|(?:siguiente|este|esta) (?:texto|archivo|código|artículo|documento|correo|párrafo|informe|tabla|imagen|función|carta|frase)|a continuación',
    fr: 'ci-jointe?s?|pièces? jointes?|ci-dessous|(?:ce|cet|cette) (?:texte|fichier|code|article|document|courriel|e-mail|paragraphe|rapport|tableau|image|fonction|lettre|phrase)|(?:texte|fichier|code|article|document) suivant',
    de: 'angehängte[nrsm]?|im anhang|beigefügte[nrsm]?|unten stehende[nrsm]?|(?:diese[nrsm]?|folgende[nrsm]?) (?:text|datei|code|artikel|dokument|e-mail|absatz|bericht|tabelle|bild|funktion|brief|satz)',
    pt: 'anex[oa]s?|anexad[oa]s?|em anexo|abaixo|(?:este|esta|esse|essa|deste|desta|seguinte) (?:texto|arquivo|código|artigo|documento|e-mail|parágrafo|relatório|tabela|imagem|função|carta|frase)',
    ru: 'прикреплённ\\p{L}*|прикрепленн\\p{L}*|приложенн\\p{L}*|во вложении|ниже|(?:этот|эту|это|этого|следующий|следующую|следующее) (?:текст\\p{L}?|файл\\p{L}?|код\\p{L}?|стать[юи]|документ\\p{L}?|письмо|абзац|отчёт|отчет|таблицу|картинку|функцию|предложение)',
    zh: '附件|(?:已|我|所)附上|附上的|以下(?:的)?(?:文本|文字|内容|代码|文章|文件|邮件|段落|数据)|下面(?:的(?:文|代码|内容|数据|句)|这段|这篇)|这(?:段|篇|份|个|封)(?:文本|文字|内容|代码|文章|文件|邮件|话|报告)',
    ja: '添付|以下の(?:文章|テキスト|コード|ファイル|メール|文)|下記の|この(?:文章|テキスト|コード|ファイル|メール|文|記事|レポート|報告書)',
    ko: '첨부|다음 (?:글|텍스트|코드|파일|문장|메일)|아래|(?<![가-힣])이 (?:글|텍스트|코드|파일|문장|메일|기사|보고서)',
  },
);
/** Work on something of the author's that is not there. */
const MINE =
  /^\s*(?:(?:please|can you|could you|help me(?: to)?)[ ,]+)*(?:fix|debug|improve|optimi[sz]e|refactor|review|proofread|edit|check|correct|rewrite|rephrase|shorten|summari[sz]e|translate|make|speed up|simplify|explain|analy[sz]e) my (?:\p{L}+ )?(?:code|script|function|query|essay|resume|cv|cover letter|letter|e-?mail|paragraph|text|article|report|data|dataset|spreadsheet|log|poem|story|speech)\b(?: (?:better|faster|shorter|clearer|cleaner|more \p{L}+))?[.!?]?\s*$/iu;
/** `why is my code so slow` */
const WHY_MINE =
  /^\s*why (?:is|are|does|do|did|isn[’']t|doesn[’']t|won[’']t) my (?:\p{L}+ )?(?:code|script|function|query|program|loop|formula)\b[^.!?\n]{0,40}[.!?]?\s*$/iu;
/** Material is announced for later turns, or the reader makes it. */
const LATER =
  /\bi will (?:give|send|provide|paste|share|type)|\bi'll (?:give|send|provide|paste|share|type)|will be (?:given|provided|sent|supplied)|我会|我將|我将|te (?:daré|enviaré)|je (?:vais )?(?:te|vous) (?:donnerai|enverrai)|ich (?:gebe|schicke|sende) dir|vou (?:te )?(?:dar|enviar)|я (?:дам|пришлю|отправлю)|渡します|送ります|보낼|줄게/iu;

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
    'Fan et al., Missing Premise Exacerbates Overthinking (2025-04, arXiv 2504.06514): where a premise is missing, reasoning models write two to four times as much instead of saying so.',
  revision: 5,
  asks: ['data_source'],
  ask: (reading) => {
    const { instruction, task } = reading;
    if (reading.agent || reading.supplied || task === 'persona' || task === 'system') return [];
    if (reading.prose.length > MAX_PROSE_CHARS || LATER.test(instruction)) return [];
    const mention =
      MINE.exec(instruction) ?? WHY_MINE.exec(instruction) ?? ATTACHED(reading.language).exec(instruction);
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
