/**
 * Which server a new connection has reached. A standby is not used, not even for reading: it may not have what the primary
 * has acknowledged, and what was read there would be cached for all replicas.
 */
import type { ClientBase } from 'pg';
import { AppError } from '../../errors/app-error.ts';
import { isConnectionBroken, READ_ONLY, toStoreError } from './postgres-error.ts';

interface Introduction {
  readonly is_standby: boolean;
  readonly encoding: string;
  readonly identity: string;
}

/** The second takes bytes as they come. Others lack most characters of a prompt, and would refuse it as a wrong value. */
const ENCODINGS: readonly string[] = ['UTF8', 'SQL_ASCII'];

/**
 * The system identifier is given to a server when it is made, and shared by its standbys; the timeline is another one from
 * the promotion of a standby on. It is read off the name of the WAL file being written: `pg_control_checkpoint()` has it only
 * after the next checkpoint, which can be minutes later.
 */
const INTRODUCE = `SELECT pg_is_in_recovery() AS is_standby, current_setting('server_encoding') AS encoding,
  concat_ws('/', system_identifier,
    CASE WHEN NOT pg_is_in_recovery() THEN substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) END,
    current_database(), current_schema()) AS identity
  FROM pg_control_system()`;

/** For servers that know no such functions, and users who may not call them. */
const INTRODUCE_BRIEFLY = `SELECT pg_is_in_recovery() AS is_standby, current_setting('server_encoding') AS encoding,
  $1 AS identity`;

export const IS_STANDBY = 'SELECT pg_is_in_recovery() AS is_standby';

/**
 * The same for every process that is connected to this database, by whatever address; another after another server has
 * become the primary.
 *
 * @param location `host:port/database`, for a server that does not tell more
 * @throws AppError `STORE_READ_ONLY` for a standby, `CONFIG_INVALID` for a database in another encoding than UTF-8
 */
export async function serverIdentity(client: ClientBase, location: string): Promise<string> {
  const { is_standby, encoding, identity } = await introduction(client, location);
  if (is_standby) throw new AppError('STORE_READ_ONLY', `PostgreSQL at ${location} is a standby.`, READ_ONLY);
  if (!ENCODINGS.includes(encoding)) {
    throw new AppError(
      'CONFIG_INVALID',
      `The database ${location} has the encoding ${encoding}, which cannot hold every text.`,
      {
        field: 'DATABASE_URL',
        hint: "Use a database made with CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0.",
      },
    );
  }
  return identity;
}

async function introduction(client: ClientBase, location: string): Promise<Introduction> {
  const first = await client.query<Introduction>(INTRODUCE).catch((error: unknown) => {
    // What may pass says nothing of the server: under another name, this process would not hear of what others change.
    if (isConnectionBroken(error) || toStoreError(error, location).code === 'STORE_UNAVAILABLE') throw error;
    return client.query<Introduction>(INTRODUCE_BRIEFLY, [location]);
  });
  const [row] = first.rows;
  if (row === undefined) throw new TypeError('a query without FROM gave no row');
  return row;
}
