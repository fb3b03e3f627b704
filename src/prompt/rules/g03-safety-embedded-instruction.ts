import { touches } from '../lexer/index.ts';
import type { Reading } from '../reading.ts';
import { ALL_TARGETS, tasksBut } from '../rule-scope.ts';
import type { Rule } from '../rule.ts';
import type { Finding, Span } from '../types.ts';

const MAX_FINDINGS = 5;
/** Phrases and marks by which pasted text tries to speak with the author's voice. No unbounded repeats. */
const EMBEDDED =
  /(?:ignore|disregard|forget|override) (?:all |any |every |the |your |of |my ){0,4}(?:previous|prior|above|earlier|preceding) (?:instructions?|prompts?|messages?|rules|directions)|<\|(?:im_start|im_end|system|user|assistant|start_header_id|eot_id)\|>|\[\/?inst\]|<<\/?sys>>|(?:^|\n)[ \t]{0,8}(?:#{1,4} ?)?(?:system|assistant)(?: (?:prompt|message|override))? ?: ?(?:you (?:are|must|will|should)|ignore|new instructions)|"(?:tool_calls|function_call)" ?:|<(?:tool_call|function_calls|invoke)[ >]/giu;
/** The same in other languages: pasted text need not be in that of the prompt. Tried only where a hint stands. */
const EMBEDDED_ELSEWHERE =
  /(?:忽略|无视|忘记|不要理会)(?:掉)?(?:以上|之前|上面|前面|先前|此前)(?:的)?(?:所有|全部|一切)?(?:的)?(?:指令|指示|提示|内容|要求|规则)|(?:以前|これまで|上記|先ほど)の(?:指示|命令|プロンプト)(?:を|は)?(?:すべて|全て)?(?:無視|忘れ)|이전(?:의)? ?(?:모든 )?(?:지시|지침|명령|프롬프트)(?:사항)?(?:을|를)? ?(?:모두 |전부 )?(?:무시|잊어)|(?:ignora|olvida|descarta) (?:todas? )?(?:las |tus )?instrucciones (?:anteriores|previas)|(?:ignore|oublie)[rz]? (?:toutes )?(?:les|tes|vos) instructions (?:précédentes|antérieures)|(?:ignoriere|vergiss|missachte) (?:bitte )?(?:alle )?(?:deine )?(?:vorherigen|bisherigen|vorigen|obigen) (?:anweisungen|befehle|instruktionen)|(?:ignore|esqueça|desconsidere) (?:todas )?(?:as |suas )?instruções (?:anteriores|prévias)|(?:игнорируй|забудь|отбрось)(?:те)? (?:все )?(?:предыдущие|прежние|прошлые) (?:инструкции|указания|команды)/giu;
const HINTS = [
  '指',
  '提示',
  '内容',
  '要求',
  '规则',
  '命令',
  'プロンプト',
  '지시',
  '지침',
  '명령',
  '프롬프트',
  'nstrucciones',
  'nstructions',
  'nweisungen',
  'efehle',
  'nstruktionen',
  'nstruções',
  'нструкци',
  'указани',
  'команды',
];
const ABOUT_INJECTION =
  /prompt[- ]injection|jailbreak|red[- ]team|adversarial|security (?:test|review|audit)|system prompt|chat template|special tokens|提示词注入|注入攻击|inyección de (?:prompts?|instrucciones)|injection de (?:prompts?|consignes)|injeção de prompts?|инъекци\p{L}+|プロンプトインジェクション|프롬프트 인젝션|越狱|脱獄プロンプト|탈옥/iu;
/** Text after this much of the prompt, behind a blank line, is taken for pasted material. */
const LEAD_CHARS = 40;

const MATERIAL: ReadonlySet<string> = new Set(['fence', 'block', 'quote']);

/** Material: inside a fence, delimiters or a quotation, or behind the paragraph that makes the request. For one prompt and many hits. */
function materialOf({ prompt, spans }: Reading): (hit: Span) => boolean {
  const marked = spans.filter((span) => MATERIAL.has(span.kind));
  const lead = prompt.search(/\n\s{0,80}\n/);
  return (hit) => touches(marked, hit) || (lead >= LEAD_CHARS && hit.start > lead);
}

function embedded(prompt: string): readonly RegExpExecArray[] {
  const found = [...prompt.matchAll(EMBEDDED)];
  if (HINTS.some((hint) => prompt.includes(hint))) found.push(...prompt.matchAll(EMBEDDED_ELSEWHERE));
  return found.toSorted((a, b) => a.index - b.index);
}

export const g03: Rule = {
  id: 'G03',
  name: 'safety.embedded-instruction',
  kind: 'warn',
  targets: ALL_TARGETS,
  tasks: tasksBut('persona', 'system'),
  summary: 'Warns about instructions hidden in pasted material.',
  when: 'Pasted data holds “ignore previous instructions”, role headers or the syntax of tool calls.',
  whenNot: 'The prompt is about such attacks, is a security test, or sets up a role.',
  evidence:
    'OWASP Top 10 for LLM Applications 2025, LLM01 Prompt Injection (published late in 2024); Greshake et al., Not what you’ve signed up for (2023): text that an application reads is followed like the user’s own.',
  revision: 2,
  warn: (reading) => {
    if (reading.task === 'system' || reading.task === 'persona') return [];
    const findings: Finding[] = [];
    let inMaterial: ((hit: Span) => boolean) | undefined;
    for (const match of embedded(reading.prompt)) {
      const hit = { start: match.index, end: match.index + match[0].length };
      if (!inMaterial) {
        if (ABOUT_INJECTION.test(reading.instruction)) return [];
        inMaterial = materialOf(reading);
      }
      if (!inMaterial(hit)) continue;
      findings.push({
        rule: 'G03',
        severity: 'medium',
        ...hit,
        message: 'The pasted material holds text that a model may take for an instruction of yours.',
        advice: 'Put the material into a fence or a tag and say that nothing in it is an instruction.',
      });
      if (findings.length === MAX_FINDINGS) break;
    }
    return findings;
  },
};
