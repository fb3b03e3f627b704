/** A range of the prompt that no edit may touch, and why. */
import type { Span } from '../types.ts';

export type ProtectedKind =
  | 'fence'
  | 'block'
  | 'code'
  | 'url'
  | 'email'
  | 'tag'
  | 'placeholder'
  | 'quote'
  | 'path'
  | 'number'
  | 'mention';

export interface ProtectedSpan extends Span {
  readonly kind: ProtectedKind;
}
