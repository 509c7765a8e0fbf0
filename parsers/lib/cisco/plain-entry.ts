import type { AclEntry } from "../../../src/model/acl.ts";
import { anyPort, type AddressSpec, type PortMatch, type ServiceMatch } from "../../../src/model/address.ts";
import { linePlace } from "../line-places.ts";
import type { LazyLines } from "../lazy-lines.ts";
import { ipv4Match, ipv4Prefix, maskLength, readQuad, type Quad } from "./addresses.ts";
import { fromAnyIpv4, only, settled } from "./entry-words.ts";
import { KnownPrefixes } from "./known-prefixes.ts";
import { isSame } from "../same-letters.ts";
import { noPort, numberAt, portAt } from "./plain-letters.ts";
import type { PortNames } from "./ports.ts";
import { onePort, serviceOf } from "./shared-services.ts";

/** How a language writes the entries that nearly all long lists are made of. */
export interface PlainForms {
  /** The words for every protocol, each with the blank after it: "ip ". */
  readonly anyProtocol: readonly string[];
  /** Whether a mask's ones are kept (a netmask) or not asked for (a wildcard). */
  readonly netmasks: boolean;
  /** "192.0.2.0/24" is a network. */
  readonly prefixes: boolean;
  readonly portNames: (protocols: readonly number[]) => PortNames;
  /** What an entry of a list asks for where it names any address. */
  readonly fromAny?: AddressSpec;
  /** Whether an entry is named by its number ("010" is 10) or as that is written. */
  readonly byNumber?: boolean;
}

/** What a list has told before an entry. */
interface List {
  readonly remarks: readonly string[];
  /** Sequence number of the last entry. */
  readonly last: number;
}

/** Where the entry that was read last stands, and what the next may have in common with it. */
interface Last {
  /** Where it begins, -1 where there is none; and how many letters stand before its source, "host" among them. */
  from: number;
  readonly lead: number;
  readonly isHost: boolean;
  /** Where it goes on after its source, and for how many letters. */
  rest: number;
  readonly restLength: number;
  readonly protocol: number;
  readonly sourcePorts: PortMatch;
  /** The number of its destination port stands after that, and nothing more. */
  readonly endsInPort: boolean;
}

const nothing: readonly never[] = [];
const anyProtocol = 256;
/** What is more is no number to the readers of the languages. */
const mostNumber = 9_999_999_999;
const blank = 32;
const slash = 47;
/** The address that was read last. */
const quad: Quad = { value: 0, canonical: false };

/**
 * Reads "permit|deny ip|tcp|udp|icmp SOURCE [eq|range PORTS] DESTINATION [eq|range PORTS] [log]" of an IPv4 list, by
 * single blanks, where it stands and without splitting it into words. For everything else it says null, and the
 * language's own reader must read it; what both read they read alike.
 */
