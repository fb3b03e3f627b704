/**
 * Briefs, checks and comparisons as they stand on the wire and in `--json`: names in snake_case. Without schemas, so that
 * the command line need not load them.
 */
import type { Comparison, Side } from '../../prompt/compare.ts';
import type { RewriteBrief } from '../../prompt/rewrite/brief.ts';
import type { RewriteCheck } from '../../prompt/rewrite/types.ts';

export function briefToWire(brief: RewriteBrief) {
  return {
    text: brief.text,
    tag: brief.tag,
    language: brief.language,
    max_chars: brief.maxChars,
    keep: [...brief.keep],
    more_to_keep: brief.moreToKeep,
    constraints: [...brief.constraints],
    findings: [...brief.findings],
    answers: [...brief.answers],
    open_questions: [...brief.openQuestions],
    secrets_masked: brief.secretsMasked,
    rules: [...brief.rules],
  };
}

export function checkToWire(check: RewriteCheck) {
  const { accepted, summary, issues, moreIssues, score, chars, maxChars, language } = check;
  return {
    accepted,
    summary,
    issues: [...issues],
    more_issues: moreIssues,
    score,
    chars,
    max_chars: maxChars,
    language,
  };
}

export function comparisonToWire({ better, points, equalPoints, summary, related, parts, a, b }: Comparison) {
  return {
    better,
    points,
    equal_points: equalPoints,
    summary,
    related: related ?? null,
    parts: [...parts],
    a: sideToWire(a),
    b: sideToWire(b),
  };
}

function sideToWire({ score, language, task, findings, questions, details, moreDetails }: Side) {
  return {
    score,
    language,
    task,
    only_findings: [...findings],
    only_questions: questions.map((question) => ({ ...question, options: [...question.options] })),
    only_details: [...details],
    more_details: moreDetails,
  };
}
