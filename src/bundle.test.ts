import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Bundle } from './bundle.ts';

const FIRST = 'first-aaaaaaaa.cjs';
const SECOND = 'second-bbbbbbbb.cjs';

let folder: string;
let codeFolder: string;
let codeFile: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  codeFolder = folder;
  codeFile = join(codeFolder, `test-${crc32(folder).toString(16)}.code`);
  mkdirSync(join(folder, 'chunks'));
  writeFileSync(
    join(folder, 'main.cjs'),
    `exports.runs = () => require('./chunks/${FIRST}'); exports.late = () => require('./chunks/${SECOND}');`,
  );
  writeFileSync(
    join(folder, 'chunks', FIRST),
    `const { basename } = require('node:path'); exports.name = basename(__filename); exports.double = (n) => 2 * n;`,
  );
  writeFileSync(join(folder, 'chunks', SECOND), `exports.same = require('./${FIRST}');`);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Main {
  runs(): { readonly name: string; double(n: number): number };
  late(): { readonly same: object };
}

const start = (keptIn?: string) => {
  const bundle = new Bundle(folder, 'test', keptIn);
  // As written above.
  return { bundle, main: bundle.require('main.cjs') as Main };
};

const SCRIPT = `
import { Bundle } from ${JSON.stringify(new URL('bundle.ts', import.meta.url).href)};
const [folder, codeFolder, late, isWarm] = process.argv.slice(1);
const bundle = new Bundle(folder, 'test', codeFolder);
const main = bundle.require('main.cjs');
if (main.runs().double(21) !== 42) throw new Error('It does something else.');
if (late === 'true') main.late();
bundle.keep({ isWarm: isWarm === 'true' });
`;

/** In a process of its own: one process keeps compiled code in memory, too. */
function run({ isWarm, late = false }: { readonly isWarm: boolean; readonly late?: boolean }): void {
  const args = ['--input-type=module', '--eval', SCRIPT, folder, codeFolder, String(late), String(isWarm)];
  execFileSync(process.execPath, args, { stdio: 'pipe' });
}

/** Changes when the file has been written anew. */
const version = () => statSync(codeFile).ino;

test('modules are run once, know their names, and have what Node brings', () => {
  const { main } = start();
  expect(main.runs().name).toBe(FIRST);
  expect(main.late().same).toBe(main.runs());
});

test('a module that fails does so each time', () => {
  writeFileSync(join(folder, 'chunks', FIRST), `exports.name = 'half'; throw new Error('It broke.');`);
  const { main } = start();
  expect(() => main.runs()).toThrow('It broke.');
  expect(() => main.runs()).toThrow('It broke.');
});

test('a module that is gone, as after an update, says what to do', () => {
  const { main } = start();
  rmSync(join(folder, 'chunks', FIRST));
  expect(() => main.runs()).toThrow('The program was replaced while this process ran. Start it again.');
});

describe('compiled code', () => {
  test('is kept for this user alone, and used by the next run, which writes nothing', () => {
    run({ isWarm: false });
    expect(statSync(codeFile).mode & 0o777).toBe(0o600);
    const before = version();
    run({ isWarm: false });
    expect(version()).toBe(before);
  });

  test('of a run that ended early is replaced by that of one that had warmed up, once', () => {
    run({ isWarm: false });
    const early = version();
    run({ isWarm: true });
    const warm = version();
    expect(warm).not.toBe(early);
    run({ isWarm: true });
    run({ isWarm: false });
    expect(version()).toBe(warm);
  });

  test('of modules that a run does not need stays, as long as they are there', () => {
    run({ isWarm: false, late: true });
    run({ isWarm: true });
    expect(readFileSync(codeFile, 'latin1')).toContain(SECOND);
    rmSync(join(folder, 'chunks', SECOND));
    rmSync(join(folder, 'chunks', FIRST));
    writeFileSync(join(folder, 'chunks', 'third-cccccccc.cjs'), '');
    const { bundle } = start(codeFolder);
    bundle.require('chunks/third-cccccccc.cjs');
    bundle.keep({ isWarm: true });
    expect(readFileSync(codeFile, 'latin1')).toContain('third-cccccccc.cjs');
    expect(readFileSync(codeFile, 'latin1')).not.toContain(SECOND);
  });

  test.each<[string, (bytes: Buffer) => Buffer]>([
    ['cut short', (bytes) => bytes.subarray(0, bytes.length - 9)],
    ['empty', () => Buffer.alloc(0)],
    ['without a head', (bytes) => bytes.fill(0x20)],
    ['damaged', (bytes) => bytes.fill(bytes.readUInt8(bytes.length - 100) ^ 1, bytes.length - 100, bytes.length - 99)],
    ['of another version of V8', (bytes) => bytes.fill(0x5a, bytes.indexOf(0x0a) + 1)],
  ])('that is %s is replaced', (_state, damage) => {
    run({ isWarm: true });
    writeFileSync(codeFile, damage(readFileSync(codeFile)));
    const before = readFileSync(codeFile);
    run({ isWarm: true });
    expect(readFileSync(codeFile).equals(before)).toBe(false);
    const mended = version();
    run({ isWarm: true });
    expect(version()).toBe(mended);
  });

  test('is not kept where nothing can be written', () => {
    codeFolder = join(folder, 'main.cjs');
    expect(() => run({ isWarm: true })).not.toThrow();
  });
});
