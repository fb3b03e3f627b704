import { inLanguages, words } from '../pattern.ts';
import type { Reading } from '../reading.ts';
import { ALL_TARGETS } from '../rule-scope.ts';
import type { QuestionDraft, Rule } from '../rule.ts';
import type { Facet } from '../types.ts';

const LANGUAGE = words(
  'python|py|java|javascript|js|typescript|ts|c|c\\+\\+|cpp|c#|csharp|go|golang|rust|ruby|php|swift|kotlin|scala|r|matlab|perl|lua|dart|haskell|elixir|clojure|julia|fortran|cobol|assembly|asm|bash|shell|sh|zsh|powershell|batch|sql|mysql|postgres\\p{L}*|sqlite|oracle|t-sql|pl/sql|html|css|scss|sass|tailwind|react|vue|angular|svelte|next\\.?js|node(?:\\.?js)?|express|django|flask|fastapi|spring|laravel|rails|flutter|unity|unreal|godot|vba|excel|google sheets|apps script|latex|tikz|regex|regular expressions?|pandas|numpy|tensorflow|pytorch|keras|opencv|arduino|verilog|vhdl|systemverilog|solidity|graphql|terraform|dockerfile|docker|kubernetes|yaml|json|xml|makefile|cmake|jquery|bootstrap|wordpress|ios|android|windows|linux|macos|aws|azure|\\.net|blazor|xaml|wpf|qt|tkinter|pygame|selenium|playwright|ansible|awk|sed|vim|emacs|lisp|scheme|prolog|zig|nim|ocaml|f#|delphi|pascal|basic|ampscript|mermaid|graphviz|plantuml|markdown|abc notation|blender|after effects|power ?bi|dax|spark|hadoop|databricks|chrome extension|discord|telegram|slack|web ?page|website|web ?site|landing page',
);
const LANGUAGE_NEAR_CJK =
  /python|java|javascript|typescript|c\+\+|c#|golang|\bgo\b|rust|ruby|php|swift|kotlin|matlab|bash|shell|sql|html|css|react|vue|node|excel|vba|latex|网页|網頁/iu;