export class PlainEntries {
  readonly #source: LazyLines;
  readonly #letters: Uint16Array;
  readonly #forms: PlainForms;
  readonly #any: AddressSpec;
  readonly #names: readonly [tcp: PortNames, udp: PortNames];
  readonly #known = new KnownPrefixes();
  /** Where in the text reading has come to: at a word's first letter, or past the end of the line's words. */
  #next = 0;
  #end = 0;
  /** Where the port that was read last begins; -1 where it was a name or one of a range. */
  #portFrom = -1;
  #last: Last = {
    from: -1,
    lead: 0,
    isHost: false,
    rest: 0,
    restLength: 0,
    protocol: 0,
    sourcePorts: anyPort,
    endsInPort: false,
  };
  /** Sequence number of the entry that was read last. */
  number = 0;
  action: "permit" | "deny" = "permit";
  source: AddressSpec;
  destination: AddressSpec;
  services: readonly ServiceMatch[] = nothing;
  log = false;

  constructor(source: LazyLines, forms: PlainForms) {
    this.#source = source;
    this.#letters = source.codes;
    this.#forms = forms;
    this.#any = forms.fromAny ?? fromAnyIpv4;
    this.source = this.#any;
    this.destination = this.#any;
    this.#names = [forms.portNames([6]), forms.portNames([17])];
  }

  /** The entry of a list that stands between two offsets, with the number before it or ten more than the last. */
  numbered(from: number, to: number, line: number, list: List): AclEntry | null {
    let start = from;
    let number = 0;
    const most = Math.min(to, from + 10);
    for (; start < most; start += 1) {
      const code = this.#letters[start] ?? 0;
      if (code < 48 || code > 57) break;
      number = number * 10 + code - 48;
    }
    if (start === from) {
      number = list.last + 10;
      if (number > mostNumber) return null;
    } else if (start === to || this.#letters[start] !== blank) return null;
    else start += 1;
    this.number = number;
    const written = start > from && this.#forms.byNumber !== true && this.#letters[from] === 48;
    const label = written ? this.#source.text.slice(from, start - 1) : String(number);
    if (!this.reads(start, to)) return null;
    return {
      label,
      at: linePlace(line),
      remarks: settled(list.remarks),
      action: this.action,
      source: this.source,
      destination: this.destination,
      services: this.services,
      serviceGroups: nothing,
      established: false,
      tcpFlags: null,
      fragments: null,
      dscp: null,
      timeRange: null,
      log: this.log,
      inactive: false,
      unresolved: nothing,
    };
  }

  /** Reads what an entry between two offsets asks and does; true where that stands in the fields. */
  reads(from: number, to: number): boolean {
    this.#end = to;
    if (this.#last.from >= 0 && this.#readsAsLast(from, to)) return true;
    this.#last.from = -1;
    return this.#readsAlone(from, to);
  }

  /** The same where an entry differs from the last one by its source and the number of its destination port alone. */
  #readsAsLast(from: number, to: number): boolean {
    const last = this.#last;
    const letters = this.#letters;
    if (!isSame(letters, from, last.from, last.lead)) return false;
    this.#next = from + last.lead;
    const source = last.isHost ? this.#host() : this.#address();
    const rest = this.#next;
    const end = rest + last.restLength;
    if (source === null || end > to || !isSame(letters, rest, last.rest, last.restLength)) return false;
    if (last.endsInPort) {
      const port = portAt(letters, end, to);
      if (port === noPort) return false;
      this.services = serviceOf(last.protocol, last.sourcePorts, onePort(port));
    } else if (end !== to) return false;
    this.source = source;
    last.from = from;
    last.rest = rest;
    return true;
  }

  #readsAlone(from: number, to: number): boolean {
    this.#next = from;
    if (this.#take("permit ")) this.action = "permit";
    else if (this.#take("deny ")) this.action = "deny";
    else return false;
    const protocol = this.#protocol();
    if (protocol < 0) return false;
    const names = protocol === 6 ? this.#names[0] : protocol === 17 ? this.#names[1] : null;
    const isHost = this.#take("host ");
    const lead = this.#next - from;
    const source = isHost ? this.#host() : this.#address();
    if (source === null) return false;
    const rest = this.#next;
    const sourcePorts = names === null ? anyPort : this.#ports(names);
    if (sourcePorts === null) return false;
    const destination = this.#address();
    if (destination === null) return false;
    const destinationPorts = names === null ? anyPort : this.#ports(names);
    if (destinationPorts === null) return false;
    this.log = this.#next < to;
    if (this.log && !(to - this.#next === 3 && this.#take("log"))) return false;
    this.source = source;
    this.destination = destination;
    this.services = serviceOf(protocol, sourcePorts, destinationPorts);
    const endsInPort = destinationPorts !== anyPort && this.#portFrom >= 0 && !this.log;
    const restLength = (endsInPort ? this.#portFrom : to) - rest;
    this.#last = { from, lead, isHost, rest, restLength, protocol, sourcePorts, endsInPort };
    return true;
  }

  /** Number of the protocol; -1 where it is none of the usual ones. */
  #protocol(): number {
    if (this.#take("tcp ")) return 6;
    if (this.#take("udp ")) return 17;
    for (const word of this.#forms.anyProtocol) if (this.#take(word)) return anyProtocol;
    return this.#take("icmp ") ? 1 : -1;
  }

  #take(word: string): boolean {
    if (!this.#source.hasAt(word, this.#next, this.#end)) return false;
    this.#next += word.length;
    return true;
  }

  #address(): AddressSpec | null {
    if (this.#take("any ") || (this.#end - this.#next === 3 && this.#take("any"))) return this.#any;
    if (this.#take("host ")) return this.#host();
    const letters = this.#letters;
    const { text } = this.#source;
    const to = this.#end;
    const start = this.#next;
    const end = readQuad(quad, letters, start, to);
    if (end < 0) return null;
    this.#next = end + 1;
    const { value, canonical } = quad;
    if (end < to && letters[end] === slash) return this.#forms.prefixes ? this.#prefix(start) : null;
    const maskEnd = readQuad(quad, letters, this.#next, to);
    if (maskEnd < 0 || (maskEnd < to && letters[maskEnd] === slash)) return null;
    this.#next = maskEnd + 1;
    const mask = this.#forms.netmasks ? quad.value : ~quad.value;
    const length = maskLength(mask);
    const known = length === null ? undefined : this.#known.get(value & mask, length);
    if (known !== undefined) return known;
    const found = only(ipv4Match(value >>> 0, ~mask >>> 0, canonical ? text.slice(start, end) : ""));
    return length === null ? found : this.#known.keep(value & mask, length, found);
  }

  /** The address after "host". */
  #host(): AddressSpec | null {
    const start = this.#next;
    const end = readQuad(quad, this.#letters, start, this.#end);
    if (end < 0 || (end < this.#end && this.#letters[end] === slash)) return null;
    this.#next = end + 1;
    const { value, canonical } = quad;
    const known = this.#known.get(value, 32);
    if (known !== undefined) return known;
    const found = canonical ? prefix(`${this.#source.text.slice(start, end)}/32`) : only(ipv4Match(value >>> 0, 0));
    return this.#known.keep(value, 32, found);
  }

  /** "192.0.2.0/24", whose slash is before `next`. */
  #prefix(start: number): AddressSpec | null {
    const end = this.#wordEnd();
    const { value, canonical } = quad;
    const digits = this.#next;
    const length = numberAt(this.#letters, digits, end);
    this.#next = end + 1;
    const mask = length > 0 && length <= 32 ? -1 << (32 - length) : 0;
    const known = mask === 0 ? undefined : this.#known.get(value & mask, length);
    if (known !== undefined) return known;
    const written = this.#source.text.slice(start, end);
    // Without host bits and leading zeros it is what the model says.
    if (canonical && (value & ~mask) === 0 && mask !== 0 && this.#letters[digits] !== 48)
      return this.#known.keep(value, length, prefix(written));
    const found = ipv4Prefix(written);
    if (found === null) return null;
    return mask === 0 ? only(found) : this.#known.keep(value & mask, length, only(found));
  }

  /** Null where the ports are more than a number, a name or a range. */
  #ports(names: PortNames): PortMatch | null {
    if (this.#take("eq ")) {
      const port = this.#port(names);
      return port === noPort ? null : onePort(port);
    }
    if (!this.#take("range ")) return anyPort;
    const first = this.#port(names);
    const second = this.#port(names);
    this.#portFrom = -1;
    if (first === noPort || second === noPort) return null;
    return { kind: "ranges", ranges: [[Math.min(first, second), Math.max(first, second)]] };
  }

  #port(names: PortNames): number {
    const start = this.#next;
    this.#portFrom = start;
    let port = 0;
    for (let index = start; ; index += 1) {
      const code = index < this.#end ? (this.#letters[index] ?? 0) : blank;
      if (code >= 48 && code <= 57) {
        port = port * 10 + code - 48;
        if (port > 65_535) return noPort;
      } else if (index > start) {
        this.#next = index + 1;
        return code === blank ? port : noPort;
      } else return this.#named(names);
    }
  }

  #named(names: PortNames): number {
    const start = this.#next;
    this.#portFrom = -1;
    const end = this.#wordEnd();
    this.#next = end + 1;
    return names(this.#source.text.slice(start, end)) ?? noPort;
  }

  #wordEnd(): number {
    let end = this.#next;
    while (end < this.#end && this.#letters[end] !== blank) end += 1;
    return end;
  }
}

const prefix = (text: string): AddressSpec => ({ include: [{ kind: "prefix", prefix: text }], exclude: nothing });
