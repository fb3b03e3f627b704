import { words } from '../pattern.ts';
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
const DOCUMENT = words(
  '(?:this|the|following|attached|above|below) (?:[\\p{L}-]+ )?(?:text|article|passage|document|report|transcript|contract|paper|policy|manual|excerpt|email|letter)',
  '(?:este|el) (?:texto|artículo|documento|informe)',
  '(?:ce|le) (?:texte|document|rapport)',
  "l['’]article",
  '(?:diese[rnsm]?|de[rnm]|das) (?:text|artikel|dokument|bericht)',
  '(?:este|o) (?:texto|artigo|documento|relatório)',
  '(?:этот|этого|этом) (?:текст\\p{L}*|документ\\p{L}*|отч[её]т\\p{L}*)',
);
const DOCUMENT_CJK =
  /(?:这|以下|下面|上面)(?:篇|份|段|的)?(?:文章|文本|文档|报告|材料)|(?:この|以下の)(?:文章|記事|資料|報告書)|(?:이|다음) (?:글|기사|문서|보고서)/u;
const ASKS =
  /[?？]|\b(?:who|what|when|where|which|why|how many|how much|does|is|are|answer)\b|什么|多少|谁|吗|何|誰|いつ|か。|무엇|누가|언제|qué|quién|cuándo|qui|quel|quand|wer|wann|welche|quem|quando|кто|когда|сколько|какой/iu;
const SOURCE_RULE =
  /based (?:only |solely |strictly |exclusively )?on|according to|only (?:use|using|from|what)|using only|from the (?:text|article|passage|document|report) (?:only|alone)|if (?:it|the (?:text|answer|document|article|passage))[^.]{0,40}(?:not|n't)|not (?:mentioned|stated|in the)|own words|with your knowledge|basado en|según|basé sur|selon|d'après|basierend auf|laut|com base|segundo|согласно|на основе|根据|基于|に基づ|によると|바탕으로|따르면/iu;
const OPINION =
  /opinion|think|imagine|creative|story|poem|persuasive|critique|review|improve|rewrite|translate|summari[sz]e|continue|style|tone|compare with|beyond|other sources|background knowledge/iu;

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
    'Permission to say that the text does not answer lowers fabrication: Anthropic, Reduce hallucinations (2025); Ming et al., FaithEval (ICLR 2025).',
  revision: 1,
  params: [MIN_DOCUMENT_CHARS],
  append: (reading, { lines }) => {
    if (reading.task !== 'question' && reading.task !== 'research' && reading.task !== 'other') return undefined;
    const { instruction } = reading;
    if (documentChars(reading) < reading.param('A01', MIN_DOCUMENT_CHARS) || reading.prompt.includes(lines.A01))
      return undefined;
    if (!DOCUMENT.test(instruction) && !DOCUMENT_CJK.test(instruction)) return undefined;
    if (!ASKS.test(instruction) || SOURCE_RULE.test(instruction) || OPINION.test(instruction)) return undefined;
    return {
      line: lines.A01,
      reason: 'The answer should come from the text, and a gap should be named rather than filled.',
    };
  },
};
