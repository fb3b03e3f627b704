import * as z from 'zod';
import { LIST_ITEMS, type Kind } from './kinds.ts';

/** The schema of a setting's values. */
export function schemaOf(kind: Kind): z.ZodType {
  switch (kind.type) {
    case 'whole-number':
      return z.int().min(kind.min).max(kind.max);
    case 'one-of':
      return z.literal(kind.values);
    case 'text':
      return z.string().regex(kind.pattern);
    case 'list':
      return z.array(z.string().regex(kind.item.pattern)).max(LIST_ITEMS);
  }
}
