/**
 * Comma-separated values after RFC 4180: CRLF, quotes doubled. Text that a spreadsheet would take for a formula
 * (https://owasp.org/www-community/attacks/CSV_Injection) gets an apostrophe in front, and so does text that begins with
 * one: taking one leading apostrophe off a text gives back what it was.
 */
export type CsvCell = string | number | boolean | null;

const NEEDS_APOSTROPHE = /^[=+\-@\t\r\n'＝＋－＠]/;
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;

/** One record with its line end. UTF-8 cannot hold a lone surrogate, nor most readers U+0000: both become U+FFFD. */
export function csvRecord(cells: readonly CsvCell[]): string {
  return `${cells.map(cellText).join(',')}\r\n`;
}

function cellText(cell: CsvCell): string {
  if (typeof cell !== 'string') return cell === null ? '' : String(cell);
  const text = (NEEDS_APOSTROPHE.test(cell) ? `'${cell}` : cell).toWellFormed().replaceAll('\0', '\uFFFD');
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
