import { anyPort, anyService, type PortMatch, type PortRange, type ServiceMatch } from "../../src/model/address.ts";
import { decimal } from "../lib/cisco/addresses.ts";
import { portsOfAlias, type Alias } from "./aliases.ts";
import { joinPorts, portRange } from "./port-text.ts";

/** IANA numbers of FreeBSD's /etc/protocols; both systems write these names in lower or upper case. */
const protocolNumbers: Readonly<Record<string, readonly number[]>> = {
  tcp: [6],
  udp: [17],
  "tcp/udp": [6, 17],
  igmp: [2],
  ggp: [3],
  ipencap: [4],
  st2: [5],
  egp: [8],
  igp: [9],
  pup: [12],
  hmp: [20],
  "xns-idp": [22],
  rdp: [27],
  "iso-tp4": [29],
  xtp: [36],
  ddp: [37],
  "idpr-cmtp": [38],
  ipv6: [41],
  "ipv6-route": [43],
  "ipv6-frag": [44],
  idrp: [45],
  rsvp: [46],
  gre: [47],
  esp: [50],
  ah: [51],
  skip: [57],
  "ipv6-icmp": [58],
  icmpv6: [58],
  icmp6: [58],
  "ipv6-nonxt": [59],
  "ipv6-opts": [60],
  rspf: [73],
  vmtp: [81],
  eigrp: [88],
  ospf: [89],
  "ax.25": [93],
  ipip: [94],
  etherip: [97],
  encap: [98],
  pim: [103],
  ipcomp: [108],
  carp: [112],
  vrrp: [112],
  l2tp: [115],
  isis: [124],
  sctp: [132],
  udplite: [136],
  pfsync: [240],
};

/** Names of ICMP types in pf (pfctl_parser.c, icmp_type). */
const icmpTypes: Readonly<Record<string, number>> = {
  echorep: 0,
  unreach: 3,
  squench: 4,
  redir: 5,
  althost: 6,
  echoreq: 8,
  routeradv: 9,
  routersol: 10,
  timex: 11,
  paramprob: 12,
  timereq: 13,
  timerep: 14,
  inforeq: 15,
  inforep: 16,
  maskreq: 17,
  maskrep: 18,
  trace: 30,
  dataconv: 31,
  mobredir: 32,
  "ipv6-where": 33,
  "ipv6-here": 34,
  mobregreq: 35,
  mobregrep: 36,
  skip: 39,
  photuris: 40,
};

/** Names of ICMPv6 types in pf (pfctl_parser.c, icmp6_type). */
const icmp6Types: Readonly<Record<string, number>> = {
  unreach: 1,
  toobig: 2,
  timex: 3,
  paramprob: 4,
  echoreq: 128,
  echorep: 129,
  groupqry: 130,
  listqry: 130,
  grouprep: 131,
  listenrep: 131,
  groupterm: 132,
  listendone: 132,
  routersol: 133,
  routeradv: 134,
  neighbrsol: 135,
  neighbradv: 136,
  redir: 137,
  routrrenum: 138,
  fqdnreq: 139,
  niqry: 139,
  wrureq: 139,
  fqdnrep: 140,
  nirep: 140,
  wrurep: 140,
  mtraceresp: 200,
  mtrace: 201,
};

export interface ServiceWords {
  readonly protocol: string | null;
  readonly sourcePort: string | null;
  readonly destinationPort: string | null;
  readonly icmp: readonly string[];
  readonly icmp6: readonly string[];
}

/** True for the protocol whose number differs between the families: the rule is one for each. */
export function isIcmp(protocol: string | null): boolean {
  return protocol?.toLowerCase() === "icmp";
}

/** Services of rules that ask for a protocol and one port or range, by both; most rules of a text share a few. */
const usual = new Map<string, Map<string, readonly ServiceMatch[]>>();
const mostUsual = 512;

