/**
 * For `node --import`: notes each module that the process loads in the file `RECORD_TO`, and where it wrote its first line.
 * `PLANT` (`<end of an address> <address>`) makes a module import another one.
 */
import { appendFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

const { RECORD_TO, PLANT = '' } = process.env;
const [where, planted] = PLANT.split(' ');
const note = (line) => appendFileSync(RECORD_TO, `${line}\n`);

registerHooks({
  load(url, context, nextLoad) {
    note(url);
    const loaded = nextLoad(url, context);
    if (!where || !url.endsWith(where)) return loaded;
    return { ...loaded, source: `${loaded.source}\nimport ${JSON.stringify(planted)};\n` };
  },
});

const { write } = process.stdout;
process.stdout.write = (...args) => {
  note('first line');
  process.stdout.write = write;
  return write.apply(process.stdout, args);
};
