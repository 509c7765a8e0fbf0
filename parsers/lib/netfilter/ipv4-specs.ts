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

  /** "192.0.2.1", or "192.0.2.0/24" without host bits, which a blank or the end of its line follows; null for anything else. */
  read(text: string, start: number): AddressSpec | null {
    let value = 0;
    let octet = -1;
    let dots = 0;
    let at = start;
    for (; at < text.length; at += 1) {
      const digit = text.charCodeAt(at) - 48;
      if (digit >= 0 && digit <= 9) {
        // A leading zero is no canonical text.
        if (octet === 0) return null;
        octet = octet < 0 ? digit : octet * 10 + digit;
        if (octet > 255) return null;
      } else {
        if (octet < 0) return null;
        value = (value << 8) | octet;
        octet = -1;
        if (digit !== dot) break;
        dots += 1;
      }
    }
    if (at === text.length) {
      if (octet < 0) return null;
      value = (value << 8) | octet;
    }
    if (dots === 3 && isEnd(text, at)) {
      this.end = at;
      return this.#specOf(value, 32, text, start, "/32");
    }
    if (dots !== 3 || text.charCodeAt(at) !== 47) return null;
    let length = text.charCodeAt(at + 1) - 48;
    if (!(length > 0 && length <= 9)) return null;
    at += 2;
    const second = text.charCodeAt(at) - 48;
    if (second >= 0 && second <= 9) {
      length = length * 10 + second;
      at += 1;
    }
    if (length > 32 || (length < 32 && (value & (-1 >>> length)) !== 0)) return null;
    if (!isEnd(text, at)) return null;
    this.end = at;
    return this.#specOf(value, length, text, start, "");
  }

  /** "192.0.2.0/24" by the letters of a text that ends in a line end; what follows is for the caller to look at. */
  readBy(codes: Uint16Array, text: string, start: number): AddressSpec | null {
    const slash = readQuad(quad, codes, start, codes.length);
    if (slash < 0 || !quad.canonical || codes[slash] !== 47) return null;
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

/** "." as a digit. */
const dot = -2;

function isEnd(text: string, at: number): boolean {
  if (at >= text.length) return true;
  const code = text.charCodeAt(at);
  return code === 32 || code === 10;
}
