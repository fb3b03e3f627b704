/** `docs/rules.md`: every rule, with what it does to a prompt in a real run. */
import { improve } from '../../src/prompt/improve.ts';
import { describeRange } from '../../src/prompt/rule-param.ts';
import { ALL_TARGETS, ALL_TASKS } from '../../src/prompt/rule-scope.ts';
import type { Rule } from '../../src/prompt/rule.ts';
import { RULES } from '../../src/prompt/rules/index.ts';
import { paramsOf } from '../../src/prompt/ruleset.ts';
import { maskSecrets } from '../../src/prompt/secrets/mask.ts';
import type { Improvement, RuleInfo } from '../../src/prompt/types.ts';
import { RULE_EXAMPLES } from './rule-examples.ts';

const HEAD = `# Rules

Every rule, what it looks for, when it keeps still, and what it did to a prompt when this page was made. Kinds: *edit* changes a
span, *append* adds a line, *ask* puts a question, *warn* advises, *verdict* says how the prompt stands.

A rule can be switched off, and one with parameters tuned, without a new release: \`prompt-improver rules disable Q09\`,
\`prompt-improver rules set Q09 weight=0.5\`. See [operations](operations.md#rules).

`;

const SHOWN_CHARS = 900;
const HALF_CHARS = 300;

/** Long texts are shown by their two ends. */
const shorten = (text: string): string =>
  text.length <= SHOWN_CHARS
    ? text
    : `${text.slice(0, HALF_CHARS)}\n[… ${(text.length - 2 * HALF_CHARS).toLocaleString('en')} characters …]\n${text.slice(-HALF_CHARS)}`;

const fence = (text: string): string => `\`\`\`\`text\n${shorten(text)}\n\`\`\`\``;

export function rulesPage(): string {
  return HEAD + RULES.map(section).join('\n');
}

function section(rule: Rule): string {
  const example = RULE_EXAMPLES[rule.id];
  if (!example) throw new Error(`scripts/docs/rule-examples.ts has no example for ${rule.id}.`);
  const result = improve(example);
  return `## ${rule.id} ${rule.name}

${rule.summary}

- **Kind:** ${rule.kind}
- **When:** ${rule.when}
- **Not when:** ${rule.whenNot}
- **Tasks:** ${listed(rule.tasks, ALL_TASKS)}
- **Targets:** ${listed(rule.targets, ALL_TARGETS)}
- **Evidence:** ${rule.evidence}${parameters(rule)}

${fence(maskSecrets(example.prompt, result.secrets))}

${effect(rule, result)}
`;
}

/** Named, or where most are meant, by those that are not. */
function listed(some: readonly string[], all: readonly string[]): string {
  const others = all.filter((one) => !some.includes(one));
  if (some.length <= others.length) return some.join(', ');
  return others.length === 0 ? 'all' : `all but ${others.join(', ')}`;
}

function parameters(rule: Rule): string {
  const params = paramsOf(rule).map(
    (param) =>
      `\n- **Parameter \`${param.name}\`:** ${describeRange(param)}, default ${param.default}. ${param.summary}`,
  );
  return params.join('');
}

/** What this rule did; fails when it did nothing, so that no example outlives its rule. */
function effect(rule: RuleInfo, { edits, questions, findings, improved, verdict, summary }: Improvement): string {
  const parts: string[] = [];
  const edit = edits.find((candidate) => candidate.rule === rule.id);
  if (edit) parts.push(`becomes (${edit.reason})\n\n${fence(improved)}`);
  const question = questions.find((candidate) => candidate.rule === rule.id);
  if (question) {
    parts.push(
      `asks: **${question.text}** ${question.options.map(({ label }) => label).join(' / ')}. ${question.reason}`,
    );
  }
  const finding = findings.find((candidate) => candidate.rule === rule.id);
  if (finding)
    parts.push(`says (${finding.severity}): ${finding.message}${finding.advice ? ` ${finding.advice}` : ''}`);
  if (parts.length === 0 && rule.kind === 'verdict' && verdict === 'good') parts.push(`is left as it is: ${summary}`);
  if (parts.length === 0) throw new Error(`The example of ${rule.id} does not make the rule fire.`);
  return parts.join('\n\n');
}
