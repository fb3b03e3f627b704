/** PostgreSQL over TLS, as its URL says. */
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { expect, inject, test } from 'vitest';
import { certificates } from '../services/certificates.ts';
import { unprivilegedAccount } from '../services/machine.ts';
import { startPostgres } from '../services/postgres.ts';
import { openPostgresAt } from './open-store.ts';

const binaries = inject('postgresBinaries');

test.skipIf(!binaries)('the certificate is checked as sslmode says, and what is sent is encrypted', async () => {
  if (binaries === undefined) return;
  const path = mkdtempSync(join(tmpdir(), 'prompt-improver-tls-'));
  try {
    const { file } = certificates(path);
    chmodSync(path, 0o755);
    chmodSync(file('server.key'), 0o600);
    const account = unprivilegedAccount();
    if (account !== undefined) chownSync(file('server.key'), account.uid, account.gid);
    await using server = await startPostgres(binaries, {
      ssl: 'on',
      ssl_cert_file: file('server.crt'),
      ssl_key_file: file('server.key'),
    });
    const trusting = `${server.url}?sslmode=verify-full&sslrootcert=${encodeURIComponent(file('ca.crt'))}`;
    const store = await openPostgresAt(trusting, { poolMin: 2 });
    try {
      const admin = new Client({ connectionString: server.url });
      await admin.connect();
      const { rows } = await admin.query<{ ssl: boolean }>(
        'SELECT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE pid <> pg_backend_pid() AND datname IS NOT NULL',
      );
      await admin.end();
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.every(({ ssl }) => ssl)).toBe(true);
    } finally {
      await store.close();
    }
    await expect(openPostgresAt(`${server.url}?sslmode=verify-full`)).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
    });
  } finally {
    rmSync(path, { recursive: true, force: true });
  }
});
