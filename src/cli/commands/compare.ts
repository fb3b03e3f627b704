/** `compare`: which of two prompts is better, and why. */
import { Command, Option } from 'commander';
import type { Side } from '../../prompt/compare.ts';
import type { PromptContext, Target } from '../../prompt/types.ts';
import { movedBehind, type SplitFile } from '../front-matter.ts';
import { MODES, TARGETS } from '../improve/ndjson-request.ts';
import { paintFor } from '../output.ts';
import { readTwoFiles } from '../two-files.ts';

interface CompareOptions {
  readonly json?: true;
  readonly mode?: NonNullable<PromptContext['mode']>;
  readonly target?: Target;
}

const HELP = `
Examples:
  $ prompt-improver compare old.md new.md
  $ prompt-improver compare --json old.md new.md

Exit code: 0 compared, 2 a file or an option is wrong. Errors go to standard error.
`;

export function compareCommand(): Command {
  return new Command('compare')
    .description('Tell which of two prompts is better, in which part, and what only one of them says')
    .argument('<file-a>', 'prompt A; - is standard input')
    .argument('<file-b>', 'prompt B; - is standard input')
    .option('--json', 'print one JSON object')
    .addOption(new Option('--mode <mode>', 'as for improve').choices(MODES))
    .addOption(new Option('--target <family>', 'family of models the prompts are for').choices(TARGETS))
    .addHelpText('after', HELP)
    .action(run);
}

async function run(fileA: string, fileB: string, { json, mode, target }: CompareOptions): Promise<void> {
  const [a, b] = await readTwoFiles({ name: 'file-a', path: fileA }, { name: 'file-b', path: fileB });
  const { Comparisons } = await import('../../services/comparison.ts');
  const { HERE } = await import('../computing-here.ts');
  // The switches of the rules are the server's; here every rule is on.
  const comparisons = new Comparisons({ current: () => Promise.resolve(undefined) }, HERE, () => performance.now());
  const compared = await comparisons.compare({
    promptA: a.prompt,
    promptB: b.prompt,
    ...(mode && { context: { mode } }),
    ...(target && { target }),
  });
  const comparison = { ...compared, a: inFile(a, compared.a), b: inFile(b, compared.b) };
  if (json) {
    const { comparisonToWire } = await import('../../mcp/results/rewrite-wire.ts');
    process.stdout.write(`${JSON.stringify(comparisonToWire(comparison), null, 2)}\n`);
    return;
  }
  const { renderComparison } = await import('../compare-view.ts');
  process.stdout.write(renderComparison(comparison, paintFor(process.stdout)));
}

function inFile({ head }: SplitFile, side: Side): Side {
  return { ...side, findings: movedBehind(head, side.findings), details: movedBehind(head, side.details) };
}
