import type { Formats } from '../format.ts';

/** Formats of standards rather than of one provider. */
export const standards: Formats = {
  tokens: [
    {
      kind: 'jwt',
      prefix: 'ey',
      rest: /[a-zA-Z0-9]{15,1000}\.ey[a-zA-Z0-9/\\_-]{17,8000}\.(?:[a-zA-Z0-9/\\_-]{10,4000}={0,2})?/y,
    },
    // The same once more in base64: `eyJ` becomes `ZXlK`, and lines may be broken.
    {
      kind: 'jwt',
      prefix: 'ZXlK',
      rest: /(?:[a-zA-Z0-9/\\_+-]{40,4000}(?:[\r\n]{1,2}[a-zA-Z0-9/\\_+-]{16,1000}){0,60}|(?:[\r\n]{0,2}[a-zA-Z0-9/\\_+-]){24,4000})={0,2}/y,
    },
  ],
};
