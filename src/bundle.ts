/**
 * Runs the bundle of the command line, with the machine's own form of its code kept between runs. Node's compile cache keeps the
 * code of a module as it is before the module has run: without its functions, which are compiled when they are first called, at
 * every start anew. That is a quarter of the time to a first answer. Here the code is kept as it is afterwards.
 *
 * The modules are CommonJS, because compiled code of ES modules cannot be taken from them (`vm.Script` can).
 */
import { createRequire, isBuiltin } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { crc32 } from 'node:zlib';

// An import would read every property of the module, `fs.promises` among them, which loads another one: 2 ms.
const { existsSync, readFileSync, renameSync, rmSync, writeFileSync } = process.getBuiltinModule('node:fs');

/** V8 copies what does not begin at a multiple of it. */
const ALIGNMENT = 8;
const PREFIX = '(function(exports,require,module,__filename){';

/** They take milliseconds to load, and nothing needs them before the first answer. */
const LATE: ReadonlySet<string> = new Set(['node:child_process', 'node:crypto']);

/** Of modules whose names end with a hash of their text: the code of another text must never be run. */
const HASHED = /-[\w-]{8}\.cjs$/;

type Run = (exports: object, require: (id: string) => unknown, module: { exports: object }, filename: string) => void;

interface Kept {
  /** Written by a process that had done all it does after its start; else by one that ended earlier. */
  readonly isWarm: boolean;
  /** By the name of the file. */
  readonly code: ReadonlyMap<string, Code>;
}

interface Code {
  readonly bytes: Buffer;
  readonly checksum: number;
}

const NOTHING: Kept = { isWarm: false, code: new Map() };

export class Bundle {
  readonly #folder: string;
  readonly #codeFile: string | undefined;
  readonly #kept: Kept;
  readonly #modules = new Map<string, { exports: object }>();
  readonly #scripts = new Map<string, Script>();
  readonly #requireOther = createRequire(import.meta.url);
  /** Something ran whose compiled code is not kept yet. */
  #isIncomplete = false;

  /**
   * @param kind of process: each kind compiles other functions
   * @param codeFolder where compiled code is kept; undefined: nowhere
   */
  constructor(folder: string, kind: string, codeFolder: string | undefined) {
    this.#folder = folder;
    // An installation has a file of its own, which its next version takes over.
    this.#codeFile = codeFolder && join(codeFolder, `${kind}-${crc32(folder).toString(16)}.code`);
    this.#kept = this.#codeFile === undefined ? NOTHING : readKept(this.#codeFile);
  }

  /** @param name of a file in the folder */
  require(name: string): object {
    return this.#load(join(this.#folder, name));
  }

