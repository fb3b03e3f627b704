/** Rules as a person reads them at the terminal. Pure: colours come in as a function. */
import { describeRange } from '../../prompt/rule-param.ts';
import type { RuleView } from '../../services/types.ts';
import { visible, type Paint } from '../output.ts';

export function renderRules(rules: readonly RuleView[], paint: Paint): string {
  const width = Math.max(...rules.map(({ name }) => name.length));
  const lines = rules.flatMap((rule) => [
    `${paint('cyan', rule.id)}  ${rule.name.padEnd(width)}  ${rule.kind.padEnd(7)}  ${state(rule, paint)}  ${paramList(rule, paint)}`.trimEnd(),
    ...problems(rule, paint),
  ]);
  return `${lines.join('\n')}\n`;
}

export function renderRule(rule: RuleView, paint: Paint): string {
  const scope = [
    ['kind', rule.kind],
    ['state', `${rule.enabled ? 'on' : 'off'}, version ${rule.version}`],
    ['when', rule.when],
    ['not when', rule.whenNot],
    ['tasks', rule.tasks.join(', ')],
    ['targets', rule.targets.join(', ')],
    ['evidence', rule.evidence],
  ];
  const params = rule.params.flatMap((param) => [
    `  ${paint(param.changed ? 'yellow' : 'reset', `${param.name} = ${param.value}`)}  ${paint('dim', `${describeRange(param)}, default ${param.default}`)}`,
    `    ${param.summary}`,
  ]);
  return [
    `${paint('bold', `${rule.id} ${rule.name}`)}  ${rule.summary}`,
    '',
    ...scope.map(([label = '', text = '']) => `  ${paint('dim', label.padEnd(8))}  ${text}`),
    '',
    paint('bold', 'Parameters'),
    ...(params.length === 0 ? ['  none'] : params),
    ...problems(rule, paint),
    '',
  ].join('\n');
}

function state({ enabled }: RuleView, paint: Paint): string {
  return enabled ? 'on ' : paint('yellow', 'off');
}

function paramList({ params }: RuleView, paint: Paint): string {
  return params
    .map(({ name, value, changed, default: byDefault }) =>
      changed ? paint('yellow', `${name}=${value} (default ${byDefault})`) : paint('dim', `${name}=${value}`),
    )
    .join('  ');
}

function problems({ problems: all }: RuleView, paint: Paint): readonly string[] {
  return all.map(({ message }) => `  ${paint('red', 'refused:')} ${visible(message)} The default holds.`);
}
