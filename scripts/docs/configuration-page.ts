/** `docs/configuration.md`: the table of settings. */
import { envNamesOf, SETTING_ENTRIES } from '../../src/config/schema.ts';

const HEAD = `# Configuration

Nothing needs to be set. A value is taken from the first of these that has one:

1. a flag of the command line,
2. an environment variable (an empty one counts as not set),
3. the settings file: JSON, at \`--config <path>\` or else \`config.json\` in the user's settings folder (\`prompt-improver doctor\`
   prints where that is). Never from the current folder: editors start servers inside repositories that are not trusted.
4. the default.

\`prompt-improver doctor\` prints every value and where it came from. A wrong value, or a key in the file that does not exist, is
an error that names it.

`;

const FOOT = `
In the file, the parts of a name are levels:

\`\`\`json
{ "http": { "port": 8080 }, "store": { "record": "metadata" } }
\`\`\`
`;

const DATA_FOLDER = "the operating system's folder for application data";

export function configurationPage(): string {
  const rows = SETTING_ENTRIES.map(([path, spec]) => {
    const value = spec.default({ dataDir: DATA_FOLDER });
    const shown =
      value === DATA_FOLDER ? value : value === undefined || value === '' ? '–' : `\`${JSON.stringify(value)}\``;
    const names = envNamesOf(path)
      .map((name) => `\`${name}\``)
      .join(', ');
    return `| \`${path}\` | ${spec.flag ? `\`${spec.flag}\`` : '–'} | ${names} | ${shown} | ${spec.description.replaceAll('|', '\\|')} |`;
  });
  return `${HEAD}${['| setting | flag | environment | default | what it is |', '|---|---|---|---|---|', ...rows].join('\n')}\n${FOOT}`;
}
