import { chars, words } from '../pattern.ts';
import type { Reading } from '../reading.ts';
import { ALL_TARGETS } from '../rule-scope.ts';
import type { QuestionDraft, Rule } from '../rule.ts';
import type { Facet } from '../types.ts';

const LANGUAGE = words(
  'python|py|java|javascript|js|typescript|ts|c|c\\+\\+|cpp|c#|csharp|go|golang|rust|ruby|php|swift|kotlin|scala|r|matlab|perl|lua|dart|haskell|elixir|clojure|julia|fortran|cobol|assembly|asm|bash|shell|sh|zsh|powershell|batch|sql|mysql|postgres\\p{L}*|sqlite|oracle|t-sql|pl/sql|html|css|scss|sass|tailwind|react|vue|angular|svelte|next\\.?js|node(?:\\.?js)?|express|django|flask|fastapi|spring|laravel|rails|flutter|unity|unreal|godot|vba|excel|google sheets|apps script|latex|tikz|regex|regular expressions?|pandas|numpy|tensorflow|pytorch|keras|opencv|arduino|verilog|vhdl|systemverilog|solidity|graphql|terraform|dockerfile|docker|kubernetes|yaml|json|xml|makefile|cmake|jquery|bootstrap|wordpress|ios|android|windows|linux|macos|aws|azure|\\.net|blazor|xaml|wpf|qt|tkinter|pygame|selenium|playwright|ansible|awk|sed|vim|emacs|lisp|scheme|prolog|zig|nim|ocaml|f#|delphi|pascal|basic|ampscript|mermaid|graphviz|plantuml|markdown|abc notation|blender|after effects|power ?bi|dax|spark|hadoop|databricks|chrome extension|discord|telegram|slack|web ?page|website|web ?site|landing page',
);
const LANGUAGE_NEAR_CJK =
  /python|java|javascript|typescript|c\+\+|c#|golang|\bgo\b|rust|ruby|php|swift|kotlin|matlab|bash|shell|sql|html|css|react|vue|node|excel|vba|latex|网页|網頁/iu;
const INPUT = words(
  'input|inputs|argument|arguments|parameter|parameters|takes?|taking|given|accepts?|accepting|receives?|reads?|reading|from (?:a|an|the|user|stdin)|of (?:a|an|the|two|three|all)|list of|array|string|strings|numbers?|integers?|file|files|directory|csv|json|database|api|url|user (?:enters|types)|prompts? the user|equation|tree|matrix|text|dates?|emails?|images?',
  'entrada|lista|cadena|número\\p{L}*|archivo|entrée|liste|chaîne|nombre\\p{L}*|fichier|eingabe|zahl\\p{L}*|zeichenkette|datei|lista|número\\p{L}*|arquivo|вход\\p{L}*|спис\\p{L}*|строк\\p{L}*|чис\\p{L}*|файл\\p{L}*',
);
const OUTPUT = words(
  'output|outputs|returns?|returning|prints?|printing|displays?|writes? (?:to|the)|saves?|generates?|calculates?|computes?|counts?|finds?|sorts?|converts?|checks?|shows?|removes?|deletes?|sends?|validates?|adds?|sums?|reverses?|merges?|solves?',
  'devuelv\\p{L}*|imprim\\p{L}*|calcul\\p{L}*|suma|renvoie|retourne|affiche|calcule|gibt|zurück|berechnet|addiert|retorn\\p{L}*|imprim\\p{L}*|calcul\\p{L}*|some|верн\\p{L}*|возвращ\\p{L}*|вывод\\p{L}*|счита\\p{L}*',
);
const IO_CJK = chars(
  '输入|输出|返回|打印|参数|列表|字符串|计算|入力|出力|返す|表示|引数|リスト|文字列|計算|입력|출력|반환|인자|목록|문자열|계산',
);
const EDGE = words(
  'edge cases?|invalid|empty|null|negative|error handling|raise|throw|exceptions?|validate|if (?:not|no|the|there)|otherwise|handles?|constraints?|must|should',
);
/** Named so precisely that a textbook holds the whole contract. */
const ALGORITHM = words(
  'fibonacci|factorial|fizz ?buzz|quick ?sort|merge ?sort|bubble ?sort|heap ?sort|insertion sort|binary search|dijkstra|a\\*|bfs|dfs|breadth-first|depth-first|knapsack|n-?queens|tower of hanoi|sieve of eratosthenes|palindrome|gcd|lcm|hello world|tic-?tac-?toe|connect-?4|snake game|tetris|sierpinski|mandelbrot|game of life|sudoku|rock,? paper,? scissors|hangman|minesweeper|pong|k-?means|boyer-moore|levenshtein|prime numbers?|quadratic equation|matrix multiplication|two sum|linked list|to-?do (?:list|app)|calculator|chess|blackjack|guess(?:ing)? (?:the )?(?:number|game)|chess ?board',
  '斐波那契|快速排序|冒泡排序|二分查找|阶乘|汉诺塔|贪吃蛇|フィボナッチ|クイックソート|피보나치|퀵',
);

