/** `improve`: a better prompt, and why. */
import { Command, Option } from 'commander';
import { AppError } from '../../errors/app-error.ts';
import type { RewriteBrief } from '../../prompt/rewrite/brief.ts';
import type { PromptContext, Target } from '../../prompt/types.ts';
import type { ImproveRequest } from '../../services/types.ts';
import { validateImprove } from '../../services/validate.ts';
import { addAnswer } from '../answer-option.ts';
import { addCheckOptions, checkRequest, refuseCheckOptions, type CheckOptions } from '../check/options.ts';
import { addConfigOptions } from '../config-options.ts';
import type { CliImprover } from '../improve/improver.ts';
import type { LineDefaults } from '../improve/ndjson.ts';
import type { CliImprovement } from '../improve/report.ts';
import { MODES, TARGETS } from '../improve/ndjson-request.ts';
import { paintFor, printWarning, visible } from '../output.ts';

interface ImproveOptions extends CheckOptions {
  readonly file?: string;
  readonly ndjson?: true;
  readonly text?: true;
  readonly rewriteBrief?: true;
  readonly target?: Target;
  readonly mode?: NonNullable<PromptContext['mode']>;
  readonly answer?: Readonly<Record<string, string>>;
  readonly only?: readonly string[];
  readonly session?: string;
  readonly store: boolean;
  readonly yes?: true;
  readonly input: boolean;
}

const HELP = `
Formats:
  default   the changes in context, each with its rule and reason; findings; score; questions
  --text    the improved prompt and nothing else, byte for byte
  --json    one object: improved, changed, verdict, summary, language, task,
            score {before, after, potential, parts, reason},
            edits [{rule, start, end, text, reason}],
            questions [{id, rule, facet, text, reason, options [{label, effect}], value}],
            findings [{rule, severity, start, end, message, advice?}], constraints [{type, start, end}],
            ruleset_hash, improvement_id?, stored, store_error? {code, message}, duration_ms,
            with --rewrite-brief also rewrite_brief {text, tag, language, max_chars, keep, …}.
            Offsets are UTF-16 code units of the original; an append has start = end = its length.
  --rewrite-brief  the brief and nothing else: give it to a model, then see check-rewrite
  --ndjson  one object a line in, {id, prompt, context?, target?, answers?, only?} with context
            {mode?, files?, code_language?, test_command?, text?}; one a line out, in the same order:
            {id, improved, changed, edits, score, questions, findings, constraints, duration_ms}
            or {id, error {code, message}}. Nothing is stored.
  --diff    the changes as a unified diff, secrets masked; nothing when there are none

Checking files:
  --check takes files, folders and globs, and prints one line for each finding, edit and question:
  <path>:<line>:<column>: <severity> <rule> <message>. Edits count as medium, questions as low.
  Of a folder, files ending in .md, .markdown, .mdc, .txt and .prompt are checked. Front matter is no part of a
  prompt. A comment <!-- prompt-improver-ignore T05: reason --> suppresses what begins in the next block,
  prompt-improver-ignore-file in the file. --format json, sarif or github is for programs (--json is --format json);
  --diff prints what --fix would change. Nothing is stored.

Rules that were switched or tuned with "prompt-improver rules" are so here too, except where no store is
opened: with --no-store, --ndjson or --check, and where the configuration switches storing off.

Examples:
  $ prompt-improver improve "make the report page faster"
  $ prompt-improver improve "make the report page faster" --answer Q01.success_criteria="below one second"
  $ prompt-improver improve --file prompt.md --text > better.md
  $ echo "fix the flaky test" | prompt-improver improve --mode agent --json
  $ prompt-improver improve --ndjson < prompts.jsonl > answers.jsonl
  $ prompt-improver improve --check 'prompts/**/*.md' --fail-on high
  $ prompt-improver improve --check prompts --format sarif > prompts.sarif

Exit code: 0 done, 1 failed, 2 the prompt or an option is wrong. Errors go to standard error.
With --check: 0 nothing from --fail-on upwards, 1 something, 2 a file could not be checked or an option is wrong.
`;

export function improveCommand(): Command {
  const command = new Command('improve')
    .description('Improve a prompt given as text, with --file, or on standard input')
    .argument('[prompt...]', 'the prompt; several words are joined by a space')
    .option('-f, --file <path>', 'read the prompt from a file; - is standard input')
    .addOption(new Option('--json', 'print one JSON object').conflicts(['text', 'ndjson']))
    .addOption(new Option('--ndjson', 'improve one prompt a line').conflicts(['text', 'file', 'answer', 'session']))
    .option('--text', 'print the improved prompt only')
    .addOption(new Option('--diff', 'print the changes as a unified diff').conflicts(['text', 'ndjson']))
    .addOption(
      new Option('--rewrite-brief', 'print a brief with which a model can rewrite the prompt').conflicts([
        'text',
        'ndjson',
        'diff',
      ]),
    )
    .addOption(new Option('--target <family>', 'family of models the prompt is for').choices(TARGETS))
    .addOption(
      new Option('--mode <mode>', 'agent: the model works in a repository; chat: it sees the text alone').choices(
        MODES,
      ),
    )
    .addOption(new Option('--answer <id=text>', 'answer a question by its id; repeatable').argParser(addAnswer))
    .addOption(
      new Option('--only <rules>', 'use these rules only, separated by commas; repeatable').argParser(addRules),
    )
    .option('--session <id>', 'attach to a session, and take its context and target as defaults')
    .option('--no-store', 'do not record this improvement')
    .option('-y, --yes', 'never ask at the terminal')
    .option('--no-input', 'the same as --yes')
    .addHelpText('after', HELP)
    .action((words: string[], options: ImproveOptions) => run(words, options));
  return addConfigOptions(addCheckOptions(command), ['store.dataDir']);
}

