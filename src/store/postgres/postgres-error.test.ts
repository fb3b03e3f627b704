import { describe, expect, it } from 'vitest';
import { isConnectionBroken } from './postgres-error.ts';

/** As the driver gives what a server says. */
function serverError(severity: string, code: string): Error {
  return Object.assign(new Error('…'), { severity, code });
}

describe('isConnectionBroken', () => {
  it.each([
    ['ERROR', '55P03'],
    ['FEHLER', '55P03'],
    ['ОШИБКА', '57014'],
  ])('keeps a connection after %s %s, in whatever language the server speaks', (severity, code) => {
    expect(isConnectionBroken(serverError(severity, code))).toBe(false);
  });

  it.each([
    ['FATAL', '57P01'],
    ['ВАЖНО', '57P01'],
    ['致命错误', '25P03'],
    ['FATAL', 'XX000'],
    ['ERROR', '25006'],
  ])('does not after %s %s', (severity, code) => {
    expect(isConnectionBroken(serverError(severity, code))).toBe(true);
  });

  it('does not after what no server has said', () => {
    expect(isConnectionBroken(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))).toBe(true);
    expect(isConnectionBroken('gone')).toBe(true);
  });
});
