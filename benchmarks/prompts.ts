/** Prompts for the benchmarks, made of own sentences: prose, code, lists and numbers in the proportions of real prompts. */
const PARAGRAPHS = [
  'We run a small online shop and the checkout page has become slow since the last release. Customers on phones wait about 6 seconds before the pay button reacts.',
  'Please look at the function below and tell me why the total is wrong when a voucher is used together with free shipping.\n\n```ts\nexport function total(items: Item[], voucher?: Voucher): number {\n  const sum = items.reduce((acc, item) => acc + item.price * item.count, 0);\n  return voucher ? sum - voucher.amount : sum;\n}\n```',
  '- the answer should name the line that is wrong\n- keep the public signature as it is\n- add a test for an empty basket, one for a voucher of 100 %, and one for both',
  'The e-mail to the team should be friendly but short, no more than 120 words, and mention that the fix goes live on 3 May at 09:00. See https://example.org/runbooks/checkout for the steps.',
  'Last week we compared "fast lane" and "normal lane" orders in `reports/orders.csv`: 1,204 of 1,310 orders took the normal lane. I would like a table with one row for each country.',
  'It worked on version 2.3.1. On 2.4.0 the log says `TypeError: Cannot read properties of undefined (reading "amount")` and the request ends with status 500.',
];

/** A prompt of exactly `length` UTF-16 code units. */
export function promptOf(length: number): string {
  const parts: string[] = [];
  for (let size = 0, i = 0; size <= length; i++) {
    const part = `${PARAGRAPHS[i % PARAGRAPHS.length]} (part ${i + 1})\n\n`;
    parts.push(part);
    size += part.length;
  }
  return parts.join('').slice(0, length);
}
