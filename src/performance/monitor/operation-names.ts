/**
 * Numbers for the names of operations. There is room for so many; what comes after shares the last number, so that no
 * caller can grow a table.
 */
import { type FinishedOperation, operationName } from '../operation.ts';

/** All operations together. */
export const ALL = 0;
const OVERFLOW = 'other';

export class OperationNames {
  readonly #limit: number;
  /** By method, then target: no text is put together for a call. */
  readonly #numbers = new Map<string, Map<string, number>>();
  readonly #byName = new Map<string, number>();
  readonly #names: string[] = [''];

  /** @param limit names that are told apart; one more number is for all others, and 0 for all together */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The number of the operation, from 1 on; the next free one when it is new. */
  numberOf({ method, target }: Pick<FinishedOperation, 'method' | 'target'>): number {
    return this.#numbers.get(method)?.get(target) ?? this.#add(method, target);
  }

  /** Undefined when no such operation has ended yet. */
  find(name: string): number | undefined {
    return this.#byName.get(name);
  }

  nameOf(number: number): string {
    return this.#names[number] ?? OVERFLOW;
  }

  #add(method: string, target: string): number {
    if (this.#byName.size >= this.#limit) return this.#overflow();
    const name = operationName({ method, target });
    const number = this.#number(name);
    const targets = this.#numbers.get(method);
    if (targets === undefined) this.#numbers.set(method, new Map([[target, number]]));
    else targets.set(target, number);
    return number;
  }

  /** Never in `#numbers`, which would grow with every name. */
  #overflow(): number {
    return this.#number(OVERFLOW);
  }

  #number(name: string): number {
    const known = this.#byName.get(name);
    if (known !== undefined) return known;
    const number = this.#names.push(name) - 1;
    this.#byName.set(name, number);
    return number;
  }
}
