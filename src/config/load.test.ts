import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadConfig, reportConfig } from './load.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'config-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fileOf(content: string | Buffer): string {
  const path = join(folder, `${Math.random()}.json`);
  writeFileSync(path, content);
  return path;
}

describe('the file named with --config', () => {
  test('is read, and its settings say so', async () => {
    const path = fileOf('\ufeff{"sessions": {"maxPerOwner": 7}}');
    const { config, settings } = await loadConfig({ config: path });
    expect(config.sessions.maxPerOwner).toBe(7);
    expect(settings.find((setting) => setting.path === 'sessions.maxPerOwner')?.source).toBe(`file ${path}`);
  });

  test('must be there', async () => {
    const path = join(folder, 'absent.json');
    await expect(loadConfig({ config: path })).rejects.toMatchObject({
      code: 'FILE_NOT_FOUND',
      message: expect.stringContaining(path),
    });
  });

  test('must be a file', async () => {
    await expect(loadConfig({ config: folder })).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });

  test('must be UTF-8', async () => {
    await expect(loadConfig({ config: fileOf(Buffer.from([0x7b, 0xff, 0x7d])) })).rejects.toMatchObject({
      code: 'INVALID_UTF8',
    });
  });

  test('must be JSON; the error names the place and quotes nothing of it', async () => {
    const path = fileOf('{"http": {"tokens": ["hunter2hunter2" "x"]}}');
    await expect(loadConfig({ config: path })).rejects.toSatisfy((error: Error) => {
      expect(error).toMatchObject({ code: 'INVALID_JSON', message: expect.stringMatching(/line 1 column \d+/) });
      expect(JSON.stringify(error) + String(error)).not.toContain('hunter2');
      return true;
    });
  });

  test('is bounded in size', async () => {
    await expect(loadConfig({ config: fileOf(Buffer.alloc(1_048_577, ' ')) })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
    });
  });
});

describe('a report', () => {
  test('of a file that is wrong still has every setting', async () => {
    const path = fileOf('{');
    const report = await reportConfig({ config: path });
    expect(report.file).toEqual({ path, state: 'invalid' });
    expect(report.problems[0]?.code).toBe('INVALID_JSON');
    expect(report.settings.length).toBeGreaterThan(10);
  });
});
