/** Where this user's files live, by the custom of the platform. */
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { AppError } from '../errors/app-error.ts';

export interface UserPaths {
  readonly configDir: string;
  readonly dataDir: string;
  readonly homeDir: string;
}

/** @throws AppError `CONFIG_INVALID` when the user has no home folder */
export async function userPaths(): Promise<UserPaths> {
  try {
    const homeDir = homedir();
    if (!isAbsolute(homeDir)) throw new Error('the home folder is not an absolute path');
    // Loaded here because it looks up the home folder as it loads, which throws for a user without one.
    const { default: envPaths } = await import('env-paths');
    const { config, data } = envPaths('prompt-improver', { suffix: '' });
    // The XDG specification: a relative path is invalid and ignored. Else the current folder would decide.
    const sound = (path: string, ...otherwise: string[]) =>
      isAbsolute(path) ? path : join(homeDir, ...otherwise, 'prompt-improver');
    return { configDir: sound(config, '.config'), dataDir: sound(data, '.local', 'share'), homeDir };
  } catch (error) {
    throw new AppError('CONFIG_INVALID', 'This user has no home folder to keep data and configuration in.', {
      field: 'HOME',
      hint: 'Set the environment variable HOME to a folder that may be written.',
      cause: error,
    });
  }
}