const INPUT = inLanguages(
  words(
    'input|inputs|argument|arguments|parameter|parameters|takes?|taking|given|accepts?|accepting|receives?|reads?|reading|from (?:a|an|the|user|stdin)|of (?:a|an|the|two|three|all)|list of|array|string|strings|numbers?|integers?|file|files|directory|csv|json|database|api|url|user (?:enters|types)|prompts? the user|equation|tree|matrix|text|dates?|emails?|images?',
  ),
  {
    es: 'entradas?|listas?|cadenas?|números?|archivos?|ficheros?|argumentos?|parámetros?|recib[ae]\\p{L}*|texto|fechas?|dos|suma|lea|lee|json|csv|api|url',
    fr: 'entrées?|listes?|chaînes?|nombres?|fichiers?|arguments?|paramètres?|reçoi\\p{L}+|prend|texte|dates?|deux|lit|json|csv|api|url',
    de: 'eingaben?|listen?|zeichenketten?|zahl(?:en)?|dateien?|argumente?|parameter|bekommt|erhält|nimmt|text|datum|daten|zwei|liest|json|csv|api|url|fibonacci-zahl',
    pt: 'entradas?|listas?|cadeias?|strings?|números?|arquivos?|argumentos?|parâmetros?|receb[ae]\\p{L}*|texto|datas?|dois|leia|lê|json|csv|api|url',
    ru: 'ввод\\p{L}*|вход\\p{L}*|спис\\p{L}+|строк\\p{L}*|чис\\p{L}+|файл\\p{L}*|аргумент\\p{L}*|параметр\\p{L}*|принима\\p{L}+|получа\\p{L}+|текст\\p{L}*|дат\\p{L}+|два|чита\\p{L}+|json|csv|api|url',
    zh: '输入|参数|列表|数组|字符串|数字|整数|文件|文本|日期|接收|读取|两个|第 ?n|json|csv|api|url',
    ja: '入力|引数|リスト|配列|文字列|数値|整数|数を|ファイル|テキスト|日付|受け取|読み込|二つ|2つ|番目|json|csv|api|url',
    ko: '입력|인자|매개변수|목록|리스트|배열|문자열|숫자|정수|수를|파일|텍스트|날짜|받아|읽어|두 |번째|json|csv|api|url',
  },
);
const OUTPUT = inLanguages(
  words(
    'output|outputs|returns?|returning|prints?|printing|displays?|writes? (?:to|the)|saves?|generates?|calculates?|computes?|counts?|finds?|sorts?|converts?|checks?|shows?|removes?|deletes?|sends?|validates?|adds?|sums?|reverses?|merges?|solves?',
  ),
  {
    es: 'devuelv\\p{L}+|retorn\\p{L}+|imprim\\p{L}+|calcul\\p{L}+|sum[ae]\\p{L}?|muestr\\p{L}+|orden[ae]\\p{L}?|cuent[ae]|convierta|filtr[ae]|valid[ae]|busque|guarde|salida',
    fr: 'renvoi\\p{L}+|retourn\\p{L}+|affich\\p{L}+|calcul\\p{L}+|additionn\\p{L}+|tri[ea]\\p{L}*|compt\\p{L}+|convertit|filtr\\p{L}+|valid\\p{L}+|cherche|enregistre|sortie',
    de: 'gibt|zurückgibt|ausgibt|ausgabe|berechnet|addiert|sortiert|zählt|umwandelt|konvertiert|filtert|prüft|sucht|speichert|anzeigt',
    pt: 'retorn\\p{L}+|devolv\\p{L}+|imprim\\p{L}+|calcul\\p{L}+|som[ae]\\p{L}?|mostr\\p{L}+|orden[ae]\\p{L}?|cont[ae]|converta|filtre|valide|busque|salve|saída',
    ru: 'верн\\p{L}+|возвраща\\p{L}+|вывод\\p{L}+|печата\\p{L}+|счита\\p{L}+|вычисля\\p{L}+|складыва\\p{L}+|сортиру\\p{L}+|преобразу\\p{L}+|фильтру\\p{L}+|проверя\\p{L}+|ищет|сохраня\\p{L}+',
    zh: '输出|返回|打印|计算|求和|相加|排序|统计|转换|过滤|校验|检查|查找|保存|显示',
    ja: '出力|返す|返し|表示|計算|足し|合計|並べ替え|ソート|数える|変換|フィルタ|検証|検索|保存',
    ko: '출력|반환|계산|더하|합계|정렬|세는|변환|필터|검증|검색|찾는|저장|표시',
  },
);
const EDGE = inLanguages(
  words(
    'edge cases?|invalid|empty|null|negative|error handling|raise|throw|exceptions?|validate|if (?:not|no|the|there)|otherwise|handles?|constraints?|must|should',
  ),
  {
    es: 'vací[oa]s?|nul[oa]s?|negativ[oa]s?|inválid[oa]s?|no válid[oa]s?|error(?:es)?|excepci\\p{L}+|lance|si (?:no|el|la|hay)|debe|casos límite',
    fr: 'vides?|nul(?:le)?s?|négati\\p{L}+|invalides?|erreurs?|exceptions?|lève|si (?:l|le|la|il|elle|aucun)\\p{L}*|doit|cas limites',
    de: 'leere?[nrs]?|null|negativ\\p{L}*|ungültig\\p{L}*|fehler\\p{L}*|ausnahme\\p{L}*|auslöst|wenn|falls|muss|soll|randfälle',
    pt: 'vazi[oa]s?|nul[oa]s?|negativ[oa]s?|inválid[oa]s?|erros?|exceç\\p{L}+|lance|se (?:o|a|não|n|houver)|deve|casos extremos',
    ru: 'пуст\\p{L}+|отрицательн\\p{L}+|неверн\\p{L}+|некорректн\\p{L}+|ошибк\\p{L}+|исключени\\p{L}+|если|долж\\p{L}+|крайни\\p{L}+',
    zh: '为空|空值|负数|无效|非法|错误|异常|抛出|如果|必须|应该|边界',
    ja: '空の|空なら|負|不正|無効|エラー|例外|なら|場合|必ず|べき',
    ko: '비어|빈 |음수|잘못|유효하지|오류|에러|예외|이면|경우|반드시|해야',
  },
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
function contractGaps(reading: Reading): readonly Facet[] {
  const { instruction, language } = reading;
  const standard = ALGORITHM.test(instruction);
  const gaps: Facet[] = namesLanguage(reading) ? [] : ['tech_stack'];
  if (standard || reading.fences.length > 0) return gaps;
  if (!INPUT(language).test(instruction)) gaps.push('data_source');
  if (!OUTPUT(language).test(instruction)) gaps.push('output_format');
  if (!EDGE(language).test(instruction)) gaps.push('other');
  return gaps;
}

const PRECISE: ReadonlySet<string> = new Set(['path', 'code', 'number']);

/** Code whose contract is complete: no question about its form or circumstances is worth asking. */
export function isSpecifiedCode(reading: Reading): boolean {
  if (reading.task !== 'code') return false;
  const gaps = contractGaps(reading);
  // Edge cases are rarely spelt out; with names or figures the rest is.
  return (
    gaps.length === 0 ||
    (gaps.length === 1 && gaps[0] === 'other' && reading.spans.some(({ kind }) => PRECISE.has(kind)))
  );
}

/** The least probability of each gap, whatever the model says: the text shows that it is there. */
const LEAST: Readonly<Partial<Record<Facet, number>>> = {
  tech_stack: 0.85,
  data_source: 0.35,
  output_format: 0.3,
  other: 0.15,
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
    'Mu et al., ClarifyGPT (FSE 2024, doi 10.1145/3660810): asking raises GPT-4’s first-try success on MBPP-sanitized from 71.0 % to 80.8 %; Wu and Fard, HumanEvalComm (2024, arXiv 2406.00215): a benchmark of whether models ask where a description is ambiguous or incomplete.',
  revision: 3,
  asks: ['tech_stack', 'data_source', 'output_format', 'other'],
  ask: (reading) => {
    if (reading.task !== 'code' || reading.agent) return [];
    const { missing } = reading.assessment;
    const short = reading.prose.length <= SHORT_CHARS && !ALGORITHM.test(reading.instruction);
    const drafts: QuestionDraft[] = [];
    let ceiling = 1;
    const gaps = contractGaps(reading);
    // Where words of input and output may be overlooked, only a request without any detail is asked about them.
    if (reading.language !== 'en' && gaps[0] !== 'tech_stack') return [];
    for (const facet of gaps) {
      ceiling = Math.min(ceiling, Math.max(missing[facet], LEAST[facet] ?? 0));
      const evident = facet === 'tech_stack' && short;
      drafts.push({ facet, missing: ceiling, importance: 0.95, findable: FINDABLE[facet] ?? 0.3, evident });
    }
    return drafts;
  },
};
