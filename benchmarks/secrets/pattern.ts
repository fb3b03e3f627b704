/**
 * Patterns in the syntax of RE2 as a tree, which can be written as a regular expression of this language and from which
 * texts can be made. As much of the syntax as secret scanners use; anything else is an error.
 */

/** The characters that samples are made of. */
const UNIVERSE = ['\t', '\n', '\r', ...Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i))];
const CLASSES: Readonly<Record<string, RegExp>> = { d: /[0-9]/, w: /\w/, s: /\s/, D: /[^0-9]/, W: /\W/, S: /\S/ };
const CONTROLS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

export type Node =
  | { readonly kind: 'char'; readonly chars: readonly string[] }
  | { readonly kind: 'assert'; readonly source: string }
  | { readonly kind: 'sequence'; readonly items: readonly Node[] }
  | { readonly kind: 'either'; readonly options: readonly Node[] }
  | { readonly kind: 'group'; readonly inner: Node }
  | {
      readonly kind: 'repeat';
      readonly inner: Node;
      readonly min: number;
      readonly max: number;
      readonly lazy: boolean;
    };

interface Flags {
  readonly i: boolean;
  readonly s: boolean;
}

/** @throws Error for syntax that is not known */
export function parsePattern(source: string): Node {
  const parser = new Parser(source);
  const node = parser.either({ i: false, s: false });
  parser.end();
  return node;
}

/** The same as a regular expression, for texts of the characters above. */
export function toSource(node: Node): string {
  switch (node.kind) {
    case 'char':
      return `[${node.chars.map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')}]`;
    case 'assert':
      return node.source;
    case 'sequence':
      return node.items.map(toSource).join('');
    case 'either':
      return `(?:${node.options.map(toSource).join('|')})`;
    case 'group':
      return `(${toSource(node.inner)})`;
    case 'repeat': {
      const { min, max, lazy } = node;
      return `(?:${toSource(node.inner)}){${min},${max === Infinity ? '' : max}}${lazy ? '?' : ''}`;
    }
  }
}

class Parser {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  end(): void {
    if (this.#at < this.#source.length) throw this.#unknown();
  }

  either(flags: Flags): Node {
    const options: Node[] = [];
    let inherited = flags;
    do {
      const { node, flags: after } = this.#sequence(inherited);
      options.push(node);
      inherited = after;
    } while (this.#take('|'));
    const [first] = options;
    return first && options.length === 1 ? first : { kind: 'either', options };
  }

  #sequence(given: Flags): { readonly node: Node; readonly flags: Flags } {
    const items: Node[] = [];
    let flags = given;
    while (this.#at < this.#source.length && !'|)'.includes(this.#peek())) {
      const change = this.#match(/\(\?([a-z]*)(?:-([a-z]+))?\)/y);
      if (change) flags = changed(flags, change);
      else items.push(this.#repeated(this.#atom(flags)));
    }
    return { node: { kind: 'sequence', items }, flags };
  }

  #repeated(inner: Node): Node {
    const bounds = this.#match(/(?:([*+?])|\{(\d+)(,?)(\d*)\})(\??)/y);
    if (!bounds) return inner;
    const [, sign, from, comma, to, lazy] = bounds;
    const min = sign ? Number(sign === '+') : Number(from);
    const max = sign ? (sign === '?' ? 1 : Infinity) : to ? Number(to) : comma ? Infinity : min;
    return { kind: 'repeat', inner, min, max, lazy: lazy === '?' };
  }

  #atom(flags: Flags): Node {
    const scope = this.#match(/\(\?(?:([a-z]*)(?:-([a-z]+))?:|P?<\w+>)/y);
    if (scope) return this.#group(changed(flags, scope), scope[0].endsWith('>'));
    if (this.#take('(')) return this.#group(flags, true);
    if (this.#take('[')) return { kind: 'char', chars: this.#set(flags) };
    if (this.#take('.')) return { kind: 'char', chars: UNIVERSE.filter((char) => flags.s || char !== '\n') };
    if (this.#take('^')) return { kind: 'assert', source: '^' };
    if (this.#take('$') || this.#take('\\z')) return { kind: 'assert', source: '$' };
    const boundary = this.#match(/\\[bB]/y);
    if (boundary) return { kind: 'assert', source: boundary[0] };
    return { kind: 'char', chars: cased(this.#member(), flags) };
  }

  #group(flags: Flags, captures: boolean): Node {
    const inner = this.either(flags);
    if (!this.#take(')')) throw this.#unknown();
    return captures ? { kind: 'group', inner } : inner;
  }

  #set(flags: Flags): readonly string[] {
    const negated = this.#take('^');
    const members = new Set<string>();
    while (!this.#take(']')) {
      const posix = this.#match(/\[:(alnum|alpha|digit|upper|lower):\]/y);
      if (posix) {
        const within = { alnum: /[a-z0-9]/i, alpha: /[a-z]/i, digit: /\d/, upper: /[A-Z]/, lower: /[a-z]/ };
        for (const [name, test] of Object.entries(within))
          if (name === posix[1]) for (const char of UNIVERSE) if (test.test(char)) members.add(char);
        continue;
      }
      const first = this.#member();
      const range = first.length === 1 && this.#match(/-(?!\])/y);
      const last = range ? this.#member()[0] : undefined;
      const all = last === undefined ? first : UNIVERSE.filter((char) => char >= (first[0] ?? '') && char <= last);
      for (const char of cased(all, flags)) members.add(char);
    }
    return UNIVERSE.filter((char) => members.has(char) !== negated);
  }

  /** One character, or those of a class such as `\d`. */
  #member(): readonly string[] {
    const char = this.#source.charAt(this.#at++);
    if (char === '') throw this.#unknown();
    if (char !== '\\') return [char];
    const hex = this.#match(/x([0-9a-f]{2})/iy);
    if (hex) return [String.fromCharCode(Number.parseInt(hex[1] ?? '', 16))];
    const escaped = this.#source.charAt(this.#at++);
    const known = CLASSES[escaped];
    if (known) return UNIVERSE.filter((candidate) => known.test(candidate));
    if (/[a-z0-9]/i.test(escaped) && !CONTROLS[escaped]) throw this.#unknown();
    return [CONTROLS[escaped] ?? escaped];
  }

  #peek(): string {
    return this.#source.charAt(this.#at);
  }

  #take(text: string): boolean {
    const found = this.#source.startsWith(text, this.#at);
    if (found) this.#at += text.length;
    return found;
  }

  #match(sticky: RegExp): RegExpExecArray | null {
    sticky.lastIndex = this.#at;
    const match = sticky.exec(this.#source);
    if (match) this.#at = sticky.lastIndex;
    return match;
  }

  #unknown(): Error {
    return new Error(`Unknown syntax at ${this.#at}: ${this.#source.slice(this.#at - 10, this.#at + 10)}`);
  }
}

function changed(flags: Flags, [, on = '', off = '']: RegExpExecArray): Flags {
  const value = (flag: 'i' | 's') => (flags[flag] || on.includes(flag)) && !off.includes(flag);
  return { i: value('i'), s: value('s') };
}

function cased(chars: readonly string[], flags: Flags): readonly string[] {
  return flags.i ? [...new Set(chars.flatMap((char) => [char, char.toLowerCase(), char.toUpperCase()]))] : chars;
}
