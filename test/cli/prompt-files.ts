/** Prompt files for the tests of `improve --check`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runCli, temporaryFolder } from './cli.ts';

export const GOOD = 'Convert 5 miles to kilometres, rounded to one decimal place.\n';
/** A question, so low. */
export const COLD = 'Fix it\n';
/** An edit, so medium. */
export const TWICE =
  'Write a Python function that sorts a list of orders. Return a new list. Write a Python function that sorts a list of orders.\n';
/** Put together here, so that no scanner takes this file for a leak. */
export const PASSWORD = ['tq7', 'Rw9', 'xLm2', 'vZ8k'].join('');
export const SECRET = `Why does postgres://app:${PASSWORD}@db.internal:5432/orders refuse this query: select 1? Answer in one sentence.\n`;
/** The same sentence twice beside a secret: the diff shows the line. */
export const SECRET_TWICE = `${TWICE}\nUse postgres://app:${PASSWORD}@db.internal/x here.\n`;

export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = temporaryFolder();
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

/** With the rules that the files above are made for: what others say of them is no matter of these tests. */
export const RULES = ['--only', 'G02,Q02,T05'];
export const check = (cwd: string, ...args: readonly string[]) =>
  runCli(['improve', '--check', ...RULES, ...args], { cwd });
