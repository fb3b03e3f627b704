/** `improve`: a better prompt, and why. */
import { Command, Option } from 'commander';
import { AppError } from '../../errors/app-error.ts';
import type { Improvement, PromptContext, Target } from '../../prompt/types.ts';
import type { ImproveRequest } from '../../services/types.ts';
import { validateImprove } from '../../services/validate.ts';
import { addConfigOptions } from '../config-options.ts';
import type { LineDefaults } from '../improve/ndjson.ts';
import { MODES, TARGETS } from '../improve/ndjson-request.ts';
import { paintFor, printWarning } from '../output.ts';

interface ImproveOptions {
  readonly file?: string;
  readonly json?: true;
  readonly ndjson?: true;
  readonly text?: true;
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
            improvement_id?, stored, store_error? {code, message}, duration_ms.
            Offsets are UTF-16 code units of the original; an append has start = end = its length.
  --ndjson  one object a line in, {id, prompt, context?, target?, answers?, only?} with context
            {mode?, files?, code_language?, test_command?, text?}; one a line out, in the same order:
            {id, improved, changed, edits, score, questions, findings, constraints, duration_ms}
            or {id, error {code, message}}. Nothing is stored.

Examples:
  $ prompt-improver improve "make the report page faster"
  $ prompt-improver improve "make the report page faster" --answer Q01.success_criteria="below one second"
  $ prompt-improver improve --file prompt.md --text > better.md
  $ echo "fix the flaky test" | prompt-improver improve --mode agent --json
  $ prompt-improver improve --ndjson < prompts.jsonl > answers.jsonl

Exit code: 0 done, 1 failed, 2 the prompt or an option is wrong. Errors go to standard error.
`;

export function improveCommand(): Command {
  const command = new Command('improve')
    .description('Improve a prompt given as text, with --file, or on standard input')
    .argument('[prompt...]', 'the prompt; several words are joined by a space')
    .option('-f, --file <path>', 'read the prompt from a file; - is standard input')
    .addOption(new Option('--json', 'print one JSON object').conflicts(['text', 'ndjson']))
    .addOption(new Option('--ndjson', 'improve one prompt a line').conflicts(['text', 'file', 'answer', 'session']))
    .option('--text', 'print the improved prompt only')
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
  return addConfigOptions(command, ['store.dataDir']);
}

async function run(words: readonly string[], options: ImproveOptions): Promise<void> {
  if (options.ndjson) return runLines(words, options);
  const { readPrompt } = await import('../improve/read-prompt.ts');
  const prompt = await readPrompt({ words, file: options.file }, process.stdin);
  const request: ImproveRequest = {
    prompt,
    ...lineDefaults(options),
    ...(options.answer && { answers: options.answer }),
    ...(options.session !== undefined && { sessionId: options.session }),
  };
  validateImprove(request);
  const answers = await askAtTerminal(request, options);
  if (answers === 'interrupted') {
    process.exitCode = 130;
    return;
  }
  const { openImprover } = await import('../improve/improver.ts');
  const improver = await openImprover({ ...options });
  try {
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
    await print(prompt, result, options);
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
async function askAtTerminal(request: ImproveRequest, { json, text, yes, input }: ImproveOptions) {
  const wanted = !json && !text && !yes && input;
  if (!wanted || !process.stdin.isTTY || !process.stdout.isTTY || !process.stderr.isTTY) return undefined;
  const [{ improve }, { askQuestions }] = await Promise.all([
    import('../../prompt/improve.ts'),
    import('../improve/ask.ts'),
  ]);
  const { questions } = improve(request);
  if (questions.length === 0) return undefined;
  const terminal = { input: process.stdin, output: process.stderr, paint: paintFor(process.stderr), terminal: true };
  return (await askQuestions(questions, terminal)) ?? 'interrupted';
}

async function print(prompt: string, result: Improvement, { json, text }: ImproveOptions): Promise<void> {
  const { stdout } = process;
  if (text) {
    const newline = stdout.isTTY && !result.improved.endsWith('\n') ? '\n' : '';
    stdout.write(result.improved + newline);
    return;
  }
  if (json) {
    const { toJsonReport } = await import('../improve/report.ts');
    stdout.write(`${JSON.stringify(toJsonReport(result as Parameters<typeof toJsonReport>[0]), null, 2)}\n`);
    return;
  }
  const { renderImprovement } = await import('../improve/view.ts');
  const paint = paintFor(stdout);
  stdout.write(renderImprovement(prompt, result, { paint, coloured: paint('red', 'x') !== 'x' }));
}

function addAnswer(pair: string, before: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const equals = pair.indexOf('=');
  if (equals < 1) {
    throw new AppError(
      'INVALID_ARGUMENT',
      `--answer must be <id>=<text>, such as Q05.tech_stack=Python, not ${JSON.stringify(pair.slice(0, 100))}.`,
      {
        field: '--answer',
      },
    );
  }
  return { ...before, [pair.slice(0, equals)]: pair.slice(equals + 1) };
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
