import { findAssigned } from './assignment.ts';
import { findCommandCredentials } from './command.ts';
import { findManifestSecrets, findNugetPasswords } from './manifest.ts';
import { findPasswords, PASSWORD_TRIGGERS } from './password.ts';
import { findPrivateKeys } from './private-key.ts';
import { nextRun } from './runs.ts';
import type { SecretSpan } from './span.ts';
import { findTokens } from './tokens.ts';
import { findUrlPasswords } from './url-password.ts';

export type { SecretSpan } from './span.ts';

/** Detectors that need more context than one unbroken run, each with the lower-case literals that make it worth running. */
const STRUCTURES: readonly {
  readonly triggers: readonly string[];
  readonly find: (text: string, found: SecretSpan[]) => void;
}[] = [
  { triggers: ['-----begin'], find: findPrivateKeys },
  { triggers: ['://'], find: findUrlPasswords },
  { triggers: PASSWORD_TRIGGERS, find: findPasswords },
  { triggers: ['curl', 'bearer ', 'basic '], find: findCommandCredentials },
  { triggers: ['kind:'], find: findManifestSecrets },
  { triggers: ['<add key="'], find: findNugetPasswords },
];

/** Any of the literals: most texts hold none, and are read once. */
const ANY_TRIGGER = new RegExp(STRUCTURES.flatMap(({ triggers }) => triggers).join('|'));

/**
 * Finds keys, tokens, private keys, passwords in URLs, code and commands. Documented examples and placeholders are not
 * reported. The time is linear in the length of the text.
 *
 * @returns in order of their place, never overlapping.
 */
export function findSecrets(text: string): readonly SecretSpan[] {
  const found: SecretSpan[] = [];
  for (let run = nextRun(text, 0); run; run = nextRun(text, run.end)) {
    const before = found.length;
    findTokens(text, run, found);
    if (found.length === before) findAssigned(text, run, found);
  }
  const lowered = text.toLowerCase();
  if (ANY_TRIGGER.test(lowered)) {
    for (const { triggers, find } of STRUCTURES) {
      if (triggers.some((trigger) => lowered.includes(trigger))) find(text, found);
    }
  }
  return found.length > 1 ? merged(found) : found;
}

/** Overlapping spans become one that covers both and keeps the kind of the first. */
function merged(found: SecretSpan[]): readonly SecretSpan[] {
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  const result: SecretSpan[] = [];
  for (const span of found) {
    const last = result.at(-1);
    if (last && span.start < last.end) result[result.length - 1] = { ...last, end: Math.max(last.end, span.end) };
    else result.push(span);
  }
  return result;
}
