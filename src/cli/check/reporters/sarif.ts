/** SARIF 2.1.0, written result by result. A public contract: docs/lint.md says what is in it. */
import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { isAbsolute } from 'node:path';
import type { TextEdit } from '../../../prompt/edits.ts';
import type { Severity, Span } from '../../../prompt/types.ts';
import { VERSION } from '../../../version.ts';
import { CHECK_RULES, type CheckRule } from '../check-rules.ts';
import type { Diagnostic, FileReport, LintedText } from '../diagnostic.ts';
import type { LineIndex } from '../line-index.ts';
import { maskSpans, secretMasker } from '../../improve/masking.ts';
import type { Summary } from '../tally.ts';
import type { Reporter } from './reporter.ts';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
const ROOT = '%SRCROOT%';
const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
};

export function sarifReporter(): Reporter {
  const notifications: object[] = [];
  let isFirst = true;
  return {
    start: () => `{"$schema":${JSON.stringify(SCHEMA)},"version":"2.1.0","runs":[{${fields(head())},"results":[`,
    file: (report) => {
      if (report.error) notifications.push(notificationOf(report, report.error));
      return resultsOf(report)
        .map((result) => {
          const separator = isFirst ? '\n' : ',\n';
          isFirst = false;
          return separator + JSON.stringify(result);
        })
        .join('');
    },
    end: (summary) => `\n],"invocations":${JSON.stringify([invocationOf(summary, notifications)])}}]}\n`,
  };
}

function head() {
  return {
    tool: {
      driver: {
        name: 'prompt-improver',
        version: VERSION,
        semanticVersion: VERSION,
        language: 'en',
        rules: CHECK_RULES.map(ruleOf),
      },
    },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { [ROOT]: { description: { text: 'The folder in which the check was started.' } } },
  };
}

/** The fields of an object, without its braces. */
function fields(object: object): string {
  return JSON.stringify(object).slice(1, -1);
}

function ruleOf({ id, name, kind, summary, when, whenNot, evidence }: CheckRule) {
  return {
    id,
    name: pascalCase(name),
    shortDescription: { text: summary },
    fullDescription: { text: `${summary} ${when}` },
    help: {
      text: `When: ${when}\nNot when: ${whenNot}\nEvidence: ${evidence}`,
      markdown: `**When:** ${when}\n\n**Not when:** ${whenNot}\n\n**Evidence:** ${evidence}`,
    },
    properties: { tags: [kind, name] },
  };
}

/** `ask.bug-symptom` as viewers show names: `AskBugSymptom`. */
function pascalCase(name: string): string {
  return name.replaceAll(/(?:^|[.-])(\w)/g, (_, letter: string) => letter.toUpperCase());
}

const RULE_INDEX: ReadonlyMap<string, number> = new Map(CHECK_RULES.map(({ id }, i) => [id, i]));

function resultsOf({ path, linted }: FileReport): readonly object[] {
  if (!linted) return [];
  const masked = secretMasker(linted);
  const fingerprints = new Fingerprints(linted);
  const artifact = artifactLocation(path);
  return linted.diagnostics.map((diagnostic) => {
    const { rule, severity, kind, message, advice, question, fix, suppressedBy } = diagnostic;
    const isShown = fix !== undefined && fix.every(({ text }) => masked(text) === text);
    return {
      ruleId: rule,
      ruleIndex: RULE_INDEX.get(rule) ?? -1,
      level: LEVELS[severity],
      message: { text: masked(advice === undefined ? message : `${message} ${advice}`) },
      locations: [{ physicalLocation: { artifactLocation: artifact, region: regionOf(diagnostic, linted.lines) } }],
      partialFingerprints: { 'promptImprover/v1': fingerprints.of(diagnostic) },
      ...(isShown && { fixes: [fixOf(masked(message), fix, artifact, linted.lines)] }),
      // Once one result has the list, all must have it.
      suppressions: suppressedBy
        ? [
            {
              kind: 'inSource',
              status: 'accepted',
              ...(suppressedBy.reason !== undefined && { justification: masked(suppressedBy.reason) }),
              location: {
                physicalLocation: { artifactLocation: artifact, region: regionOf(suppressedBy, linted.lines) },
              },
            },
          ]
        : [],
      properties: { kind, severity, ...(question && { question: question.id }) },
    };
  });
}

function fixOf(description: string, fix: readonly TextEdit[], artifact: object, lines: LineIndex) {
  return {
    description: { text: description },
    artifactChanges: [
      {
        artifactLocation: artifact,
        replacements: fix.map((edit) => ({
          deletedRegion: regionOf(edit, lines),
          ...(edit.text !== '' && { insertedContent: { text: edit.text } }),
        })),
      },
    ],
  };
}

/** Lines, columns and offsets from the first character after a byte order mark. */
function regionOf({ start, end }: Span, lines: LineIndex) {
  const from = lines.positionOf(start);
  const to = lines.positionOf(end);
  return {
    startLine: from.line,
    startColumn: from.column,
    endLine: to.line,
    endColumn: to.column,
    charOffset: start,
    charLength: end - start,
  };
}

function artifactLocation(path: string) {
  if (isAbsolute(path)) return { uri: pathToFileURL(path).href };
  return { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: ROOT };
}

/** Of a line, on each side of what is reported. */
const FINGERPRINT_CHARS = 200;

/** Stays the same when lines are added above: made of the rule and the text of its line, secrets masked. */
class Fingerprints {
  readonly #linted: LintedText;
  readonly #seen = new Map<string, number>();

  constructor(linted: LintedText) {
    this.#linted = linted;
  }

  of({ rule, start, question }: Diagnostic): string {
    const { text, lines, secrets } = this.#linted;
    const line = lines.lineOf(start);
    const from = Math.max(lines.startOf(line), start - FINGERPRINT_CHARS);
    const to = Math.min(lines.startOf(line + 1), start + FINGERPRINT_CHARS);
    const within = secrets
      .filter((span) => span.end > from && span.start < to)
      .map((span) => ({ start: Math.max(0, span.start - from), end: span.end - from }));
    const content = maskSpans(text.slice(from, to), within).trim();
    const digest = createHash('sha256')
      .update(JSON.stringify([rule, question?.id ?? '', content]))
      .digest('hex')
      .slice(0, 32);
    const count = (this.#seen.get(digest) ?? 0) + 1;
    this.#seen.set(digest, count);
    return `${digest}:${count}`;
  }
}

function notificationOf({ path }: FileReport, { code, message }: NonNullable<FileReport['error']>) {
  return {
    descriptor: { id: code },
    level: 'error',
    message: { text: message },
    locations: [{ physicalLocation: { artifactLocation: artifactLocation(path) } }],
  };
}

function invocationOf({ exitCode, errors }: Summary, notifications: readonly object[]) {
  return { executionSuccessful: errors === 0, exitCode, toolExecutionNotifications: notifications };
}