function namesLanguage(reading: Reading): boolean {
  const { instruction, context, fences } = reading;
  if (context.codeLanguage !== undefined || fences.length > 0) return true;
  if (reading.spans.some((span) => span.kind === 'path' || span.kind === 'code')) return true;
  return LANGUAGE.test(instruction) || LANGUAGE_NEAR_CJK.test(instruction);
}

/** What the contract of the code to be written leaves open, in the order in which it is asked for. */
export function contractGaps(reading: Reading): readonly Facet[] {
  const { instruction } = reading;
  const standard = ALGORITHM.test(instruction);
  const gaps: Facet[] = namesLanguage(reading) ? [] : ['tech_stack'];
  if (standard || reading.fences.length > 0) return gaps;
  const io = IO_CJK.test(instruction);
  if (!io && !INPUT.test(instruction)) gaps.push('data_source');
  if (!io && !OUTPUT.test(instruction)) gaps.push('output_format');
  if (!EDGE.test(instruction)) gaps.push('other');
  return gaps;
}

/** Code whose contract is complete: no question about its form or circumstances is worth asking. */
export function isSpecifiedCode(reading: Reading): boolean {
  return reading.task === 'code' && contractGaps(reading).length === 0;
}

/** The least probability of each gap, whatever the model says: the text shows that it is there. */
const LEAST: Readonly<Partial<Record<Facet, number>>> = {
  tech_stack: 0.75,
  data_source: 0.5,
  output_format: 0.4,
  other: 0.2,
};
const FINDABLE: Readonly<Partial<Record<Facet, number>>> = { tech_stack: 0.95, data_source: 0.7, output_format: 0.7 };
/** In a request this short, code without a language is no oversight of the reader. */
const SHORT_CHARS = 120;

export const q05: Rule = {
  id: 'Q05',
  name: 'ask.code-contract',
  kind: 'ask',
  targets: ALL_TARGETS,
  tasks: ['code'],
  summary: 'Asks for the language, then input, output and edge cases of code that is to be written.',
  when: 'Code is wanted without language, form of input or output, or edge cases.',
  whenNot:
    'A fully named standard algorithm; the context or the code shown gives the language; an agent sees the project.',
  evidence:
    'Models produce more correct code when the missing contract is asked for: Mu et al., ClarifyGPT (FSE 2024); Wu and Fard, HumanEvalComm (TOSEM 2025).',
  revision: 1,
  asks: ['tech_stack', 'data_source', 'output_format', 'other'],
  ask: (reading) => {
    if (reading.task !== 'code' || reading.agent) return [];
    const { missing } = reading.assessment;
    const short = reading.prose.length <= SHORT_CHARS && !ALGORITHM.test(reading.instruction);
    const drafts: QuestionDraft[] = [];
    let ceiling = 1;
    for (const facet of contractGaps(reading)) {
      ceiling = Math.min(ceiling, Math.max(missing[facet], LEAST[facet] ?? 0));
      const evident = facet === 'tech_stack' && short;
      drafts.push({ facet, missing: ceiling, importance: 0.95, findable: FINDABLE[facet] ?? 0.3, evident });
    }
    return drafts;
  },
};
