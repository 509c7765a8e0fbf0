import { anyAddress, type AddressSpec } from "../../../src/model/address.ts";
import { readQuad, type Quad } from "../cisco/addresses.ts";

/** Addresses that are remembered at most; another one takes the place of an old one. */
const most = 256;

/** Reads IPv4 prefixes where they stand in a text. Rules that ask for the same one after another share it. */
export class Ipv4Specs {
  readonly #values = new Int32Array(most);
  readonly #lengths = new Uint8Array(most);
  readonly #specs: (AddressSpec | null)[] = Array.from({ length: most }, () => null);
  /** Where the address that was read last ends. */
  end = 0;

  /** "192.0.2.1", or "192.0.2.0/24" without host bits, by the letters of a text; what follows is for the caller to look at. */
  read(codes: Uint16Array, text: string, start: number): AddressSpec | null {
    const behind = readQuad(quad, codes, start, codes.length);
    if (behind < 0 || !quad.canonical) return null;
    if (codes[behind] === 47) return this.#withLength(codes, text, start, behind);
    this.end = behind;
    return this.#specOf(quad.value, 32, text, start, "/32");
  }

  /** "192.0.2.0/24" alone. */
  readPrefix(codes: Uint16Array, text: string, start: number): AddressSpec | null {
    const slash = readQuad(quad, codes, start, codes.length);
    return slash < 0 || !quad.canonical || codes[slash] !== 47 ? null : this.#withLength(codes, text, start, slash);
  }

  #withLength(codes: Uint16Array, text: string, start: number, slash: number): AddressSpec | null {
    let length = (codes[slash + 1] ?? 0) - 48;
    if (!(length > 0 && length <= 9)) return null;
    this.end = slash + 2;
    const second = (codes[this.end] ?? 0) - 48;
    if (second >= 0 && second <= 9) {
      length = length * 10 + second;
      this.end += 1;
    }
    if (length > 32 || (length < 32 && (quad.value & (-1 >>> length)) !== 0)) return null;
    return this.#specOf(quad.value, length, text, start, "");
  }

  #specOf(value: number, length: number, text: string, start: number, suffix: string): AddressSpec {
    const slot = (value ^ (value >>> 8) ^ (value >>> 16) ^ length) & (most - 1);
    const known = this.#specs[slot];
    if (known !== null && known !== undefined && this.#values[slot] === value && this.#lengths[slot] === length)
      return known;
    const spec: AddressSpec = {
      include: [{ kind: "prefix", prefix: text.slice(start, this.end) + suffix }],
      exclude: anyAddress.exclude,
    };
    this.#values[slot] = value;
    this.#lengths[slot] = length;
    this.#specs[slot] = spec;
    return spec;
  }
}

const quad: Quad = { value: 0, canonical: false };
