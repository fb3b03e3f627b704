import type { Detector } from './detector.ts';
import { AMOUNT, BOUND, NEGATED, pattern } from './words.ts';

const EMPHASIZE = '(?:highlight(?:ed|ing|s)?|itali[cs]\\w*|bold(?:ed|faced?)?|emphasi[sz]e[ds]?)';
const NOT_EMPHASIZED = new RegExp(`(?:\\b(?:no|not|without|never|avoid)|n['’]t)\\b[^.\\n]{0,80}\\b${EMPHASIZE}`, 'i');
const DIVIDER_OR_EMPHASIS = /\*\*\*|\b(?:highlight|italic)/i;
const SEVERAL = '(?:\\d+|two|three|four|five|six|seven|eight|nine|ten)(?: ?(?:-|–|to|or) ?\\d+)?(?: or more)?';

export const format: readonly Detector[] = [
  {
    type: 'format.json',
    triggers: ['json'],
    pattern: pattern(
      '\\b(?:in|as|into|with|using|return|output|produce|valid|only|wrapped in|format(?:ted)? (?:in|as))(?: (?:a|an|the|one|only|valid|strict|single|pure|raw|proper|correct|following|structured|\\w+ed)){0,3} json\\b(?!\\.\\w|[- ](?:files?|schema|parser|library|api|data|query|and)\\b)|\\bjson (?:format|(?:code )?block)\\b|\\ba (?:valid )?json (?:object|array|dictionary|string)\\b|\\b(?:must|should|has to|have to|needs? to) be (?:\\w+ )?json\\b|\\bjson only\\b',
    ),
    notBefore: NEGATED,
  },
  {
    type: 'format.bullets',
    triggers: ['bullet'],
    pattern: pattern(
      `\\b(?:(?:${BOUND} )?${AMOUNT}|use|using|in|as|into|with|of|format|a|contains?|includes?) (?:[\\w-]+ ){0,3}(?:bullet(?:ed)?[ -]?(?:points?|lists?|items?|form|format)|bullets)\\b`,
    ),
    notBefore: NEGATED,
    notAfter: /^(?:'s|’s|\s+(?:from|that i|i (?:will|have)))/i,
  },
  {
    type: 'format.bullets',
    triggers: ['bullet'],
    pattern: pattern('\\bbullet[ -]?points?\\b'),
    sentence: /\b(?:contain|indicated|marked|format|markdown|put|write|present|list)\b/i,
    notSentence: /\b(?:provide|no bullet|not|map|resume|my|following bullet)\b/i,
  },
  {
    type: 'format.sections',
    triggers: ['section', 'chapters'],
    pattern: pattern(`\\b(?:${BOUND} )?${SEVERAL} (?:\\w+ )?(?:sections|chapters)\\b`),
    notBefore: /\b(?:the|these|those|following|first|last)\s*$/i,
    notPassage: DIVIDER_OR_EMPHASIS,
  },
  {
    type: 'format.sections',
    triggers: [
      'section x',
      'paragraph x',
      'part x',
      'day x',
      'step x',
      'section 1',
      'part 1',
      'beginning of each',
      'start of each',
      'label each',
      'mark each',
    ],
    pattern: pattern(
      '\\b(?:section|paragraph|part|chapter|day|step) x\\b|\\b(?:section|part) 1\\b[^.\\n]{1,20}\\b(?:section|part) 2\\b|\\b(?:mark|label|start|begin)(?:ing)? (?:the (?:beginning|start) of )?each (?:\\w+ )?(?:section|part|paragraph|chapter|\\w+) (?:with|as)\\b',
    ),
    notPassage: /\*\*\*/,
  },
  {
    type: 'format.sections',
    triggers: ['beginning', 'start of each'],
    pattern: pattern('\\bmark(?:ing)? the (?:beginning|start)\\s(?:of each \\w+) with\\b'),
  },
  {
    type: 'format.highlights',
    triggers: ['highlight', 'italic', 'bold', 'emphas'],
    pattern: pattern(`\\b${EMPHASIZE}\\b`),
    notBefore: NEGATED,
    sentence: /\bmarkdown\b|(?<!\*)\*[^*\s][^*\n]{0,40}\*(?!\*)|\bwith \*|asterisk/i,
    notSentence: NOT_EMPHASIZED,
  },
  {
    type: 'format.highlights',
    triggers: ['highlight', 'italic', 'bold', 'emphas'],
    pattern: pattern(
      `\\b${EMPHASIZE} ${BOUND} ${AMOUNT}|\\b${EMPHASIZE} (?:\\w+ ){0,3}(?:sections?|phrases?|words?|parts?)\\b|\\b${AMOUNT} (?:\\w+ ){0,3}(?:sections?|phrases?|words?|parts?)\\b[^.\\n]{0,24}\\b${EMPHASIZE}\\b`,
    ),
    notSentence: NOT_EMPHASIZED,
  },
  {
    type: 'format.title',
    triggers: ['<<', 'angular bracket', 'angle bracket'],
    pattern: pattern('<<[^<>\\n]{1,60}>>|\\bdouble ang(?:ular|le) brackets?'),
    sentence: /\b(?:title|name|titled|wrap|bracket|headline)/i,
  },
  {
    type: 'format.title',
    triggers: ['title'],
    pattern: pattern(
      '\\b(?:must|should|include|contain|have|has|add|give (?:it|the \\w+)|needs?|with)\\b(?: (?:also|contain|include|have|a|an)){0,3} (?:a|an) (?:\\w+ ){0,2}title\\b',
    ),
    notBefore: NEGATED,
    notAfter: /^\s*(?:tag|bar|page|case|field|deed|fight|and (?:description|tags)|called)\b/i,
    sentence: /\b(?:must|should|response|answer|wrapped|essay|story|poem|article|post|letter|email)\b/i,
  },
  {
    type: 'format.fixed_choice',
    triggers: [
      'choose',
      'one of',
      'my answer is',
      'yes or no',
      'following options',
      'following choices',
      'following phrases',
      '"yes"',
      "'yes'",
    ],
    pattern: pattern(
      '\\b(?:answer|respond|reply)\\b[^.\\n]{0,24}?\\bwith (?:exactly |only |just )?one of(?: these| the following)?(?: \\w+)?:|\\bmy answer is (?:yes|no|maybe)|\\b(?:choose|pick|select|answer|respond|reply)\\b[^.\\n]{0,40}?\\b(?:from|of|with)(?: exactly| only)?(?: one of)?(?: the)? following(?: \\w+)?:|\\b(?:answer|respond|reply)\\b[^.\\n]{0,24}?\\b(?:only|just|simply|either|with)? ?["\'“]?yes["\'”]?,? or ["\'“]?no\\b',
    ),
  },
];
