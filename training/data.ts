/** Reads the labelled prompt sets into examples. Their text is read again for the figures and goes nowhere. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Features, featuresOf, SHORT_CHARS } from '../src/prompt/score/features.ts';
import { looksEnglish } from '../src/prompt/signals/english.ts';
import { signalsOf } from '../src/prompt/signals/signals.ts';

export interface Example {
  readonly set: string;
  readonly text: string;
  readonly features: Features;
  /** Undefined where the set does not say. */
  readonly vague: boolean | undefined;
  /** Sum of the importance (1 to 3) of the missing details. */
  readonly gap: number;
  readonly facets: ReadonlySet<string>;
  /** Facet → the largest importance (1 to 3) of its missing details. */
  readonly importance: ReadonlyMap<string, number>;
}

interface Row {
  readonly task?: string;
  readonly prompt?: string;
  readonly vague?: boolean;
  readonly missing_details?: readonly Detail[];
}

interface Detail {
  readonly description: string;
  readonly importance: string;
  readonly inquiry?: string;
}

interface Labels {
  readonly goldFacets: (row: Row) => ReadonlySet<string>;
  readonly facetOf: (detail: Detail) => string;
}

/** Requests whose authors wrote what they wanted: what a gate must leave alone. */
const LEAVE_ALONE = ['mt_bench', 'real_user_arena_hard', 'prompts_chat', 'ifeval_constraints'];

/**
 * @param folder holds the sets as `<name>.jsonl`
 * @param labelsFile module with `goldFacets(row)`, which maps the free text of missing details to facets
 */
export async function loadExamples(folder: string, labelsFile: string): Promise<Example[]> {
  // The module is plain JavaScript outside the repository: its shape is stated by the option's documentation only.
  const { goldFacets, facetOf } = (await import(pathToFileURL(resolve(labelsFile)).href)) as Labels;
  return ['in3_train', ...LEAVE_ALONE].flatMap((set) => {
    const file = join(folder, `${set}.jsonl`);
    if (!existsSync(file)) throw new Error(`${file} is missing`);
    return readRows(file).flatMap((row): Example[] => {
      const text = row.task ?? row.prompt ?? '';
      const signals = signalsOf(text);
      const labelled = row.vague !== undefined;
      if (!labelled && (signals.textChars > SHORT_CHARS || signals.codeLines > 0 || !looksEnglish(signals.text)))
        return [];
      const gap = (row.missing_details ?? []).reduce((sum, detail) => sum + Number(detail.importance), 0);
      return [
        {
          set,
          text,
          features: featuresOf(signals),
          vague: row.vague,
          gap,
          facets: labelled ? goldFacets(row) : new Set<string>(),
          importance: importances(row, facetOf),
        },
      ];
    });
  });
}

function importances({ missing_details = [] }: Row, facetOf: Labels['facetOf']): ReadonlyMap<string, number> {
  const largest = new Map<string, number>();
  for (const detail of missing_details) {
    const facet = facetOf(detail);
    largest.set(facet, Math.max(largest.get(facet) ?? 0, Number(detail.importance)));
  }
  return largest;
}

// A prompt may hold U+2028, which is no line end here.
const readRows = (file: string): Row[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    // Rows are read as the README of the sets describes them; a field that is not there is undefined.
    .map((line) => JSON.parse(line) as Row);
