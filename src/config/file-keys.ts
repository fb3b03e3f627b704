/** The configuration file as settings: `{"http": {"port": 1}}` is the setting `http.port`. */
import { AppError } from '../errors/app-error.ts';
import { nearest } from './nearest.ts';
import { SETTING_ENTRIES } from './schema.ts';

const PATHS = new Set<string>(SETTING_ENTRIES.map(([path]) => path));
const GROUPS = new Set([...PATHS].map((path) => path.slice(0, path.indexOf('.'))));
/** Keys of a hostile file may be long; a message and the search for the nearest known key stay short. */
const SHOWN_KEY_CHARS = 80;

export interface FileSettings {
  readonly values: ReadonlyMap<string, unknown>;
  readonly problems: readonly AppError[];
}

export function readFileKeys(content: unknown, filePath: string): FileSettings {
  const values = new Map<string, unknown>();
  const problems: AppError[] = [];
  const refuse = (message: string, field?: string, hint?: string) =>
    problems.push(
      new AppError('CONFIG_INVALID', `${filePath}: ${message}`, {
        ...(field !== undefined && { field }),
        ...(hint !== undefined && { hint }),
      }),
    );
  const unknown = (path: string) => {
    const shown = path.slice(0, SHOWN_KEY_CHARS);
    const like = nearest(shown, [...PATHS]);
    const hint = like === undefined ? `The known keys are ${[...PATHS].join(', ')}.` : `Did you mean ${asJson(like)}?`;
    refuse(`the key ${JSON.stringify(shown)} is not known.`, shown, hint);
  };

  if (!isObject(content)) {
    refuse('it must hold one JSON object.');
    return { values, problems };
  }
  for (const [group, members] of Object.entries(content)) {
    if (!GROUPS.has(group)) unknown(group);
    else if (!isObject(members)) refuse(`${group} must be an object.`, group);
    else {
      for (const [key, value] of Object.entries(members)) {
        const path = `${group}.${key}`;
        if (PATHS.has(path)) values.set(path, value);
        else unknown(path);
      }
    }
  }
  return { values, problems };
}

function asJson(path: string): string {
  const [group, key] = path.split('.');
  return `{"${group}": {"${key}": …}}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