/** "tcp" or "udp" and a port or a range, which mean the same in each text; null for all else. */
function usualService(protocol: string, port: string): readonly ServiceMatch[] | null {
  let byPort = usual.get(protocol);
  const known = byPort?.get(port);
  if (known !== undefined) return known;
  const numbers = protocolNumbers[protocol];
  const range = portRange(port);
  if (range === null || numbers === undefined || !numbers.every(hasPorts)) return null;
  const destinationPorts: PortMatch = { kind: "ranges", ranges: [range] };
  const made = [{ protocols: numbers, sourcePorts: anyPort, destinationPorts, icmp: null }];
  if (byPort === undefined) usual.set(protocol, (byPort = new Map()));
  if (byPort.size >= mostUsual) byPort.clear();
  byPort.set(port, made);
  return made;
}

function hasPorts(number: number): boolean {
  return number === 6 || number === 17;
}

/** What a rule asks of protocol and ports in one family, or in both where nothing differs. */
export function servicesOf(
  words: ServiceWords,
  family: 4 | 6,
  aliases: ReadonlyMap<string, Alias>,
  unresolved: string[],
): readonly ServiceMatch[] {
  if (words.protocol !== null && words.destinationPort !== null && words.sourcePort === null) {
    const found = usualService(words.protocol, words.destinationPort);
    if (found !== null) return found;
  }
  const protocol = words.protocol?.toLowerCase() ?? "any";
  if (isIcmp(protocol)) return icmpService(family, family === 4 ? words.icmp : words.icmp6, unresolved);
  if (protocol === "ipv6-icmp" || protocol === "icmpv6") return icmpService(6, words.icmp6, unresolved);
  const numbers = protocol === "any" ? "any" : (protocolNumbers[protocol] ?? numberOf(protocol));
  if (numbers === null) {
    unresolved.push(`protocol ${protocol}`);
    return [anyService];
  }
  const sourcePorts = portsOf(words.sourcePort, aliases);
  const destinationPorts = portsOf(words.destinationPort, aliases);
  const withPorts = numbers !== "any" && numbers.every(hasPorts);
  if (withPorts) return [{ protocols: numbers, sourcePorts, destinationPorts, icmp: null }];
  // Both systems leave ports away unless the protocol is TCP or UDP, and pfSense then means TCP alone.
  for (const port of [words.sourcePort, words.destinationPort])
    if (port !== null && port !== "any") unresolved.push(`port ${port} of protocol ${protocol}`);
  return [{ ...anyService, protocols: numbers }];
}

function numberOf(text: string): readonly number[] | null {
  const number = decimal(text);
  return number === null || number > 255 ? null : [number];
}

function portsOf(text: string | null, aliases: ReadonlyMap<string, Alias>): PortMatch {
  if (text === null || text === "any") return anyPort;
  const port = portRange(text);
  if (port !== null) return { kind: "ranges", ranges: [port] };
  const ranges: PortRange[] = [];
  for (const word of text.split(",")) {
    const range = portRange(word);
    const named = range === null ? portsOfAlias(word, aliases) : [range];
    if (named === null) return { kind: "unresolved", text };
    ranges.push(...named);
  }
  return { kind: "ranges", ranges: joinPorts(ranges) };
}

function icmpService(family: 4 | 6, names: readonly string[], unresolved: string[]): readonly ServiceMatch[] {
  const table = family === 4 ? icmpTypes : icmp6Types;
  const asked = names.filter((name) => name !== "any");
  const service = { ...anyService, protocols: [family === 4 ? 1 : 58] };
  if (asked.length === 0) return [service];
  const types = asked.map((name) => table[name] ?? decimal(name));
  if (types.some((type) => type === null)) {
    unresolved.push(`ICMP type ${asked.join(", ")}`);
    return [service];
  }
  return [{ ...service, icmp: types.flatMap((type) => (type === null ? [] : [{ type, code: null }])) }];
}
