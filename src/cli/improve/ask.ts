/** Asks the open questions at the terminal. Enter skips one, the end of input skips the rest. */
import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import type { Question } from '../../prompt/types.ts';
import { LIMITS } from '../../services/limits.ts';
import { visible, type Paint } from '../output.ts';

/** Undefined: the person pressed Ctrl+C. */
export type Answers = Readonly<Record<string, string>> | undefined;

export async function askQuestions(
  questions: readonly Question[],
  { input, output, paint, terminal }: { input: Readable; output: Writable; paint: Paint; terminal: boolean },
): Promise<Answers> {
  const readline = createInterface({ input, output, terminal });
  const answers: Record<string, string> = {};
  let interrupted = false;
  // `question` stays pending for ever when the input ends: the end has to be waited for beside it.
  const closed = new Promise<undefined>((resolve) => readline.once('close', () => resolve(undefined)));
  readline.once('SIGINT', () => {
    interrupted = true;
    readline.close();
  });
  const read = (prompt: string) => Promise.race([readline.question(prompt).catch(() => undefined), closed]);
  try {
    output.write(
      `${paint('bold', 'Your answers would help.')} ${paint('dim', 'A number or your own words; Enter skips.')}\n`,
    );
    for (const [i, question] of questions.entries()) {
      output.write(describe(question, `${i + 1}/${questions.length}`, paint));
      let line = await read('  > ');
      const option = line === undefined ? undefined : optionOf(line, question);
      // Such an option is no answer yet: it announces one.
      if (option?.endsWith('…')) line = await read(`  ${visible(option)} `);
      else line = option ?? line;
      if (line === undefined) break;
      const answer = line.trim().slice(0, LIMITS.answerChars);
      if (answer !== '') answers[question.id] = answer;
    }
  } finally {
    readline.close();
  }
  output.write('\n');
  return interrupted ? undefined : answers;
}

function describe({ text, reason, options }: Question, place: string, paint: Paint): string {
  const lines = [
    '',
    `${paint('dim', place)} ${paint('bold', visible(text))}`,
    `  ${paint('dim', visible(reason))}`,
    ...options.map(({ label, effect }, i) => `  ${i + 1}) ${visible(label)}${paint('dim', `: ${visible(effect)}`)}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** The label of the option whose number was typed. */
function optionOf(line: string, { options }: Question): string | undefined {
  const typed = line.trim();
  return /^[1-9]$/.test(typed) ? options[Number(typed) - 1]?.label : undefined;
}
