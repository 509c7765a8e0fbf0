import type { AddressSpec } from "../../../src/model/address.ts";

/** Two to the power of ten: as many as a long list names again before it names others, and few enough to be near. */
const slotBits = 10;

/**
 * Prefixes that a text has named lately. Long lists name the same hosts and networks over and over: entries that ask for
 * the same share what says so, here as in whatever is worked out from it.
 */
export class KnownPrefixes {
  readonly #values = new Int32Array(2 ** slotBits);
  readonly #lengths = new Int8Array(2 ** slotBits).fill(-1);
  readonly #specs: (AddressSpec | undefined)[] = Array.from({ length: 2 ** slotBits }, () => undefined);

  /** The condition of a prefix by its address without host bits, as bits, and its length. */
  get(value: number, length: number): AddressSpec | undefined {
    const slot = slotOf(value, length);
    return this.#values[slot] === value && this.#lengths[slot] === length ? this.#specs[slot] : undefined;
  }

  keep(value: number, length: number, spec: AddressSpec): AddressSpec {
    const slot = slotOf(value, length);
    this.#specs[slot] = spec;
    this.#values[slot] = value;
    this.#lengths[slot] = length;
    return spec;
  }
}

function slotOf(value: number, length: number): number {
  return Math.imul(value + length, 0x9e37_79b1) >>> (32 - slotBits);
}
