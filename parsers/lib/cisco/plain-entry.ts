import type { AclEntry } from "../../../src/model/acl.ts";
import { anyPort, type AddressSpec, type PortMatch, type ServiceMatch } from "../../../src/model/address.ts";
import { linePlace } from "../line-places.ts";
import { ipv4Match, ipv4Prefix, maskLength, readQuad, type Quad } from "./addresses.ts";
import { fromAnyIpv4, only, settled } from "./entry-words.ts";
import { KnownPrefixes } from "./known-prefixes.ts";
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

const nothing: readonly never[] = [];
const anyProtocol = 256;
const noPort = -1;
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
  readonly #forms: PlainForms;
  readonly #any: AddressSpec;
  readonly #names: readonly [tcp: PortNames, udp: PortNames];
  readonly #known = new KnownPrefixes();
  /** Where in the line reading has come to: at a word's first character, or past the end. */
  #next = 0;
  /** Sequence number of the entry that was read last. */
  number = 0;
  action: "permit" | "deny" = "permit";
  source: AddressSpec;
  destination: AddressSpec;
  services: readonly ServiceMatch[] = nothing;
  log = false;

  constructor(forms: PlainForms) {
    this.#forms = forms;
    this.#any = forms.fromAny ?? fromAnyIpv4;
    this.source = this.#any;
    this.destination = this.#any;
    this.#names = [forms.portNames([6]), forms.portNames([17])];
  }

  /** The entry of a list that a line is from a column on, with the number before it or ten more than the last. */
  numbered(text: string, from: number, line: number, list: List): AclEntry | null {
    let start = from;
    let number = 0;
    const most = Math.min(text.length, from + 10);
    for (; start < most; start += 1) {
      const code = text.charCodeAt(start);
      if (code < 48 || code > 57) break;
      number = number * 10 + code - 48;
    }
    if (start === from) {
      number = list.last + 10;
      if (number > mostNumber) return null;
    } else if (start === text.length || text.charCodeAt(start) !== blank) return null;
    else start += 1;
    this.number = number;
    const written = start > from && this.#forms.byNumber !== true && text.charCodeAt(from) === 48;
    const label = written ? text.slice(from, start - 1) : String(number);
    return this.entry(text, start, line, label, settled(list.remarks));
  }

  /** The entry that a line is from a column on. */
  entry(text: string, from: number, line: number, label: string, remarks: readonly string[]): AclEntry | null {
    if (!this.reads(text, from)) return null;
    return {
      label,
      at: linePlace(line),
      remarks,
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

  /** Reads what an entry asks and does; true where that stands in the fields. */
  reads(text: string, from: number): boolean {
    const action = actionAt(text, from);
    if (action === null) return false;
    this.action = action;
    this.#next = from + action.length + 1;
    const protocol = this.#protocol(text);
    if (protocol < 0) return false;
    const names = protocol === 6 ? this.#names[0] : protocol === 17 ? this.#names[1] : null;
    const source = this.#address(text);
    if (source === null) return false;
    const sourcePorts = names === null ? anyPort : this.#ports(text, names);
    if (sourcePorts === null) return false;
    const destination = this.#address(text);
    if (destination === null) return false;
    const destinationPorts = names === null ? anyPort : this.#ports(text, names);
    if (destinationPorts === null) return false;
    this.log = this.#next < text.length;
    if (this.log && !(text.length - this.#next === 3 && text.startsWith("log", this.#next))) return false;
    this.source = source;
    this.destination = destination;
    this.services = serviceOf(protocol, sourcePorts, destinationPorts);
    return true;
  }

  /** Number of the protocol; -1 where it is none of the usual ones. */
  #protocol(text: string): number {
    const code = this.#next < text.length ? text.charCodeAt(this.#next) : blank;
    if (code === 116) return this.#take(text, "tcp ") ? 6 : -1;
    if (code === 117) return this.#take(text, "udp ") ? 17 : -1;
    for (const word of this.#forms.anyProtocol) if (this.#take(text, word)) return anyProtocol;
    return this.#take(text, "icmp ") ? 1 : -1;
  }

  #take(text: string, word: string): boolean {
    if (!text.startsWith(word, this.#next)) return false;
    this.#next += word.length;
    return true;
  }

  #address(text: string): AddressSpec | null {
    const code = this.#next < text.length ? text.charCodeAt(this.#next) : blank;
    if (code === 97) {
      if (this.#take(text, "any ")) return this.#any;
      if (text.length - this.#next !== 3 || !text.endsWith("any")) return null;
      this.#next = text.length;
      return this.#any;
    }
    const isHost = code === 104 && this.#take(text, "host ");
    const start = this.#next;
    const end = readQuad(quad, text, start);
    if (end < 0) return null;
    this.#next = end + 1;
    const { value, canonical } = quad;
    if (isHost) {
      if (end < text.length && text.charCodeAt(end) === slash) return null;
      return this.#known.get(value, 32) ?? this.#host(text.slice(start, end), value, canonical);
    }
    if (end < text.length && text.charCodeAt(end) === slash)
      return this.#forms.prefixes ? this.#prefix(text, start) : null;
    const maskEnd = readQuad(quad, text, this.#next);
    if (maskEnd < 0 || (maskEnd < text.length && text.charCodeAt(maskEnd) === slash)) return null;
    this.#next = maskEnd + 1;
    const mask = this.#forms.netmasks ? quad.value : ~quad.value;
    const length = maskLength(mask);
    const known = length === null ? undefined : this.#known.get(value & mask, length);
    if (known !== undefined) return known;
    const found = only(ipv4Match(value >>> 0, ~mask >>> 0, canonical ? text.slice(start, end) : ""));
    return length === null ? found : this.#known.keep(value & mask, length, found);
  }

  #host(written: string, value: number, canonical: boolean): AddressSpec {
    return this.#known.keep(value, 32, canonical ? prefix(`${written}/32`) : only(ipv4Match(value >>> 0, 0)));
  }

  /** "192.0.2.0/24", whose slash is before `next`. */
  #prefix(text: string, start: number): AddressSpec | null {
    const blankAfter = text.indexOf(" ", this.#next);
    const end = blankAfter < 0 ? text.length : blankAfter;
    const { value } = quad;
    const length = numberAt(text, this.#next, end);
    this.#next = end + 1;
    const mask = length > 0 && length <= 32 ? -1 << (32 - length) : 0;
    const known = mask === 0 ? undefined : this.#known.get(value & mask, length);
    if (known !== undefined) return known;
    const found = ipv4Prefix(text.slice(start, end));
    if (found === null) return null;
    return mask === 0 ? only(found) : this.#known.keep(value & mask, length, only(found));
  }

  /** Null where the ports are more than a number, a name or a range. */
  #ports(text: string, names: PortNames): PortMatch | null {
    const code = this.#next < text.length ? text.charCodeAt(this.#next) : blank;
    if (code === 101 && this.#take(text, "eq ")) {
      const port = this.#port(text, names);
      return port === noPort ? null : onePort(port);
    }
    if (code !== 114 || !this.#take(text, "range ")) return anyPort;
    const first = this.#port(text, names);
    const second = this.#port(text, names);
    if (first === noPort || second === noPort) return null;
    return { kind: "ranges", ranges: [[Math.min(first, second), Math.max(first, second)]] };
  }

  #port(text: string, names: PortNames): number {
    const start = this.#next;
    let port = 0;
    for (let index = start; ; index += 1) {
      const code = index < text.length ? text.charCodeAt(index) : blank;
      if (code >= 48 && code <= 57) {
        port = port * 10 + code - 48;
        if (port > 65_535) return noPort;
      } else if (index > start) {
        this.#next = index + 1;
        return code === blank ? port : noPort;
      } else return this.#named(text, names);
    }
  }

  #named(text: string, names: PortNames): number {
    const start = this.#next;
    const found = text.indexOf(" ", start);
    const end = found < 0 ? text.length : found;
    this.#next = end + 1;
    return names(text.slice(start, end)) ?? noPort;
  }
}

const prefix = (text: string): AddressSpec => ({ include: [{ kind: "prefix", prefix: text }], exclude: nothing });

function actionAt(text: string, from: number): "permit" | "deny" | null {
  const code = from < text.length ? text.charCodeAt(from) : blank;
  if (code === 112) return text.startsWith("permit ", from) ? "permit" : null;
  return code === 100 && text.startsWith("deny ", from) ? "deny" : null;
}

/** The number of one or two digits that stands between two columns; -1 where none does. */
function numberAt(text: string, start: number, end: number): number {
  if (end - start < 1 || end - start > 2) return -1;
  let number = 0;
  for (let index = start; index < end; index += 1) {
    const digit = text.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) return -1;
    number = number * 10 + digit;
  }
  return number;
}
