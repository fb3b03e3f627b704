/** `prompt-improver alerts`: what fires in the servers on the same store, and silencing it. */
import { describe, expect, it } from 'vitest';
import { runCli, temporaryFolder } from './cli.ts';

describe('alerts', () => {
  it('lists, silences, unsilences, and tells the history, as text and as JSON', async () => {
    const dataDir = temporaryFolder();
    const alerts = (...args: string[]) => runCli(['alerts', ...args, '--data-dir', dataDir]);
    const listed = await alerts();
    expect(listed).toMatchObject({ code: 0, stderr: '' });
    expect(listed.stdout).toMatch(/^ResponseTime\/warning +inactive +above 150 ms$/m);
    const labels = ['alertname=ErrorRate', 'severity=warning'];
    const silenced = await alerts('silence', '--for', '2h', '--comment', 'moving\u001b[2J', ...labels, '--json');
    expect(silenced).toMatchObject({ code: 0, stderr: '' });
    const silence = JSON.parse(silenced.stdout);
    expect(silence).toMatchObject({ matchers: { alertname: 'ErrorRate', severity: 'warning' }, created_by: 'local' });
    expect(Date.parse(silence.ends_at) - Date.parse(silence.created_at)).toBe(7_200_000);
    const again = await alerts();
    expect(again.stdout).toContain('silences alertname=ErrorRate severity=warning until');
    expect(again.stdout).toContain('moving\\x1b[2J');
    expect(JSON.parse((await alerts('list', '--json')).stdout)).toMatchObject({ silences: [silence], scope: 'shared' });
    expect((await alerts('history')).stdout).toBe('No alert has fired.\n');
    expect(JSON.parse((await alerts('history', '--json')).stdout)).toEqual({ history: [] });
    expect(await alerts('unsilence', silence.id)).toMatchObject({
      code: 0,
      stdout: `Ended the silence ${silence.id}.\n`,
    });
    const gone = await alerts('unsilence', silence.id);
    expect(gone).toMatchObject({ code: 1, stdout: '' });
    expect(gone.stderr).toContain('SILENCE_NOT_FOUND');
  });

  it.each([
    [['silence', '--for', '2h', 'alertname=ErrorRate'], '--comment'],
    [['silence', '--for', '2 hours', '--comment', 'x', 'alertname=ErrorRate'], 'such as 30m'],
    [['silence', '--for', '2h', '--comment', 'x', 'ErrorRate'], '<label>=<value>'],
    [
      ['silence', '--for', '2h', '--comment', 'x', 'alertname=Errors'],
      'one of ResponseTime, ErrorRate, ErrorBudgetBurn',
    ],
    [['silence', '--for', '99d', '--comment', 'x', 'alertname=ErrorRate'], '2592000'],
  ])('refuses %j', async (args, told) => {
    const refused = await runCli(['alerts', ...args, '--data-dir', temporaryFolder()]);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain(told);
  });
});
