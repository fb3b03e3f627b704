/** A secret that carries its own mark, such as `ghp_…`. */
export interface TokenFormat {
  readonly kind: string;
  /** The mark; at least two characters, and the first two are ASCII. */
  readonly prefix: string;
  /** What follows the mark. Sticky; every quantifier is bounded. */
  readonly rest: RegExp;
  /** The mark counts in any case. */
  readonly ignoreCase?: true;
  /** The mark also counts when a letter or digit stands before it. */
  readonly inside?: true;
  /** For a mark in the middle: what stands before it, anchored with `$`, and its greatest length. */
  readonly before?: { readonly pattern: RegExp; readonly maxLength: number };
}

/** A secret that is known by the name it is assigned to, such as `DATADOG_KEY = …`. */
export interface AssignedFormat {
  readonly kind: string;
  /** Lower-case names; `-`, `_` and blanks inside a name are optional in the prompt. */
  readonly names: readonly string[];
  /** The whole value. Anchored at both ends. */
  readonly value: RegExp;
}

export interface Formats {
  readonly tokens?: readonly TokenFormat[];
  readonly assigned?: readonly AssignedFormat[];
}

/** Shapes that many providers share. */
export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
export const alphanumeric = (min: number, max = min): RegExp => new RegExp(`^[a-z0-9]{${min},${max}}$`, 'i');
export const hexadecimal = (length: number): RegExp => new RegExp(`^[0-9a-f]{${length}}$`, 'i');
/** The alphabet of base64url and its padding. */
export const urlSafe = (min: number, max = min): RegExp => new RegExp(`^[a-z0-9=_-]{${min},${max}}$`, 'i');
