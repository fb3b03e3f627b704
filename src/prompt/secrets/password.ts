import { isStandIn } from './placeholder.ts';
import { entropyBits } from './randomness.ts';
import type { SecretSpan } from './span.ts';

/**
 * A name, an operator, a value. In quotes a value may hold any character but blanks; without quotes it holds no
 * brackets and dots, so that code is passed over.
 */
const PASSWORD =
  /(?:passw(?:or)?[dt]|passwd|pwd|passphrase|secret_key|密码|口令|パスワード|비밀번호|пароль|contraseña|senha|mot de passe)[\w.-]{0,20}["']?\s{0,20}(?:=>|:=|[:=：是为は]|(?:is|est|es|ist|é)[: ])\s{0,20}(?:["'`](\S{8,64}?)["'`](?![\w"'`])|([^\s"'`,;，。；()[\]{}<>$.\\]{8,64})(?=[\s,;.，。；]|$))/gi;

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
  PASSWORD.lastIndex = 0;
  for (let match = PASSWORD.exec(text); match; match = PASSWORD.exec(text)) {
    const value = match[1] ?? match[2] ?? '';
    if (!isChosen(value)) continue;
    const end = PASSWORD.lastIndex - (match[1] === undefined ? 0 : 1);
    found.push({ kind: 'password', start: end - value.length, end });
  }
}

const isChosen = (value: string): boolean =>
  /\d/.test(value) && /[a-z]/i.test(value) && !isStandIn(value) && entropyBits(value) >= MIN_ENTROPY_BITS;
