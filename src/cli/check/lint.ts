/** The text of a file as a list of what is to be said about it. Pure. */
import { AppError } from '../../errors/app-error.ts';
import { applyEdits, type TextEdit } from '../../prompt/edits.ts';
import { improve } from '../../prompt/improve.ts';
import { findSecrets } from '../../prompt/secrets/find.ts';
import type { Edit, Finding, ImproveInput, Improvement, Span } from '../../prompt/types.ts';
import { afterBlankLines, frontMatterLength, headFindings } from '../front-matter.ts';
import { EDIT_SEVERITY, QUESTION_SEVERITY, type Diagnostic, type LintedText } from './diagnostic.ts';
import { compareText } from './find-files.ts';
import { JudgedText } from './judged-text.ts';
import { LineIndex } from './line-index.ts';
import { applySuppressions } from './suppress.ts';
import { findSuppressions, type Suppression } from './suppression.ts';

export type LintOptions = Pick<ImproveInput, 'context' | 'target' | 'only'>;

/**
 * @param text without a byte order mark
 * @throws AppError `PROMPT_EMPTY`; `INVALID_ARGUMENT` with field `only` for an unknown rule
 */
export function lintText(text: string, options: LintOptions = {}): LintedText {
  const lines = new LineIndex(text);
  const parts = read(text, lines);
  const { judged, headLength, suppressions } = parts;
  if (judged.text.trim() === '') throw new AppError('PROMPT_EMPTY', 'There is no prompt in the file.');
  const improvement = improve({ prompt: judged.text, ...options });
  const diagnostics = [
    ...findingDiagnostics(improvement.findings, (span) => judged.toFileSpan(span)),
    ...findingDiagnostics(headFindings(text.slice(0, headLength), options.only), (span) => span),
    ...editDiagnostics(text, judged, improvement.edits),
    ...questionDiagnostics(judged, improvement),
  ];
  const ran = (rule: string) => options.only?.includes(rule) ?? true;
  return {
    text,
    lines,
    language: improvement.language,
    task: improvement.task,
    score: improvement.score,
    diagnostics: applySuppressions(diagnostics, suppressions, { ran, isWhole: options.only === undefined }).toSorted(
      inOrder,
    ),
    secrets: secretsOf(text, parts, improvement),
  };
}

/** The edits of a checked text that `--fix` makes. */
export function fixesOf({ diagnostics }: LintedText): readonly TextEdit[] {
  return diagnostics.flatMap(({ fix, suppressedBy }) => (suppressedBy === undefined ? (fix ?? []) : []));
}

interface FileParts {
  /** What is not judged, in order of place. */
  readonly cuts: readonly Span[];
  readonly judged: JudgedText;
  readonly headLength: number;
  readonly suppressions: readonly Suppression[];
}

function read(text: string, lines: LineIndex): FileParts {
  const headLength = frontMatterLength(text);
  const suppressions = findSuppressions(text, lines);
  const cuts: Span[] = headLength === 0 ? [] : [{ start: 0, end: afterBlankLines(text, headLength) }];
  for (const { cut } of suppressions) {
    const last = cuts.at(-1);
    if (last === undefined || cut.start > last.end) cuts.push(cut);
    else if (cut.end > last.end) {
      // Right behind the head, the blank lines below a comment are as little part of the prompt as those above it.
      const end = last.start === 0 ? afterBlankLines(text, cut.end) : cut.end;
      cuts[cuts.length - 1] = { start: last.start, end };
    }
  }
  return { cuts, judged: new JudgedText(text, cuts), headLength, suppressions };
}

function findingDiagnostics(findings: readonly Finding[], toFileSpan: (span: Span) => Span): readonly Diagnostic[] {
  return findings.flatMap((finding) => {
    const { rule, severity, message, advice } = finding;
    // Praise is for those who ask.
    if (rule === 'G01') return [];
    const { start, end } = toFileSpan(finding);
    return [{ kind: 'finding' as const, rule, severity, message, ...(advice !== undefined && { advice }), start, end }];
  });
}

function editDiagnostics(text: string, judged: JudgedText, edits: readonly Edit[]): readonly Diagnostic[] {
  const groups = together(edits);
  const fixes = groups.map((group) => group.flatMap((edit) => judged.toFileEdits(edit)));
  return groups.flatMap((group, i) => {
    const [first] = group;
    const last = group.at(-1);
    if (first === undefined || last === undefined) return [];
    const place = judged.toFileSpan(visiblePart(judged.text, { start: first.start, end: last.end }));
    const fix = fixes[i] ?? [];
    return [
      {
        kind: 'edit' as const,
        rule: first.rule,
        severity: EDIT_SEVERITY,
        message: first.reason,
        ...place,
        ...(isFaithful(text, judged, group, fix) && { fix }),
      },
    ];
  });
}

/** Insertions of one rule around a range, such as the two marks of a fence, make sense together only. */
function together(edits: readonly Edit[]): readonly (readonly Edit[])[] {
  const groups: Edit[][] = [];
  for (const edit of edits) {
    const last = groups.at(-1);
    const [opening] = last ?? [];
    const isPair = last?.length === 1 && opening?.rule === edit.rule && isInsertion(opening) && isInsertion(edit);
    if (isPair) last.push(edit);
    else groups.push([edit]);
  }
  return groups;
}

function isInsertion({ start, end }: Span): boolean {
  return start === end;
}

/** Without the white space around it: a removed sentence takes the blank line before it along. */
function visiblePart(text: string, { start, end }: Span): Span {
  const part = text.slice(start, end);
  const trimmed = part.trim();
  if (trimmed === '') return { start, end };
  const from = start + part.length - part.trimStart().length;
  return { start: from, end: from + trimmed.length };
}

/** What is judged of the changed file is the changed text that was judged. */
function isFaithful(text: string, judged: JudgedText, edits: readonly TextEdit[], fix: readonly TextEdit[]): boolean {
  if (judged.text === text) return true;
  const fixed = applyEdits(text, fix);
  return read(fixed, new LineIndex(fixed)).judged.text === applyEdits(judged.text, edits);
}

/** A question is about the whole prompt: it stands at its first line. */
function questionDiagnostics(judged: JudgedText, { questions }: Improvement): readonly Diagnostic[] {
  const start = judged.text.search(/\S/);
  const newline = judged.text.indexOf('\n', start);
  const line = judged.text.slice(start, newline === -1 ? judged.text.length : newline).trimEnd();
  const place = judged.toFileSpan({ start, end: start + line.length });
  return questions.map(({ id, rule, facet, text, reason, options }) => ({
    kind: 'question',
    rule,
    severity: QUESTION_SEVERITY,
    message: text,
    advice: reason,
    question: { id, facet, options },
    ...place,
  }));
}

/** Also in what is not judged: all of the file is shown. */
function secretsOf(text: string, { judged, cuts }: FileParts, { secrets }: Improvement): readonly Span[] {
  if (cuts.length === 0) return secrets;
  const inCuts = cuts.flatMap((cut) =>
    findSecrets(text.slice(cut.start, cut.end)).map(({ start, end }) => ({
      start: cut.start + start,
      end: cut.start + end,
    })),
  );
  return [...secrets.map((span) => judged.toFileSpan(span)), ...inCuts].toSorted(
    (a, b) => a.start - b.start || b.end - a.end,
  );
}

function inOrder(a: Diagnostic, b: Diagnostic): number {
  return a.start - b.start || a.end - b.end || compareText(a.rule, b.rule) || compareText(a.message, b.message);
}
