/** Computing for a command that ends after one call: nobody else waits for its event loop, so it starts no thread. */
import { Computing } from '../services/computing/computing.ts';

export const HERE = new Computing({ threads: 0, promptBytes: 0 });
