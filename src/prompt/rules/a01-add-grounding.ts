import { inLanguages, words } from '../pattern.ts';
import type { Reading } from '../reading.ts';
import type { RuleParam } from '../rule-param.ts';
import { ALL_TARGETS } from '../rule-scope.ts';
import type { Rule } from '../rule.ts';

const MIN_DOCUMENT_CHARS: RuleParam = {
  name: 'min_document_chars',
  kind: 'integer',
  default: 400,
  min: 50,
  max: 1_000_000,
  unit: 'characters',
  summary: 'A shorter document needs no rule on where the answer comes from.',
};
const DOCUMENT = inLanguages(
  words(
    '(?:this|the|following|attached|above|below) (?:[\\p{L}-]+ )?(?:text|article|passage|document|report|transcript|contract|paper|policy|manual|excerpt|email|letter)',
  ),
  {
    es: '(?:est[ea]|el|la|del|siguiente) (?:texto|artículo|documento|informe|contrato|pasaje|manual|correo|carta|transcripción)',
    fr: "(?:ce|cet|cette|le|la|du|suivant) (?:texte|article|document|rapport|contrat|passage|manuel|courriel|lettre)|l[’']article",
    de: '(?:diese[rnsm]?|de[rnms]|das|die|folgende[nrsm]?) (?:text\\p{L}?|artikel\\p{L}?|dokument\\p{L}{0,2}|bericht\\p{L}{0,2}|vertrag\\p{L}{0,2}|abschnitt|handbuch|brief|e-mail|protokoll)',
    pt: '(?:est[ea]|dest[ea]|nest[ea]|o|a|do|seguinte) (?:texto|artigo|documento|relatório|contrato|trecho|manual|e-mail|carta)',
    ru: '(?:этот|этого|этом|этому|эту|этой|эта|это|данн\\p{L}+) (?:текст\\p{L}*|документ\\p{L}*|отч[её]т\\p{L}*|стать\\p{L}+|договор\\p{L}*|отрыв\\p{L}+|письм\\p{L}+|инструкци\\p{L}+)|в (?:тексте|документе|отчёте|отчете|статье|договоре)',
    zh: '(?:这|该|以下|下面|上面|上述|本)(?:篇|份|段|个|的)?(?:文章|文本|文档|报告|材料|合同|邮件|文件|资料)',
    ja: '(?:この|以下の|次の|上の|上記の)(?:文章|記事|資料|報告書|契約書|文書|メール|テキスト)',
    ko: '(?:이|다음|위|아래)(?:의)? ?(?:글|기사|문서|보고서|계약서|메일|자료|텍스트)',
  },
);
const ASKS = inLanguages(/[?？]|\b(?:who|what|when|where|which|why|how many|how much|does|is|are|answer)\b/iu, {
  es: 'qué|quién(?:es)?|cuándo|cuánt[oa]s?|cuál(?:es)?|dónde|cómo|por qué|responde',
  fr: 'qui|que|quels?|quelles?|quand|combien|où|comment|pourquoi|réponds|répondez',
  de: 'wer|was|wann|welche[rsn]?|wie viele?|wo|wie|warum|beantworte',
  pt: 'quem|o que|quando|quant[oa]s?|quais|qual|onde|como|por que|responda',
  ru: 'кто|что|когда|сколько|какой|какая|какие|какова?|где|как|почему|ответь(?:те)?',
  zh: '什么|多少|谁|吗|哪|何时|为什么|几|回答',
  ja: '何|誰|いつ|どこ|どの|なぜ|いくつ|か。|ですか|ますか|答え',
  ko: '무엇|누가|누구|언제|어디|어느|몇|왜|인가|나요|까요|답',
});
const SOURCE_RULE = inLanguages(
  /based (?:only |solely |strictly |exclusively )?on|according to|only (?:use|using|from|what)|using only|from the (?:text|article|passage|document|report) (?:only|alone)|if (?:it|the (?:text|answer|document|article|passage))[^.]{0,40}(?:not|n't)|not (?:mentioned|stated|in the)|own words|with your knowledge/iu,
  {
    es: 'basad[oa]\\p{L}* (?:solo |únicamente )?en|bas[aá]ndote|según|de acuerdo con|a partir de|solo con|con tus propias palabras',
    fr: "basée? (?:uniquement )?sur|en te basant|en vous basant|selon|d[’']après|à partir d\\p{L}+|uniquement|avec tes propres mots",
    de: 'basierend auf|auf (?:der )?grundlage|laut|gemäß|anhand|ausschließlich|nur mit|in eigenen worten',
    pt: 'com base|baseando-se|baseado|segundo|de acordo com|a partir d\\p{L}+|somente|apenas com',
    ru: 'согласно|на основе|на основании|исходя из|опираясь|только по|своими словами',
    zh: '根据|基于|依据|只用|仅用|按照|依照',
    ja: '基づ|もとに|に従|だけを使|のみを使|によれば|によると',
    ko: '따르면|바탕으로|근거로|기반으로|에 의하면|만 사용',
  },
);
const OPINION = inLanguages(
  /opinion|think|imagine|creative|story|poem|persuasive|critique|review|improve|rewrite|translate|summari[sz]e|continue|style|tone|compare with|beyond|other sources|background knowledge/iu,
  {
    es: 'opin\\p{L}+|imagina\\p{L}*|cuento|poema|critica|crítica|mejora\\p{L}*|reescrib\\p{L}+|traduc\\p{L}+|resum\\p{L}+|estilo|tono|continúa',
    fr: 'avis|opinion|imagine\\p{L}*|histoire|poème|critique|améliore\\p{L}*|réécri\\p{L}+|tradui\\p{L}+|résum\\p{L}+|style|ton|continue',
    de: 'meinung|meinst|stell dir vor|geschichte|gedicht|kritik|kritisier\\p{L}*|verbesser\\p{L}*|schreib\\p{L}* .{0,30}um|übersetz\\p{L}*|fass\\p{L}*|zusammenfass\\p{L}*|stil|ton|fortsetz\\p{L}*',
    pt: 'opini\\p{L}+|imagin\\p{L}+|conto|poema|crític\\p{L}+|melhor\\p{L}*|reescrev\\p{L}+|traduz\\p{L}*|resum\\p{L}+|estilo|tom|continue',
    ru: 'мнени\\p{L}+|думаешь|представь|рассказ|стих\\p{L}*|критик\\p{L}+|улучши\\p{L}*|перепиши\\p{L}*|перевед\\p{L}+|переве\\p{L}+|сократи\\p{L}*|перескажи\\p{L}*|стил\\p{L}+|тон|продолжи\\p{L}*',
    zh: '看法|意见|你觉得|你认为|想象|故事|诗|评价|点评|改进|改写|重写|翻译|总结|概括|润色|风格|语气|续写',
    ja: '意見|どう思|想像|物語|詩|批評|改善|書き直|翻訳|訳し|要約|文体|口調|続き',
    ko: '의견|생각하|상상|이야기|시를|비평|개선|다시 써|번역|요약|문체|어조|이어서',
  },
);

/** Text, not code, that the prompt brings along. */
function documentChars({ prompt, fences, spans }: Reading): number {
  const quoted = spans
    .filter((span) => span.kind === 'quote' || span.kind === 'fence' || span.kind === 'block')
    .reduce((sum, span) => sum + span.end - span.start, 0);
  const tags = spans.filter((span) => span.kind === 'tag');
  const [first, last] = [tags[0], tags.at(-1)];
  const tagged = first && last && prompt.startsWith('</', last.start) ? last.start - first.end : 0;
  return fences.length > 1 ? 0 : Math.max(quoted, tagged);
}

export const a01: Rule = {
  id: 'A01',
  name: 'add.grounding',
  kind: 'append',
  targets: ALL_TARGETS,
  tasks: ['question', 'research', 'other'],
  summary: 'Adds one line: answer from the text, and say if it is not there.',
  when: 'A question is asked about a document that the prompt brings along, and no rule says where the answer must come from.',
  whenNot: 'Opinion, creative or rewriting work; knowledge from outside is wanted; a source rule is there.',
  evidence:
    'Anthropic, Reduce hallucinations (platform.claude.com, read 2026-11): leave to say “I don’t know” drastically reduces false information; Ming et al., FaithEval (ICLR 2025, arXiv 2410.03727): even the best models struggle to stay with a context that does not hold the answer.',
  revision: 2,
  params: [MIN_DOCUMENT_CHARS],
  append: (reading, { lines }) => {
    if (reading.task !== 'question' && reading.task !== 'research' && reading.task !== 'other') return undefined;
    const { instruction, language } = reading;
    if (documentChars(reading) < reading.param('A01', MIN_DOCUMENT_CHARS) || reading.prompt.includes(lines.A01))
      return undefined;
    if (!DOCUMENT(language).test(instruction) || !ASKS(language).test(instruction)) return undefined;
    if (SOURCE_RULE(language).test(instruction) || OPINION(language).test(instruction)) return undefined;
    return {
      line: lines.A01,
      reason: 'The answer should come from the text, and a gap should be named rather than filled.',
    };
  },
};
