import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readTexts } from './layers.ts';

const HOOK = new URL('./record-modules.mjs', import.meta.url).href;
const SRC = new URL('../../src/', import.meta.url).href;
/** Folders and packages that are loaded from before the first answer. An editor starts the server for each of its windows. */
const REVIEWED = fileURLToPath(new URL('./start-path.txt', import.meta.url));

const INITIALIZE = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1.0.0' } },
};

/** Of the sources that are loaded before the first answer, comments included. */
const MOST_SOURCE_BYTES = 580_000;

/** Addresses of all modules that the server loads before it has written its answer to `initialize`. */
async function loadedBeforeFirstAnswer(plant = ''): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'start-path-'));
  try {
    const record = join(folder, 'modules.txt');
    const args = ['--import', HOOK, fileURLToPath(`${SRC}bin.ts`), 'serve', '--stdio', '--data-dir', folder];
    const env = { PATH: process.env['PATH'], HOME: folder, RECORD_TO: record, PLANT: plant };
    const child = spawn(process.execPath, args, { cwd: folder, env, stdio: ['pipe', 'pipe', 'inherit'] });
    const closed = once(child, 'close');
    child.stdin.write(`${JSON.stringify(INITIALIZE)}\n`);
    const { value } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
    expect(JSON.parse(String(value))).toMatchObject({ id: 1, result: {} });
    child.stdin.end();
    await closed;
    const lines = readFileSync(record, 'utf8').split('\n');
    return lines.slice(0, lines.indexOf('first line'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function groups(urls: readonly string[]): readonly string[] {
  return [...new Set(urls.map(groupOf))].sort();
}

function groupOf(url: string): string {
  if (url.startsWith(SRC)) return posix.dirname(`src/${url.slice(SRC.length)}`);
  return /\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1] ?? url;
}

function sourceBytes(urls: readonly string[]): number {
  return urls.filter((url) => url.startsWith(SRC)).reduce((bytes, url) => bytes + statSync(fileURLToPath(url)).size, 0);
}

test('nothing is loaded before the first answer but what has been reviewed', async () => {
  const loaded = await loadedBeforeFirstAnswer();
  await expect(`${groups(loaded).join('\n')}\n`).toMatchFileSnapshot(REVIEWED);
  expect(sourceBytes(loaded)).toBeLessThan(MOST_SOURCE_BYTES);
});

test('a module that brings others is noticed', async () => {
  const loaded = await loadedBeforeFirstAnswer(`src/app.ts ${SRC}prompt/improve.ts`);
  const reviewed = readFileSync(REVIEWED, 'utf8').split('\n');
  expect(groups(loaded).filter((group) => !reviewed.includes(group))).toContain('src/prompt/rules');
  expect(sourceBytes(loaded)).toBeGreaterThan(MOST_SOURCE_BYTES);
});

/** They load the data of ICU: 10 ms of a start, when a text at module scope is made with them. */
const ICU = /\.toLocale[A-Z]\w*\(|\bIntl\./;

test('no text is made with ICU', () => {
  const texts = readTexts(fileURLToPath(SRC)).map(({ path, text }) => ({
    path,
    code: text.replaceAll(/\/\*[^]*?\*\/|\/\/.*/g, ''),
  }));
  expect(texts.filter(({ code }) => ICU.test(code)).map(({ path }) => path)).toEqual([]);
  expect("const limit = `${(8_000_000).toLocaleString('en')} bytes`;").toMatch(ICU);
});
