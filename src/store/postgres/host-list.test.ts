import { expect, test } from 'vitest';
import { connectionTargets } from './connection.ts';
import { urlsByHost } from './host-list.ts';

test.each([
  ['postgres://u:p@a:5432,b:5433/db?target_session_attrs=read-write', ['a:5432/db', 'b:5433/db']],
  ['postgresql://u:p,q@a,b.example.org,[::1]:6000/db', ['a:5432/db', 'b.example.org:5432/db', '::1:6000/db']],
  ['postgres://a,b/db', ['a:5432/db', 'b:5432/db']],
  ['postgres://u:p@a:5433/db', ['a:5433/db']],
])('%s leads to %j', (url, locations) => {
  expect(connectionTargets(url, true).map(({ location }) => location)).toEqual(locations);
});

test('each host has the user, the password and the parameters of the URL', () => {
  expect(urlsByHost('postgres://u:p%40@a,b:1/db?sslmode=require')).toEqual([
    'postgres://u:p%40@a/db?sslmode=require',
    'postgres://u:p%40@b:1/db?sslmode=require',
  ]);
});

test.each([
  ['postgres://u:hunter2@a,b/db?target_session_attrs=prefer-standby', 'target_session_attrs=prefer-standby'],
  ['postgres://u:hunter2@/db?host=a,b', 'several hosts must stand before the database'],
  ['postgres://u:hunter2@a,/db', 'several hosts must stand before the database'],
  ['postgres://u:hunter2@a,b:port/db', 'cannot be used'],
])('%s is refused with the reason and without the password', (url, reason) => {
  expect(() => connectionTargets(url, true)).toThrow(
    expect.objectContaining({ code: 'CONFIG_INVALID', message: expect.stringContaining(reason) }),
  );
  expect(() => connectionTargets(url, true)).not.toThrow('hunter2');
});
