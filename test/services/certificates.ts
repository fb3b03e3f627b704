import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** An authority of our own in `path` (`ca.crt`), and a server's key and certificate for localhost that it has signed. */
export function certificates(path: string) {
  const openssl = (...args: readonly string[]) => execFileSync('openssl', args, { cwd: path, stdio: 'pipe' });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl('req', '-x509', ...newKey, '-keyout', 'ca.key', '-out', 'ca.crt', '-days', '2', '-subj', '/CN=test CA');
  openssl('req', ...newKey, '-keyout', 'server.key', '-out', 'server.csr', '-subj', '/CN=server');
  writeFileSync(join(path, 'names'), 'subjectAltName=DNS:localhost,IP:127.0.0.1\n');
  const signedBy = ['-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'names'];
  openssl('x509', '-req', '-in', 'server.csr', ...signedBy, '-out', 'server.crt', '-days', '2');
  return { ca: readFileSync(join(path, 'ca.crt'), 'utf8'), file: (name: string) => join(path, name) };
}
