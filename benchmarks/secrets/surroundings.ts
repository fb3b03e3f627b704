/** Where secrets turn up in prompts. `@` is the place of the secret. */
import { promptOf } from '../prompts.ts';

// Its texts hold no `@`.
const HALF = promptOf(50_000);

export const SURROUNDINGS: readonly { readonly name: string; readonly around: string }[] = [
  { name: 'alone', around: '@' },
  { name: 'line of its own', around: 'Why does the deployment fail?\n\n@\n\nIt worked last week.' },
  { name: '.env', around: 'NODE_ENV=production\nSERVICE_VALUE=@\nPORT=3000\n' },
  { name: 'JSON', around: '{\n  "name": "shop",\n  "value": "@",\n  "retries": 3\n}' },
  { name: 'header', around: 'POST /v1/orders HTTP/1.1\nHost: api.shop.test\nX-Value: @\nAccept: */*\n' },
  { name: 'curl', around: "curl https://api.shop.test/v1/orders -H 'X-Value: @' -d '{}'" },
  { name: 'code', around: "const client = connect('@', { retries: 3 });\nawait client.send();" },
  { name: 'fenced code', around: 'Review this:\n\n```py\nclient = Client("@")\nclient.run()\n```\n' },
  { name: 'English', around: 'Please use @ for the test and tell me what comes back.' },
  { name: 'German', around: 'Nimm bitte @ zum Testen und sag mir, was zurückkommt.' },
  { name: 'French', around: 'Utilise « @ » pour le test, puis résume la réponse.' },
  { name: 'Chinese', around: '请用 @ 测试一下，然后告诉我结果。' },
  { name: 'Russian', around: 'Проверь, пожалуйста, что вернёт @ и почему.' },
  { name: '100 KB', around: `${HALF}\n@\n${HALF}` },
];

/** The text with the sample in its place, and where the sample starts. */
export function place(around: string, sample: string): { readonly text: string; readonly offset: number } {
  const offset = around.indexOf('@');
  return { text: around.slice(0, offset) + sample + around.slice(offset + 1), offset };
}
