/** The rules of a gitleaks configuration. Reads the part of TOML in which they are written: one key a line, no more. */
import { parsePattern, toSource, type Node } from './pattern.ts';

export interface LeakRule {
  readonly id: string;
  readonly pattern: Node;
  readonly regex: RegExp;
  /** Number of the group that holds the secret; without it, the first that is not empty, or else the whole match. */
  readonly secretGroup: number | undefined;
  /** A match whose secret has less, in bits a character, is not reported by gitleaks. */
  readonly minEntropyBits: number;
}

/** The rules that have a pattern for the content, not only one for the path of a file. */
export function readRules(toml: string): readonly LeakRule[] {
  return toml
    .split(/^\[\[rules\]\]$/m)
    .slice(1)
    .flatMap((section) => {
      // What follows the first sub-table belongs to allowlists.
      const [own = ''] = section.split(/^\[/m);
      const source = /^regex = '''(.*)'''$/m.exec(own)?.[1];
      const id = /^id = "(.*)"$/m.exec(own)?.[1];
      if (source === undefined || id === undefined) return [];
      const pattern = parsePattern(source);
      const minEntropyBits = Number(/^entropy = ([\d.]+)$/m.exec(own)?.[1] ?? 0);
      const group = /^secretGroup = (\d+)$/m.exec(own)?.[1];
      const secretGroup = group === undefined ? undefined : Number(group);
      return [{ id, pattern, regex: new RegExp(toSource(pattern), 'd'), secretGroup, minEntropyBits }];
    });
}
