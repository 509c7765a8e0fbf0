import { anyPort, type PortMatch, type ServiceMatch } from "../../src/model/address.ts";
import { blank, dash, isOver } from "./usual-ends.ts";

/** Ports that are remembered at most; another one takes the place of an old one. */
const most = 1024;

/** Reads "--dport 22" and "--sport 22" where they stand in a text. Rules that ask for the same one share it. */
export class UsualPorts {
  readonly #codes: Uint16Array;
  readonly #keys = new Int32Array(most);
  readonly #known: (readonly ServiceMatch[] | null)[] = Array.from({ length: most }, () => null);
  /** Where the port that was read last ends. */
  end = 0;

  constructor(codes: Uint16Array) {
    this.#codes = codes;
  }

  /** What the option at a place asks of packets of a protocol; null where no protocol is given (-1), and where another option or no number stands there. */
  read(at: number, protocol: number): readonly ServiceMatch[] | null {
    const codes = this.#codes;
    const side = codes[at + 2];
    if (protocol < 0 || (side !== 100 && side !== 115) || codes[at + 1] !== dash || codes[at] !== dash) return null;
    if (codes[at + 3] !== 112 || codes[at + 4] !== 111 || codes[at + 5] !== 114 || codes[at + 6] !== 116) return null;
    if (codes[at + 7] !== blank) return null;
    let port = 0;
    let end = at + 8;
    for (; end < at + 13; end += 1) {
      const digit = (codes[end] ?? 0) - 48;
      if (digit < 0 || digit > 9) break;
      port = port * 10 + digit;
    }
    if (end === at + 8 || port > 65_535 || !isOver(codes, end)) return null;
    this.end = end;
    const key = (protocol << 17) | ((side & 1) << 16) | port;
    const slot = (port ^ (side << 4) ^ (protocol << 5)) & (most - 1);
    const known = this.#known[slot] ?? null;
    if (known !== null && this.#keys[slot] === key) return known;
    const asked: PortMatch = { kind: "ranges", ranges: [[port, port]] };
    const services: readonly ServiceMatch[] =
      side === 115
        ? [{ protocols: [protocol], sourcePorts: asked, destinationPorts: anyPort, icmp: null }]
        : [{ protocols: [protocol], sourcePorts: anyPort, destinationPorts: asked, icmp: null }];
    this.#keys[slot] = key;
    this.#known[slot] = services;
    return services;
  }
}
