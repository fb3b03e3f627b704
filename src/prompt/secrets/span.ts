import type { Span } from '../types.ts';

/** A range that holds a secret, and what sort of secret it is. */
export interface SecretSpan extends Span {
  /** Such as `github-token`, `private-key` or `url-password`. */
  readonly kind: string;
}
