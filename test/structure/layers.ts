/**
 * Who may import whom. Every folder of `src/` has a layer; an import may only lead to a lower one, or stay inside its own
 * folder. Files of `src/` itself count as folders of their own.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { parseSync } from 'oxc-parser';

/** Highest first. Rooms of one row do not know each other. */
const LAYERS: readonly (readonly string[])[] = [
  ['bin.ts'],
  ['cli'],
  ['app.ts', 'index.ts'],
  ['http', 'bench'],
  ['mcp'],
  ['services', 'wire'],
  ['cache', 'store', 'performance', 'learning', 'resilience', 'config'],
  ['prompt', 'stats'],
  ['errors', 'log', 'version.ts', 'bundle.ts'],
];

/** Rooms without I/O, clock or randomness. */
const PURE = new Set(['prompt', 'stats', 'learning']);

export interface SourceFile {
  /** Path below `src/`, with `/`. */
  readonly path: string;
  readonly imports: readonly string[];
}

export function readSources(root: string): SourceFile[] {
  return readTexts(root).map(({ path, text }) => source(path, text));
}

/** All sources but tests, with their paths below `root`. */
export function readTexts(root: string): { readonly path: string; readonly text: string }[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => ({ path: file.split(sep).join('/'), text: readFileSync(join(root, file), 'utf8') }));
}

/** @param path below `src/` */
export function source(path: string, text: string): SourceFile {
  const { module, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const dynamic = module.dynamicImports.map(({ moduleRequest: { start, end } }) =>
    text.slice(start, end).replace(/^['"`]|['"`]$/g, ''),
  );
  const reexported = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap((entry) => entry.moduleRequest?.value ?? []),
  );
  return {
    path,
    imports: [...module.staticImports.map((entry) => entry.moduleRequest.value), ...reexported, ...dynamic],
  };
}

const roomOf = (path: string): string => path.split('/')[0] ?? path;
const rankOf = (room: string): number => LAYERS.findIndex((layer) => layer.includes(room));

/** Path below `src/` that a relative import leads to. */
function targetOf(file: SourceFile, specifier: string): string {
  return relative('.', resolve(dirname(file.path), specifier))
    .split(sep)
    .join('/');
}

const relativeImports = (file: SourceFile): string[] =>
  file.imports.filter((specifier) => specifier.startsWith('.')).map((specifier) => targetOf(file, specifier));

/** What breaks the layers, one line each; empty when all is well. */
export function violations(files: readonly SourceFile[]): string[] {
  return [...files.flatMap(ownViolations), ...cycles(files)];
}

function ownViolations(file: SourceFile): string[] {
  const room = roomOf(file.path);
  if (rankOf(room) === -1) return [`${file.path}: "${room}" has no layer`];
  const upward = relativeImports(file)
    .filter((target) => roomOf(target) !== room && rankOf(roomOf(target)) <= rankOf(room))
    .map((target) => `${file.path}: may not import ${target}`);
  const impure = PURE.has(room)
    ? file.imports
        .filter((specifier) => specifier.startsWith('node:'))
        .map((specifier) => `${file.path}: may not import ${specifier}`)
    : [];
  return [...upward, ...impure];
}

function cycles(files: readonly SourceFile[]): string[] {
  const graph = new Map(files.map((file) => [file.path, relativeImports(file)]));
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    const at = trail.indexOf(path);
    if (at !== -1) found.push(`circle: ${[...trail.slice(at), path].join(' → ')}`);
    if (at !== -1 || done.has(path)) return;
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const path of graph.keys()) visit(path, []);
  return found;
}
