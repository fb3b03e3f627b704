/**
 * The only reader of the environment and of the configuration file.
 *
 * The file is never looked for in the current folder: editors start servers inside whatever repository is open, and a
 * repository that someone else wrote must not decide where prompts are stored or who may read them.
 */
import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AppError } from '../errors/app-error.ts';
import { inspectConfig, resolveConfig, type ConfigSources, type Inspection, type ResolvedSetting } from './resolve.ts';
import type { Config } from './types.ts';
import { userPaths } from './user-paths.ts';

const MAX_FILE_BYTES = 1_048_576;

export interface LoadedConfig {
  readonly config: Config;
  readonly settings: readonly ResolvedSetting[];
}

export interface ConfigReport extends Inspection {
  readonly file: { readonly path: string; readonly state: 'read' | 'absent' | 'invalid' };
}

/**
 * @param flags a parsed command line; `config` is the path of the file, which must then exist
 * @param defaults defaults of this command that differ from the table's
 * @throws AppError `CONFIG_INVALID`, `FILE_NOT_FOUND`, `FILE_UNREADABLE`, `INVALID_UTF8`, `INVALID_JSON`
 */
export async function loadConfig(
  flags: Readonly<Record<string, unknown>>,
  defaults: NonNullable<ConfigSources['defaults']> = {},
): Promise<LoadedConfig> {
  const paths = await userPaths();
  const file = readConfigFile(configPath(flags, paths.configDir));
  return resolveConfig(sourcesOf(flags, defaults, paths, file));
}

/** All there is to say about the configuration, wrong or not. */
export async function reportConfig(flags: Readonly<Record<string, unknown>>): Promise<ConfigReport> {
  const paths = await userPaths();
  const { path, required } = configPath(flags, paths.configDir);
  try {
    const file = readConfigFile({ path, required });
    return { ...inspectConfig(sourcesOf(flags, {}, paths, file)), file: { path, state: file ? 'read' : 'absent' } };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const inspection = inspectConfig(sourcesOf(flags, {}, paths, undefined));
    return { ...inspection, problems: [error, ...inspection.problems], file: { path, state: 'invalid' } };
  }
}

function sourcesOf(
  flags: Readonly<Record<string, unknown>>,
  defaults: NonNullable<ConfigSources['defaults']>,
  paths: { dataDir: string; homeDir: string },
  file: ConfigSources['file'],
): ConfigSources {
  return { flags, env: process.env, defaults, paths: { ...paths, workingDir: process.cwd() }, ...(file && { file }) };
}

function configPath(flags: Readonly<Record<string, unknown>>, configDir: string) {
  const given = flags['config'];
  return typeof given === 'string'
    ? { path: resolve(given), required: true }
    : { path: join(configDir, 'config.json'), required: false };
}

function readConfigFile({ path, required }: { path: string; required: boolean }): ConfigSources['file'] {
  let bytes: Buffer;
  try {
    const { size } = statSync(path);
    if (size > MAX_FILE_BYTES) {
      throw new AppError(
        'CONFIG_INVALID',
        `${path}: a configuration file has at most ${MAX_FILE_BYTES} bytes, this one ${size}.`,
      );
    }
    bytes = readFileSync(path);
  } catch (error) {
    if (error instanceof AppError) throw error;
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const absent = code === 'ENOENT' || code === 'ENOTDIR';
    if (absent && !required) return undefined;
    throw new AppError(
      absent ? 'FILE_NOT_FOUND' : 'FILE_UNREADABLE',
      absent
        ? `The configuration file ${path} does not exist.`
        : `The configuration file ${path} cannot be read (${String(code)}).`,
      { field: '--config', cause: error, hint: 'Check the path, and that it is a file that you may read.' },
    );
  }
  return { path, content: parse(bytes, path) };
}

function parse(bytes: Buffer, path: string): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new AppError('INVALID_UTF8', `The configuration file ${path} is not valid UTF-8.`, { cause: error });
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    // The parser's message quotes the file, which may hold tokens: only the place is passed on.
    const place = /\(line \d+ column \d+\)/.exec(String(error))?.[0];
    throw new AppError(
      'INVALID_JSON',
      `The configuration file ${path} is not valid JSON${place === undefined ? '' : ` ${place}`}.`,
      {
        hint: 'Correct the file. Comments and trailing commas are not allowed in JSON.',
      },
    );
  }
}
