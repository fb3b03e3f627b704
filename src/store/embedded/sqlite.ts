import type * as sqlite from 'node:sqlite';

/**
 * `node:sqlite`, loaded when the first store opens. Node 22 warns that it is experimental; nobody who reads our standard
 * error can act on that, so this one warning is swallowed. Loading is synchronous, so no other warning meets the filter.
 */
export function loadSqlite(): typeof sqlite {
  const { emitWarning } = process;
  process.emitWarning = (...args: unknown[]) => {
    if (args[1] === 'ExperimentalWarning' && String(args[0]).startsWith('SQLite')) return;
    // The arguments are passed on as they came; the cast stands for the overloads of emitWarning.
    Reflect.apply(emitWarning, process, args);
  };
  try {
    return process.getBuiltinModule('node:sqlite');
  } finally {
    process.emitWarning = emitWarning;
  }
}
