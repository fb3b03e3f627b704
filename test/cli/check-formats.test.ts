/** What `improve --check` prints for programs: public contracts. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../src/prompt/edits.ts';
import { runCli } from './cli.ts';
import { check, COLD, folderWith, PASSWORD, SECRET, SECRET_TWICE, TWICE } from './prompt-files.ts';

describe('for programs', () => {
  test('--format json is one object whose fixes give the fixed file', async () => {
    const cwd = folderWith({
      'a.md': `---\nmodel: x\n---\n${TWICE}`,
      'b.md': `<!-- prompt-improver-ignore Q02: known -->\n${COLD}`,
    });
    const { stdout } = await check(cwd, '.', '--json');
    const report = JSON.parse(stdout);
    expect(Object.keys(report)).toEqual(['version', 'tool', 'files', 'summary']);
    expect(report.tool).toEqual({ name: 'prompt-improver', version: expect.any(String) });
    expect(report.files).toEqual([
      {
        path: 'a.md',
        language: 'en',
        task: 'code',
        score: { before: expect.any(Number), after: expect.any(Number), potential: expect.any(Number) },
        diagnostics: [
          {
            kind: 'edit',
            rule: 'T05',
            name: 'trim.duplicate',
            severity: 'medium',
            message: expect.any(String),
            line: 4,
            column: 73,
            end_line: 4,
            end_column: 125,
            start: 89,
            end: 141,
            fix: [{ start: 88, end: 141, text: '' }],
          },
        ],
        fixed: 0,
      },
      {
        path: 'b.md',
        language: 'en',
        task: 'bug-fix',
        score: { before: expect.any(Number), after: expect.any(Number), potential: expect.any(Number) },
        diagnostics: [
          {
            kind: 'question',
            rule: 'Q02',
            name: 'ask.referent',
            severity: 'low',
            message: expect.any(String),
            advice: expect.any(String),
            line: 2,
            column: 1,
            end_line: 2,
            end_column: 7,
            start: 43,
            end: 49,
            question: { id: 'Q02.scope_subtype', facet: 'scope_subtype', options: expect.any(Array) },
            suppressed: { line: 1, reason: 'known' },
          },
        ],
        fixed: 0,
      },
    ]);
    expect(report.summary).toEqual({
      files: 2,
      files_with_diagnostics: 1,
      high: 0,
      medium: 1,
      low: 0,
      info: 0,
      suppressed: 1,
      fixable: 1,
      fixed: 0,
      errors: 0,
      fail_on: 'medium',
      exit_code: 1,
    });
    await check(cwd, '.', '--fix');
    expect(applyEdits(`---\nmodel: x\n---\n${TWICE}`, report.files[0].diagnostics[0].fix)).toBe(
      readFileSync(join(cwd, 'a.md'), 'utf8'),
    );
  });

  test('--format sarif is SARIF 2.1.0 with rules, regions, fixes, fingerprints and suppressions', async () => {
    const cwd = folderWith({ 'ä b.md': TWICE, 'b.md': `<!-- prompt-improver-ignore Q02: known -->\n${COLD}` });
    const { stdout } = await check(cwd, '.', '--format', 'sarif');
    const { version, $schema, runs } = JSON.parse(stdout);
    expect({ version, $schema, runs: runs.length }).toEqual({
      version: '2.1.0',
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      runs: 1,
    });
    const [{ tool, results, columnKind, invocations }] = runs;
    expect(columnKind).toBe('utf16CodeUnits');
    expect(invocations).toEqual([{ executionSuccessful: true, exitCode: 1, toolExecutionNotifications: [] }]);
    for (const rule of tool.driver.rules) {
      expect(rule).toEqual({
        id: expect.stringMatching(/^[A-Z]\d\d$/),
        name: expect.stringMatching(/^[A-Z]\w+$/),
        shortDescription: { text: expect.any(String) },
        fullDescription: { text: expect.any(String) },
        help: { text: expect.any(String), markdown: expect.any(String) },
        properties: { tags: expect.any(Array) },
      });
    }
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
    const suppressed = results.find(({ ruleId }: { ruleId: string }) => ruleId === 'Q02');
    expect(suppressed).toMatchObject({
      level: 'note',
      suppressions: [{ kind: 'inSource', status: 'accepted', justification: 'known' }],
    });
    const artifactLocation = { uri: '%C3%A4%20b.md', uriBaseId: '%SRCROOT%' };
    expect(results.find(({ ruleId }: { ruleId: string }) => ruleId === 'T05')).toEqual({
      ruleId: 'T05',
      ruleIndex: expect.any(Number),
      level: 'warning',
      message: { text: expect.any(String) },
      locations: [
        {
          physicalLocation: {
            artifactLocation,
            region: { startLine: 1, startColumn: 73, endLine: 1, endColumn: 125, charOffset: 72, charLength: 52 },
          },
        },
      ],
      partialFingerprints: { 'promptImprover/v1': expect.stringMatching(/^[0-9a-f]{32}:1$/) },
      fixes: [
        {
          description: { text: expect.any(String) },
          artifactChanges: [
            {
              artifactLocation,
              replacements: [
                {
                  deletedRegion: {
                    startLine: 1,
                    startColumn: 72,
                    endLine: 1,
                    endColumn: 125,
                    charOffset: 71,
                    charLength: 53,
                  },
                },
              ],
            },
          ],
        },
      ],
      suppressions: [],
      properties: { kind: 'edit', severity: 'medium' },
    });
  });

  test('a fingerprint stays when lines are added above', async () => {
    const prints = async (text: string) => {
      const { stdout } = await check(folderWith({ 'a.md': text }), '.', '--format', 'sarif');
      return JSON.parse(stdout).runs[0].results.map(
        (result: { partialFingerprints: object }) => result.partialFingerprints,
      );
    };
    const before = await prints(SECRET);
    expect(before).toHaveLength(1);
    expect(await prints(`Read this first.\n\n${SECRET}`)).toEqual(before);
  });

  test('--format github is workflow commands, escaped', async () => {
    const cwd = folderWith({ 'a,b%.md': TWICE });
    expect((await check(cwd, '.', '--format', 'github')).stdout).toMatch(
      /^::warning file=a%2Cb%25\.md,line=1,col=73,endColumn=125,title=T05::The same .+\n$/,
    );
  });
});

describe('secrets', () => {
  test('are printed in no format', async () => {
    const cwd = folderWith({
      'a.md': SECRET,
      'b.md': SECRET_TWICE,
      'c.md': `---\nurl: postgres://app:${PASSWORD}@db.internal/orders\n---\n<!-- prompt-improver-ignore T05: ${PASSWORD} -->\n${TWICE}`,
    });
    for (const args of [[], ['--json'], ['--format', 'sarif'], ['--format', 'github'], ['--diff']]) {
      const { stdout, stderr } = await check(cwd, '.', ...args);
      expect(stdout).not.toBe('');
      expect(stdout + stderr).not.toContain(PASSWORD);
    }
    const { stdout } = await runCli(['improve', '--diff', '--no-store', '--file', 'b.md'], { cwd });
    expect(stdout).toContain('app:**********');
    expect(stdout).not.toContain(PASSWORD);
  });
});
