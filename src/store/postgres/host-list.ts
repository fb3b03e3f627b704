import { AppError } from '../../errors/app-error.ts';

const HOST = String.raw`(?:\[[^\]/?#@,]+\]|[^\[\]/?#@,:]+)(?::\d{1,5})?`;
/** The driver takes one host; libpq, and what is written for it, takes several. */
const LIST_FORM = new RegExp(`^(postgres(?:ql)?://(?:[^/?#@]*@)?)(${HOST}(?:,${HOST})+)((?:[/?].*)?)$`, 's');
/** What is asked for here is a server that can be written, whatever the URL says; these could never be met. */
const NEVER_MET = new Set(['read-only', 'standby', 'prefer-standby']);

/**
 * `postgres://user:password@a:5432,b:5432/database` as one URL for each host, in their order.
 *
 * @throws AppError `CONFIG_INVALID`; its message never holds the URL
 */
export function urlsByHost(databaseUrl: string): readonly string[] {
  const attributes = new URLSearchParams(/\?(.*)$/s.exec(databaseUrl)?.[1]).get('target_session_attrs');
  if (attributes !== null && NEVER_MET.has(attributes))
    throw invalidUrl(`target_session_attrs=${attributes} asks for a server that cannot be written`);
  const [, before = '', hosts, after = ''] = LIST_FORM.exec(databaseUrl) ?? [];
  return hosts?.split(',').map((host) => `${before}${host}${after}`) ?? [databaseUrl];
}

export function invalidUrl(reason: string): AppError {
  return new AppError('CONFIG_INVALID', `DATABASE_URL cannot be used: ${reason}.`, {
    field: 'DATABASE_URL',
    hint: 'Use the form postgres://user:password@host:5432/database; several hosts are separated by commas.',
  });
}
