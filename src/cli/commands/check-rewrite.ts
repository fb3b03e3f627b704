/** `check-rewrite`: whether a rewrite keeps what the prompt says and adds nothing. */
import { Command, Option } from 'commander';
import type { RewriteIssue } from '../../prompt/rewrite/types.ts';
import type { PromptContext } from '../../prompt/types.ts';
import { addAnswer } from '../answer-option.ts';
import { MODES } from '../improve/ndjson-request.ts';
import { paintFor } from '../output.ts';
import { readNamed, readTwoFiles } from '../two-files.ts';

interface CheckRewriteOptions {
  readonly json?: true;
  readonly answer?: Readonly<Record<string, string>>;
  readonly context?: string;
  readonly mode?: NonNullable<PromptContext['mode']>;
}

const HELP = `
A rewrite is accepted when code, numbers, names, links, quotations, placeholders and stated requirements are all still there
and in order; when no number, link, path, name or quotation is new; when it keeps the language and the length, and is a prompt
rather than an answer.

Examples:
  $ prompt-improver improve --rewrite-brief --file prompt.md > brief.md
  $ prompt-improver check-rewrite prompt.md rewrite.md

Exit code: 0 accepted, 1 not accepted, 2 a file or an option is wrong. Errors go to standard error.
`;

export function checkRewriteCommand(): Command {
  return new Command('check-rewrite')
    .description('Check that a rewrite of a prompt loses and invents nothing')
    .argument('<prompt-file>', 'the original prompt; - is standard input')
    .argument('<rewrite-file>', 'the rewrite; - is standard input')
    .option('--json', 'print one JSON object')
    .addOption(new Option('--answer <id=text>', 'an answer the rewrite may use; repeatable').argParser(addAnswer))
    .option('--context <path>', 'a file with text the rewrite may take facts from')
    .addOption(new Option('--mode <mode>', 'as for improve').choices(MODES))
    .addHelpText('after', HELP)
    .action(run);
}

async function run(promptFile: string, rewriteFile: string, options: CheckRewriteOptions): Promise<void> {
  const { answer: answers, context: path, mode, json } = options;
  const [prompt, rewrite] = await readTwoFiles(
    { name: 'prompt-file', path: promptFile },
    { name: 'rewrite-file', path: rewriteFile },
  );
  const text = path === undefined ? undefined : await readNamed({ name: '--context', path });
  const { Rewrites } = await import('../../services/rewrites.ts');
  const { HERE } = await import('../computing-here.ts');
  const checked = await new Rewrites(HERE, () => performance.now()).check({
    prompt: prompt.prompt,
    rewrite: rewrite.prompt,
    context: { ...(mode && { mode }), ...(text !== undefined && { text }) },
    ...(answers && { answers }),
  });
  const heads = { prompt: prompt.head, rewrite: rewrite.head };
  const check = { ...checked, issues: checked.issues.map((issue) => inFile(heads, issue)) };
  if (json) {
    const { checkToWire } = await import('../../mcp/results/rewrite-wire.ts');
    process.stdout.write(`${JSON.stringify(checkToWire(check), null, 2)}\n`);
  } else {
    const texts = { prompt: prompt.head + prompt.prompt, rewrite: rewrite.head + rewrite.prompt };
    const { renderCheck } = await import('../rewrite-view.ts');
    process.stdout.write(renderCheck(check, texts, paintFor(process.stdout)));
  }
  if (!check.accepted) process.exitCode = 1;
}

function inFile(heads: Readonly<Record<'prompt' | 'rewrite', string>>, issue: RewriteIssue): RewriteIssue {
  const { in: where, start, end } = issue;
  if (where === undefined || start === undefined || end === undefined) return issue;
  const { length } = heads[where];
  return { ...issue, start: start + length, end: end + length };
}