async function run(words: readonly string[], options: ImproveOptions): Promise<void> {
  if (options.check) {
    const request = checkRequest(words, options, lineDefaults(options));
    process.exitCode = await (await import('../check/run.ts')).runCheck(request);
    return;
  }
  refuseCheckOptions(options);
  if (options.ndjson) return runLines(words, options);
  const { readPrompt } = await import('../improve/read-prompt.ts');
  const text = await readPrompt({ words, file: options.file }, process.stdin);
  // Front matter is for the program that sends the file. It is cut off first, and stands in the result as it was.
  const { splitFrontMatter, withHead } = await import('../front-matter.ts');
  const { head, prompt } = words.length > 0 ? { head: '', prompt: text } : splitFrontMatter(text);
  const request: ImproveRequest = {
    prompt,
    ...lineDefaults(options),
    ...(options.answer && { answers: options.answer }),
    ...(options.session !== undefined && { sessionId: options.session }),
  };
  validateImprove(request);
  const { openImprover } = await import('../improve/improver.ts');
  const improver = await openImprover({ ...options });
  try {
    const answers = await askAtTerminal(improver, request, options);
    if (answers === 'interrupted') {
      process.exitCode = 130;
      return;
    }
    const result = await improver.improve({
      ...request,
      ...(answers && { answers: { ...request.answers, ...answers } }),
    });
    if (result.storeError && result.storeError.code !== 'STORING_OFF') {
      printWarning(
        result.storeError.code,
        `${result.storeError.message} The result is complete, only its record is missing.`,
      );
    }
    const given = { ...request, answers: { ...request.answers, ...answers } };
    const brief = options.rewriteBrief && (await import('../../prompt/rewrite/brief.ts')).rewriteBrief(given, result);
    await print(text, withHead(head, result, options.only), brief, options);
  } finally {
    await improver.close();
  }
}

async function runLines(words: readonly string[], options: ImproveOptions): Promise<void> {
  if (words.length > 0) {
    throw new AppError('INVALID_ARGUMENT', 'With --ndjson, prompts are read from standard input only.', {
      field: 'prompt',
    });
  }
  const { runNdjson } = await import('../improve/ndjson.ts');
  await runNdjson(process.stdin, process.stdout, lineDefaults(options));
}

function lineDefaults({ mode, target, only }: ImproveOptions): LineDefaults {
  return { ...(mode && { context: { mode } }), ...(target && { target }), ...(only && { only }) };
}

/** Nothing is recorded of this first look: the record is that of the final result. */
async function askAtTerminal(improver: CliImprover, request: ImproveRequest, options: ImproveOptions) {
  const { json, text, diff, yes, input } = options;
  const wanted = !json && !text && !diff && !yes && input;
  if (!wanted || !process.stdin.isTTY || !process.stdout.isTTY || !process.stderr.isTTY) return undefined;
  const questions = await improver.questions(request);
  if (questions.length === 0) return undefined;
  const { askQuestions } = await import('../improve/ask.ts');
  const terminal = { input: process.stdin, output: process.stderr, paint: paintFor(process.stderr), terminal: true };
  return (await askQuestions(questions, terminal)) ?? 'interrupted';
}

async function print(
  original: string,
  result: CliImprovement,
  brief: RewriteBrief | undefined,
  { json, text, diff, file }: ImproveOptions,
): Promise<void> {
  const { stdout } = process;
  if (diff) {
    const { renderDiff } = await import('../improve/render-diff.ts');
    const path = file === undefined || file === '-' ? 'prompt' : file;
    stdout.write(renderDiff({ path, text: original, edits: result.edits, secrets: result.secrets }, stdout));
    // An empty diff is right for a program and puzzling for a person.
    if (!result.changed && stdout.isTTY) process.stderr.write(`${visible(result.summary)}\n`);
    return;
  }
  if (text) {
    const newline = stdout.isTTY && !result.improved.endsWith('\n') ? '\n' : '';
    stdout.write(result.improved + newline);
    return;
  }
  if (json) {
    const { toJsonReport } = await import('../improve/report.ts');
    stdout.write(`${JSON.stringify(toJsonReport(result, brief), null, 2)}\n`);
    return;
  }
  if (brief) {
    stdout.write(`${stdout.isTTY ? visible(brief.text) : brief.text}\n`);
    return;
  }
  const { renderImprovement } = await import('../improve/view.ts');
  const paint = paintFor(stdout);
  stdout.write(renderImprovement(original, result, { paint, coloured: paint('red', 'x') !== 'x' }));
}

function addRules(list: string, before: readonly string[] = []): readonly string[] {
  return [
    ...before,
    ...list
      .split(',')
      .map((rule) => rule.trim())
      .filter((rule) => rule !== ''),
  ];
}
