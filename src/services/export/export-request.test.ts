import { describe, expect, it } from 'vitest';
import { type ExportWords, parseExportRequest } from './export-request.ts';

const NAMES = { kind: 'kind', format: '--format', since: '--since', until: '--until' };
const parse = (words: Partial<ExportWords>) =>
  parseExportRequest({ kind: undefined, format: undefined, since: undefined, until: undefined, ...words }, NAMES);

describe('parseExportRequest', () => {
  it('takes all improvements as NDJSON when nothing is said', () => {
    expect(parse({})).toEqual({ kind: 'improvements', format: 'ndjson' });
  });

  it.each([
    ['2026-11-01', '2026-11-01T00:00:00.000Z'],
    ['2026-11-01T08:30Z', '2026-11-01T08:30:00.000Z'],
    ['2026-11-01T08:30:15.250+01:00', '2026-11-01T07:30:15.250Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
  ])('reads the time %s as %s', (since, iso) => {
    expect(parse({ since }).sinceMs).toBe(Date.parse(iso));
  });

  it.each<[Partial<ExportWords>, string]>([
    [{ kind: 'everything' }, 'kind'],
    [{ format: 'xml' }, '--format'],
    [{ since: 'yesterday' }, '--since'],
    [{ since: '2026-02-30' }, '--since'],
    [{ since: '2026-13-01' }, '--since'],
    [{ since: '2026-11-01T08:30' }, '--since'],
    [{ until: '2026-11-01T25:00Z' }, '--until'],
    [{ until: '' }, '--until'],
    [{ until: '1969-12-31' }, '--until'],
    [{ since: '2026-11-02', until: '2026-11-02' }, '--until'],
  ])('refuses %j, naming the field', (words, field) => {
    expect(() => parse(words)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT', field }));
  });
});
