import { isPlaceholder, isStandIn } from './placeholder.ts';
import { digitLetterChanges, entropyBits, withoutTerms } from './randomness.ts';
import type { SecretSpan } from './span.ts';

const NAME =
  '(?:passw(?:or)?[dt]|passwd|pwd|passphrase|secret_key|密码|口令|パスワード|비밀번호|пароль|contraseña|senha|mot de passe)[\\w.-]{0,20}';

/**
 * A name, an operator, a value. In quotes a value may hold any character but blanks; without quotes it holds no
 * brackets and dots, so that code is passed over.
 */
const PASSWORD = new RegExp(
  `${NAME}\\\\?["']?\\s{0,20}(?:=>|:=|[=:：是为は]|(?:is|est|es|ist|é)[: ])\\s{0,20}(?:\\\\?["'\`](\\S{8,64}?)(?:\\\\["'\`]|["'\`](?![\\w"'\`]))|([^\\s"'\`,;，。；()[\\]{}<>$.\\\\]{8,64})(?=[\\s,;.，。；]|$))`,
  'gi',
);

/** Values in double quotes behind any other operator, as in `set("admin_password", "…")`. */
const ARGUMENT = new RegExp(
  `${NAME}[ \\t\\w.-]{0,20}["'\\s]{0,3}(?:[=>,:]|\\|\\||\\?=){1,4}["'\`\\s=]{0,5}"([\\w=-]{8,64})"`,
  'gi',
);

/** The key of a Freemius plugin. */
const PHP_KEY = /["']secret_key["']\s{0,40}=>\s{0,40}["'](sk_\S{29})["']/gi;

/** Lower-case literals without which there is no match. */
export const PASSWORD_TRIGGERS = [
  'passw',
  'pwd',
  'passphrase',
  'secret_key',
  '密码',
  '口令',
  'パスワード',
  '비밀번호',
  'пароль',
  'contraseña',
  'senha',
  'mot de passe',
];

const MIN_ENTROPY_BITS = 2.5;

/** Passwords assigned in code or configuration, or told in a sentence. */
export function findPasswords(text: string, found: SecretSpan[]): void {
  collect(text, PASSWORD, isChosen, found);
  // An argument may also be the name of the next field, so this one has to look less like a word.
  collect(text, ARGUMENT, (value) => isChosen(value) && digitLetterChanges(value) > 1, found);
  collect(text, PHP_KEY, (value) => !isPlaceholder(value), found);
}

function collect(text: string, pattern: RegExp, isSecret: (value: string) => boolean, found: SecretSpan[]): void {
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const value = match[1] ?? match[2] ?? '';
    if (!isSecret(value)) continue;
    const start = match.index + match[0].lastIndexOf(value);
    found.push({ kind: 'password', start, end: start + value.length });
  }
}

const isChosen = (value: string): boolean =>
  /\d/.test(withoutTerms(value)) && /[a-z]/i.test(value) && !isStandIn(value) && entropyBits(value) >= MIN_ENTROPY_BITS;
