/** Whether a text asks for something, and whether it is what a model says when it answers. */
import { isSpace } from '../lexer/chars.ts';
import { DATA } from '../lexer/index.ts';
import { withoutCourtesy, withoutLabel, withoutPersona } from '../signals/filler.ts';
import type { Reading } from '../reading.ts';

/** What people ask of a model. Verbs of doing (put, boil, visit) stand in answers just as often and are left out. */
const VERBS =
  "detail|gather|write|rewrite|create|make|generate|describe|explain|list|give|tell|name|identify|find|suggest|recommend|compare|contrast|analy[sz]e|summari[sz]e|translate|convert|calculate|compute|solve|determine|classify|categori[sz]e|paraphrase|rephrase|edit|correct|proofread|design|redesign|develop|build|implement|fix|debug|refactor|add|remove|delete|update|change|modify|plan|organi[sz]e|outline|draft|compose|provide|show|discuss|evaluate|assess|review|complete|finish|continue|answer|respond|reply|act|imagine|pretend|assume|play|use|help|assist|teach|define|choose|select|pick|construct|produce|prepare|propose|brainstorm|extract|format|sort|rank|estimate|predict|simulate|test|check|verify|investigate|research|improve|optimi[sz]e|simplify|shorten|expand|elaborate|illustrate|demonstrate|craft|invent|state|devise|formulate|infer|guess|detect|read|look|search|think|keep|include|ensure|consider|focus|present|report|return|output|print|draw|sketch|sing|code|program|deploy|install|run|migrate|rename|move|replace|set|configure|turn|transform|count|interpret|argue|justify|critique|say|ask|let|start|begin|do|don['’]t|never|always|avoid|please";
/** The same in the other languages with templates, beside what the task is recognised by. */
const OTHER_VERBS =
  /(?<![\p{L}\p{N}])(?:dime|di|enumera|nombra|indica|calcula|responde|haz|muestra|dis|donne|nomme|énumère|indique|liste|calcule|réponds|montre|nenne|gib|liste|zähle|sag|berechne|antworte|zeig|finde|prüfe|diga|cite|liste|responda|calcule|mostre|назови|перечисли|скажи|дай|ответь|посчитай|вычисли|покажи|проверь)(?![\p{L}\p{N}])|请|請|告诉|列出|给出|回答|帮我|なさい|ください|下さい|教えて|せよ|해\s?줘|주세요|하세요|하라|시오/iu;
const OPENS_WITH_VERB = new RegExp(`^(?:${VERBS})(?![\\p{L}\\p{N}])`, 'iu');
const VERB_BEHIND_MARK = new RegExp(`[,;:–—-] (?:(?:then|and|please|also) )?(?:${VERBS})(?![\\p{L}\\p{N}])`, 'iu');
const WANTED =
  /(?<![\p{L}\p{N}])(?:i(?:['’]d| would)? (?:like|want|need)|i am looking for|i['’]m looking for|we (?:want|need)|your (?:task|job|role|goal|answer|response|output)|you (?:are|must|should|will|need|have to)|help me|(?:the|an?y?) (?:answer|response|reply|output|result|text|code|function|script|essay|story|poem|letter|e-?mail|list|table) (?:should|must|needs? to|has to))(?![\p{L}\p{N}])/iu;
const QUESTION = /[?？؟]["'”’)\]]?$/u;
/** A question that an answer ends with. */
const OFFER =
  /(?<![\p{L}\p{N}])(?:would you like|do you want me|shall i|should i|let me know|can i help|anything else)/iu;
const LIST_MARK = /^\s*(?:[-*+•#>]+|\d{1,3}[.)])\s+/;
/** Sentences looked at: a request of thousands of sentences asks in its first or last ones. */
const LOOKED_AT = 200;
const SENTENCE_CHARS = 400;
/** Sentences of a prompt looked for in its rewrite. */
const MAX_REPEATED = 20;

/** The first words of an answer, or of a model that talks about the rewrite instead of giving it. */
const ANSWER_OPENING =
  /^[\s*_>"'#]*(?:(?:sure(?: thing)?|certainly|of course|absolutely|gladly|great question|good question|understood|okay|ok|no problem|you['’]re welcome|claro(?: que sí)?|por supuesto|desde luego|bien sûr|bien entendu|volontiers|natürlich|selbstverständlich|gerne|klar|com certeza|é claro|конечно|разумеется)[,!.:\n]|(?:here(?:['’]s| is| are| you go)|below is|aquí (?:está|tienes)|voici|hier ist|aqui está|вот)[^\n]{0,80}:\s*(?:\n|$)|as an ai(?![\p{L}])|i['’]m sorry, (?:but )?i|i am sorry, (?:but )?i|i apologi[sz]e|i (?:cannot|can['’]t|can ?not) (?:help|assist|answer|provide)|i(?:['’]ve| have) (?:rewritten|improved|revised|fixed|updated|created|written)|the answer is|当然|好的[，,。！!]|以下是|もちろん|はい、|以下は|承知|물론|네,|다음은)/iu;

/** Whether a text begins like an answer. */
export function opensLikeAnswer(text: string): boolean {
  return ANSWER_OPENING.test(text.slice(0, 200));
}

/**
 * Whether a rewrite still asks for something: by itself, or by a sentence of the prompt that does, which answers in another
 * language around it can keep from being understood.
 */
export function stillAsks(prompt: Reading, rewrite: Reading): boolean {
  return (
    asks(rewrite) ||
    prompt.sentences.slice(0, MAX_REPEATED).some(({ start, end }) => {
      const sentence = prompt.prompt.slice(start, end);
      return rewrite.prompt.includes(sentence) && asks(prompt.of(sentence));
    })
  );
}

/** Whether the author asks for something, by a question, an order or a wish. Where the words are not understood, by its task. */
export function asks(reading: Reading): boolean {
  const { prose, sentences, language, task, instruction } = reading;
  if (language !== 'en' && (task !== 'other' || OTHER_VERBS.test(instruction))) return true;
  const looked =
    sentences.length <= 2 * LOOKED_AT ? sentences : [...sentences.slice(0, LOOKED_AT), ...sentences.slice(-LOOKED_AT)];
  return looked.some(({ start, end }) => {
    const tail = prose.slice(Math.max(start, end - SENTENCE_CHARS), end);
    if (QUESTION.test(tail)) return !OFFER.test(tail);
    // A sentence may open with what it is about.
    const own = Math.min(end, start + leadingData(prose, start));
    const head = prose.slice(own, Math.min(end, own + SENTENCE_CHARS)).replace(LIST_MARK, '');
    const said = withoutPersona(withoutCourtesy(withoutLabel(head)));
    return (
      said.length < withoutLabel(head).trimStart().length ||
      OPENS_WITH_VERB.test(said) ||
      VERB_BEHIND_MARK.test(said) ||
      WANTED.test(head)
    );
  });
}

function leadingData(prose: string, start: number): number {
  let at = start;
  while (prose.startsWith(DATA, at) || isSpace(prose.charCodeAt(at))) at++;
  return at - start;
}
