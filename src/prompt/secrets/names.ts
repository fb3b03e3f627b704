import type { AssignedFormat } from './format.ts';
import { ASSIGNED_FORMATS } from './formats/all.ts';

const VENDOR_NAME = new RegExp(
  `(${ASSIGNED_FORMATS.flatMap(({ names }) => names)
    .map((name) => name.replaceAll('_', '[-_ ]?'))
    .join('|')})[ \\t\\w.,-]{0,40}$`,
  'i',
);

const bare = (name: string): string => name.toLowerCase().replaceAll(/[-_ ]/g, '');
const FORMATS_BY_NAME = Map.groupBy(
  ASSIGNED_FORMATS.flatMap((format) => format.names.map((name) => ({ name: bare(name), format }))),
  ({ name }) => name,
);

/** What may stand between the word that counts and the operator, as in `api_key_for_tests`. */
const NAME_END = '[ \\t\\w.-]{0,20}$';
const STRONG_NAME = new RegExp(
  `(?:(?:api|access|private|signing|encryption)[-_ ]?key|passw(?:or)?d|passwd|pwd|secret|token|credential|密码|密钥|令牌|パスワード|비밀번호|пароль|passwort|contraseña|senha)${NAME_END}`,
  'i',
);
const SECRET_NAME = new RegExp(
  `(?:access|auth|api|credential|creds|key|passw(?:or)?d|passwd|pwd|secret|token|密码|密钥|令牌|パスワード|비밀번호|пароль|passwort|contraseña|senha)${NAME_END}`,
  'i',
);
/** Names with such a word in them that hold no secret. */
const HARMLESS_NAME =
  /\.(?:[cm]?[jt]sx?|py|go|rs|java|rb|php|cs?|h|[ch]pp|json|md|ya?ml|toml|html?|css|txt|sh|map|lock)\W*$|key(?:base|chain|ring|pad|stone|stroke|note)[a-z.]*\W*$|(?:web-?socket[-_ ]?|public[-_ ]?)key[ \t\w.-]{0,20}\W*$|\.id\W*$|(?:sha-?\d{1,3}|md5|fingerprint|checksum|digest|integrity)\W*$|(?:author|accessib|accessor|tokeni[sz]|monkey|turkey|keyboard|keyword|keyframe|capital|rapid)\w*\W*$|(?:public|primary|foreign|sort|partition|cache|object|idempotency|csrf|etag|bucket|hot)[-_ ]?(?:key|token)\w{0,3}\W*$|(?:api|key|token|secret|credentials?|access|auth)[-_. ]?(?:version|id|name|url|uri|endpoint|file|path|type|length|size|count|code|alias|pair|hash|server|host|port|date|time|level|mode|method)s?\W*$/i;

/** The formats of the provider that a name belongs to. */
export function vendorFormats(name: string): readonly AssignedFormat[] {
  const vendor = VENDOR_NAME.exec(name)?.[1];
  return vendor === undefined ? [] : (FORMATS_BY_NAME.get(bare(vendor)) ?? []).map(({ format }) => format);
}

/** Whether a name promises a secret: `strong` when it can hardly be anything else. */
export function secrecyOf(name: string): 'none' | 'weak' | 'strong' {
  if (!SECRET_NAME.test(name) || HARMLESS_NAME.test(name)) return 'none';
  return STRONG_NAME.test(name) ? 'strong' : 'weak';
}
