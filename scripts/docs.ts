/**
 * Writes the pages under `docs/` that are made from the code. With `--check` it writes nothing and fails when a page is
 * not what the code says.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { configurationPage } from './docs/configuration-page.ts';
import { errorsPage } from './docs/errors-page.ts';
import { metricsPage } from './docs/metrics-page.ts';
import { rulesPage } from './docs/rules-page.ts';

const PAGES: Readonly<Record<string, () => string>> = {
  'configuration.md': configurationPage,
  'errors.md': errorsPage,
  'metrics.md': metricsPage,
  'rules.md': rulesPage,
};

const check = process.argv.includes('--check');
for (const [name, page] of Object.entries(PAGES)) {
  const path = fileURLToPath(new URL(`../docs/${name}`, import.meta.url));
  const text = page();
  if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
  if (check) {
    console.error(`docs/${name} is not what the code says: run \`npm run docs\`.`);
    process.exitCode = 1;
  } else {
    writeFileSync(path, text);
  }
}
