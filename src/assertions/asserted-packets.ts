import { rangeText } from "../acl/sets/address-text.ts";
import { anyPacket, type Conditions, type PlainMatch } from "../acl/sets/conditions.ts";
import { icmpProtocol } from "../acl/sets/packet.ts";
import type { FragmentKind } from "../model/acl.ts";
import type { ServiceMatch } from "../model/address.ts";
import type { Path, Problem } from "../yaml/shape-problems.ts";
import { families, type AddressRanges, type Family } from "../acl/sets/address-ranges.ts";
import { textsAt } from "./names.ts";
import type { ReadNetwork } from "./networks.ts";
import type { AssertionItem } from "./schema.ts";
import type { ReadService } from "./services.ts";

/** What gives names their meaning, and where what is wrong is told. */
export interface PacketGround {
  readonly network: ReadNetwork;
  readonly service: ReadService;
  readonly problems: Problem[];
}

/** What stands under never or always. */
export type Asked = NonNullable<AssertionItem["never"]>;

/** SYN set, ACK and RST not: the packet that opens a connection (RFC 9293, 3.5). */
const opening = { mask: 0b01_0110, value: 0b00_0010 };
const tcp = 6;
const allButTcp = [...Array(256).keys()].filter((protocol) => protocol !== tcp);

/** The packets that an assertion speaks of, by family; null where something that it names is wrong. */
export function packetsOf(
  asked: Asked,
  kind: "never" | "always",
  path: Path,
  which: "all" | "opening",
  { network, service, problems }: PacketGround,
): Readonly<Record<Family, readonly Conditions[]>> | null {
  const { to, service: wanted } = asked;
  for (const key of ["to", "service"] as const)
    if (asked[key] === undefined) problems.push({ path, message: `The key "${key}" is missing.` });
  if (to === undefined || wanted === undefined) return null;
  const sources = named(asked.from, [...path, "from"], "network", network, problems);
  const destinations = named(to, [...path, "to"], "network", network, problems);
  const services = named(wanted, [...path, "service"], "service", service, problems);
  if (sources === null || destinations === null || services === null) return null;
  const packets: Record<Family, readonly Conditions[]> = { 4: [], 6: [] };
  for (const family of families) {
    const own = servicesIn(family, services);
    if (sources[family].length === 0 || destinations[family].length === 0 || own.length === 0) continue;
    const conditions: Conditions = {
      ...anyPacket,
      sources: addresses(sources, family),
      destinations: addresses(destinations, family),
      services: own,
    };
    packets[family] = which === "all" ? allOf(conditions) : openingOnly(conditions, kind);
  }
  if (families.some((family) => packets[family].length > 0)) return packets;
  problems.push({
    path,
    message: `There is no such packet: the sources are of ${familyWords(sources)}, the destinations of ${familyWords(destinations)}, and the services go by ${familiesOf(services)}.`,
  });
  return null;
}

/** What the texts of a key stand for together; that there is none is told. */
export function named<T>(
  value: string | readonly string[],
  path: Path,
  kind: string,
  readTexts: (texts: readonly (readonly [string, Path])[]) => T | null,
  problems: Problem[],
): T | null {
  const texts = textsAt(value, path);
  if (texts.length > 0) return readTexts(texts);
  problems.push({ path, message: `No ${kind} is named here.` });
  return null;
}

function addresses(ranges: AddressRanges, family: Family): Conditions["sources"] {
  const include = ranges[family].map(([first, last]): PlainMatch => {
    const text = rangeText(family, first, last);
    const [low, high] = text.split("-");
    return low === undefined || high === undefined
      ? { kind: "prefix", prefix: text }
      : { kind: "range", first: low, last: high };
  });
  return { include, exclude: [] };
}

/** ICMP of one family is no service of the other. */
function servicesIn(family: Family, services: readonly ServiceMatch[]): readonly ServiceMatch[] {
  const foreign = icmpProtocol[family === 4 ? 6 : 4];
  return services.filter(({ protocols }) => protocols === "any" || !protocols.includes(foreign));
}

const whole: readonly FragmentKind[] = ["none"];
const withHeader: readonly FragmentKind[] = ["none", "first"];

/** What asks for ports or types speaks of packets that have them: later fragments have none. */
function allOf(conditions: Conditions): readonly Conditions[] {
  const asking = conditions.services.filter(
    ({ sourcePorts, destinationPorts, icmp }) =>
      sourcePorts.kind !== "any" || destinationPorts.kind !== "any" || icmp !== null,
  );
  const rest = conditions.services.filter((service) => !asking.includes(service));
  return [
    ...(asking.length > 0 ? [{ ...conditions, services: asking, fragments: withHeader }] : []),
    ...(rest.length > 0 ? [{ ...conditions, services: rest }] : []),
  ];
}

/** A first fragment must not slip through either; that it gets through is nothing that anybody asks for. */
function openingOnly(conditions: Conditions, kind: "never" | "always"): readonly Conditions[] {
  const fragments = kind === "never" ? withHeader : whole;
  const overTcp: ServiceMatch[] = [];
  const rest: ServiceMatch[] = [];
  for (const service of conditions.services) {
    const { protocols } = service;
    if (protocols === "any" || protocols.includes(tcp)) overTcp.push({ ...service, protocols: [tcp] });
    const left = protocols === "any" ? allButTcp : protocols.filter((protocol) => protocol !== tcp);
    if (left.length > 0) rest.push({ ...service, protocols: left });
  }
  return [
    ...(overTcp.length > 0 ? [{ ...conditions, fragments, services: overTcp, tcpFlags: [opening] }] : []),
    ...(rest.length > 0 ? [{ ...conditions, fragments, services: rest }] : []),
  ];
}

function familyWords(ranges: AddressRanges): string {
  const own = families.filter((family) => ranges[family].length > 0).map((family) => `IPv${family}`);
  return own.length === 2 ? "both IP versions" : `${own.join()} alone`;
}

function familiesOf(services: readonly ServiceMatch[]): string {
  const own = families.filter((family) => servicesIn(family, services).length > 0).map((family) => `IPv${family}`);
  return own.length === 2 ? "both" : `${own.join()} alone`;
}
