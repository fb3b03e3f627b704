/** `rules`: which rules there are, and switching and tuning them in the store. */
import { Command } from 'commander';
import { AppError } from '../../errors/app-error.ts';
import type { RuleService, RuleUpdate, RuleView } from '../../services/types.ts';
import { addConfigOptions } from '../config-options.ts';

const HELP = `
Examples:
  $ prompt-improver rules
  $ prompt-improver rules show Q09
  $ prompt-improver rules set Q09 weight=0.5
  $ prompt-improver rules disable Q09
  $ prompt-improver rules reset Q09

A change is written to the store that the servers use (see doctor) and holds there at once if this
command has their REDIS_URL, else within a minute.
--json prints {rules [rule]} for the list and one rule otherwise: {id, name, kind, enabled, version,
params [{name, kind, value, changed, default, min, max, unit?, summary}], problems [{field, message}],
targets, tasks, summary, when, when_not, evidence, revision}.

Exit code: 0 done, 1 there is no such rule or the store failed, 2 a value or an option is wrong.
`;

/** What a subcommand does; without it, the list is printed. */
type Act = (rules: RuleService) => Promise<RuleView>;

export function rulesCommand(): Command {
  const command = new Command('rules')
    .description('List the rules; switch one off or on; tune it')
    .option('--json', 'print one JSON object')
    .addHelpText('after', HELP)
    .action((_options: unknown, self: Command) => run(self));
  addConfigOptions(command, ['store.dataDir']);

  const ruleCommand = (name: string, description: string): Command =>
    command.command(name).description(description).argument('<id>', 'the rule, such as Q09');
  const change = (self: Command, id: string, update: RuleUpdate): Promise<void> =>
    run(self, (rules) => rules.update(id.toUpperCase(), update));

  ruleCommand('show', 'Print what a rule does and how it is set').action(
    (id: string, _options: unknown, self: Command) => run(self, (rules) => rules.get(id.toUpperCase()), 'all'),
  );
  ruleCommand('set', 'Set parameters of a rule')
    .argument('<name=value...>', 'parameter and value, such as weight=0.5')
    .action((id: string, pairs: readonly string[], _options: unknown, self: Command) =>
      change(self, id, { params: readPairs(pairs) }),
    );
  ruleCommand('enable', 'Switch a rule on').action((id: string, _options: unknown, self: Command) =>
    change(self, id, { enabled: true }),
  );
  ruleCommand('disable', 'Switch a rule off').action((id: string, _options: unknown, self: Command) =>
    change(self, id, { enabled: false }),
  );
  ruleCommand('reset', 'Make a rule as it was released, or only the parameters named')
    .argument('[name...]', 'parameters')
    .action((id: string, names: readonly string[], _options: unknown, self: Command) =>
      change(
        self,
        id,
        names.length === 0
          ? { enabled: true, params: null }
          : { params: Object.fromEntries(names.map((name) => [name, null])) },
      ),
    );
  return command;
}

async function run(command: Command, act?: Act, detail: 'line' | 'all' = 'line'): Promise<void> {
  const options = command.optsWithGlobals<{ readonly json?: true }>();
  const [{ loadConfig }, { createApp }, { VERSION }, { stderrLogger }] = await Promise.all([
    import('../../config/load.ts'),
    import('../../app.ts'),
    import('../../version.ts'),
    import('../logger.ts'),
  ]);
  // What is wrong in the store is printed with the rule.
  const { config } = await loadConfig({ ...options }, { 'log.level': 'error' });
  const app = createApp({ config, version: VERSION, logger: stderrLogger(config.log.level) });
  try {
    const { rules } = app.services;
    const result = act ? await act(rules) : await rules.list();
    process.stdout.write(options.json ? await toJson(result) : await toText(result, detail));
  } finally {
    await app.close();
  }
}

const isList = (result: RuleView | readonly RuleView[]): result is readonly RuleView[] => Array.isArray(result);

async function toJson(result: RuleView | readonly RuleView[]): Promise<string> {
  const { ruleToWire } = await import('../../mcp/resources/rules.ts');
  const shape = isList(result) ? { rules: result.map(ruleToWire) } : ruleToWire(result);
  return `${JSON.stringify(shape, null, 2)}\n`;
}

async function toText(result: RuleView | readonly RuleView[], detail: 'line' | 'all'): Promise<string> {
  const [{ renderRule, renderRules }, { paintFor }] = await Promise.all([
    import('../rules/view.ts'),
    import('../output.ts'),
  ]);
  const paint = paintFor(process.stdout);
  if (isList(result)) return renderRules(result, paint);
  return detail === 'all' ? renderRule(result, paint) : renderRules([result], paint);
}

/** What is no number stays text: the service refuses it with the limits of the parameter. */
function readPairs(pairs: readonly string[]): Readonly<Record<string, number>> {
  const entries = pairs.map((pair): [string, unknown] => {
    const equals = pair.indexOf('=');
    if (equals < 1) {
      const got = JSON.stringify(pair.slice(0, 100));
      throw new AppError('INVALID_ARGUMENT', `A parameter is set by <name>=<value>, such as weight=0.5, not ${got}.`, {
        field: 'params',
      });
    }
    const value = pair.slice(equals + 1);
    return [pair.slice(0, equals), value.trim() === '' || Number.isNaN(Number(value)) ? value : Number(value)];
  });
  // The service checks what it is given.
  return Object.fromEntries(entries) as Readonly<Record<string, number>>;
}
