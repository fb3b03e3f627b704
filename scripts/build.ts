/**
 * Builds `dist/`: tsc writes modules and declarations for the library, then the command line is bundled with its
 * dependencies, because loading one file is several times faster than resolving hundreds (docs/performance.md).
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type RolldownOutput, rolldown } from 'rolldown';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const require = createRequire(import.meta.url);

rmSync(dist, { recursive: true, force: true });
const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc');
execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });

const bundle = await rolldown({
  input: { main: join(dist, 'cli/main.js'), 'compute-worker': join(dist, 'services/computing/compute-worker.js') },
  platform: 'node',
  external: ['pg-native'],
  resolve: { alias: { '@modelcontextprotocol/server/_shims': join(root, 'scripts/sdk-shims.ts') } },
  onLog: (level, log, next) => {
    // A bundle that leaves something unresolved would fail only when that code runs.
    if (log.code === 'UNRESOLVED_IMPORT') throw new Error(log.message);
    next(level, log);
  },
});
const output = await bundle.write({
  dir: join(dist, 'bundle'),
  // What `src/bundle.ts` can keep the compiled code of.
  format: 'cjs',
  dynamicImportInCjs: false,
  minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
  // The worker is beside the chunks, as the code that starts it expects. The code of what has a hash in its name can be kept.
  entryFileNames: ({ name }) => (name === 'main' ? 'chunks/main-[hash].cjs' : `chunks/${name}.cjs`),
  chunkFileNames: 'chunks/[name]-[hash].cjs',
});
await bundle.close();
if (output.output.some((file) => file.type === 'chunk' && file.moduleIds.some((id) => /ajv/i.test(id))))
  throw new Error('Ajv is in the bundle: scripts/sdk-shims.ts no longer takes the place of the file that brings it.');
const main = output.output.find((file) => file.type === 'chunk' && file.name === 'main');
writeFileSync(join(dist, 'bundle/main.cjs'), `module.exports = require('./${main?.fileName}');\n`);

// The bundle takes the place of the modules that it was made from.
rmSync(join(dist, 'cli'), { recursive: true });
renameSync(join(dist, 'bundle'), join(dist, 'cli'));
chmodSync(join(dist, 'bin.js'), 0o755);
writeFileSync(join(dist, 'THIRD_PARTY_LICENSES.txt'), licences(output));

/** Licence texts of the packages in the bundle, as their licences ask for. */
function licences({ output: chunks }: RolldownOutput): string {
  const folders = new Set(
    chunks
      .flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []))
      .flatMap((id) => /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(id)?.[0] ?? []),
  );
  return [...folders]
    .sort()
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
      const text =
        file && existsSync(join(folder, file))
          ? readFileSync(join(folder, file), 'utf8').trim()
          : `Licence: ${license}`;
      return `${name} ${version} (${license})\n\n${text}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}