  /** Keeps the code once nothing has been loaded for this long: a server has warmed up by then. */
  keepWhenSettled(afterMs: number): void {
    const loaded = this.#modules.size;
    setTimeout(() => {
      if (loaded === this.#modules.size) this.keep({ isWarm: true });
      else this.keepWhenSettled(afterMs);
    }, afterMs).unref();
  }

  /** Keeps the code as it is now, if that is more than what is kept. */
  keep({ isWarm }: { readonly isWarm: boolean }): void {
    if (this.#codeFile === undefined) return;
    if (!this.#isIncomplete && (this.#kept.isWarm || !isWarm)) return;
    const others = [...this.#kept.code].filter(
      ([name]) => !this.#scripts.has(name) && existsSync(join(this.#folder, 'chunks', name)),
    );
    const own = [...this.#scripts].map(([name, script]): [string, Code] => {
      const bytes = script.createCachedData();
      return [name, { bytes, checksum: crc32(bytes) }];
    });
    writeKept(this.#codeFile, { isWarm: isWarm || this.#kept.isWarm, code: new Map([...others, ...own]) });
    this.#isIncomplete = false;
  }

  #load(file: string): object {
    const known = this.#modules.get(file);
    if (known !== undefined) return known.exports;
    const run = this.#compile(file);
    const module = { exports: {} };
    this.#modules.set(file, module);
    try {
      run(module.exports, (id) => this.#resolve(dirname(file), id), module, file);
    } catch (error) {
      // Who asks again is to get the same answer, not half a module.
      this.#modules.delete(file);
      throw error;
    }
    return module.exports;
  }

  #resolve(folder: string, id: string): unknown {
    if (id.startsWith('.')) return this.#load(join(folder, id));
    if (LATE.has(id)) return lateBuiltin(id);
    // `require` would read every property of a built-in module, and some of them load others.
    return isBuiltin(id) ? process.getBuiltinModule(id) : this.#requireOther(id);
  }

  #read(file: string): string {
    try {
      return readFileSync(file, 'utf8');
    } catch (cause) {
      throw new Error('The program was replaced while this process ran. Start it again.', { cause });
    }
  }

  #compile(file: string): Run {
    const name = basename(file);
    const cachedData = soundBytes(this.#kept.code.get(name));
    const script = new Script(`${PREFIX}${this.#read(file)}\n})`, {
      filename: file,
      columnOffset: -PREFIX.length,
      ...(cachedData && { cachedData }),
    });
    if (HASHED.test(name)) {
      this.#scripts.set(name, script);
      if (cachedData === undefined || script.cachedDataRejected === true) this.#isIncomplete = true;
    }
    // The text is the function that was put around it.
    return script.runInThisContext() as Run;
  }
}

/** A built-in module that is loaded when something of it is read. */
function lateBuiltin(id: string): object {
  let loaded: object | undefined;
  // Names of built-in modules are all that comes here.
  const load = () => (loaded ??= process.getBuiltinModule(id) as object);
  return new Proxy({}, { get: (_target, key): unknown => Reflect.get(load(), key) });
}

/** V8 runs what it is given: a file damaged on the disk would end every later start with a crash. */
function soundBytes(code: Code | undefined): Buffer | undefined {
  return code && crc32(code.bytes) === code.checksum ? code.bytes : undefined;
}

/** A line of JSON, padded, then the code of each module. */
interface Header {
  readonly isWarm: boolean;
  readonly modules: readonly (readonly [name: string, sizeBytes: number, checksum: number])[];
}

function readKept(path: string): Kept {
  try {
    const bytes = readFileSync(path);
    const end = bytes.indexOf(0x0a) + 1;
    // Written by this program, in this user's own folder.
    const { isWarm, modules } = JSON.parse(bytes.toString('utf8', 0, end)) as Header;
    let start = end;
    const code = new Map<string, Code>();
    for (const [name, sizeBytes, checksum] of modules) {
      code.set(name, { bytes: bytes.subarray(start, start + sizeBytes), checksum });
      start += aligned(sizeBytes);
    }
    return start === bytes.length ? { isWarm, code } : NOTHING;
  } catch {
    // Not there, or not readable: it starts slower, that is all.
    return NOTHING;
  }
}

function writeKept(path: string, { isWarm, code }: Kept): void {
  const modules = [...code].map(([name, { bytes, checksum }]) => [name, bytes.length, checksum] as const);
  const header = JSON.stringify({ isWarm, modules } satisfies Header);
  const headerBytes = Buffer.byteLength(header) + 1;
  const parts = [
    Buffer.from(`${header}${' '.repeat(aligned(headerBytes) - headerBytes)}\n`),
    ...[...code.values()].flatMap(({ bytes }) => [bytes, Buffer.alloc(aligned(bytes.length) - bytes.length)]),
  ];
  const draft = `${path}.${process.pid}`;
  try {
    writeFileSync(draft, Buffer.concat(parts), { mode: 0o600 });
    renameSync(draft, path);
  } catch {
    // A full disk, or a folder that may not be written to.
    discard(draft);
  }
}

function discard(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // It was never there.
  }
}

function aligned(sizeBytes: number): number {
  return Math.ceil(sizeBytes / ALIGNMENT) * ALIGNMENT;
}
