import type { ServiceGroup } from "../../src/model/acl.ts";
import { anyPort, anyService, type PortMatch, type PortRange, type ServiceMatch } from "../../src/model/address.ts";
import type { AddressNames } from "./address-objects.ts";
import { predefinedServices } from "./predefined-services.ts";
import type { Source } from "./source.ts";
import type { Entry } from "./tables.ts";

/** The named objects of a device. */
export interface Objects {
  readonly names: AddressNames;
  readonly services: Services;
}

const protocolNumbers: Readonly<Record<string, number>> = { tcp: 6, udp: 17, sctp: 132 };

/** What a service object matches; null where the model has no word for it. */
type Matches = { readonly services: readonly ServiceMatch[] } | { readonly unresolved: string };

/** What names of services stand for. */
interface Resolved {
  readonly groups: readonly string[];
  readonly services: readonly ServiceMatch[];
  readonly unresolved: readonly string[];
}

/** Services that a rule of translation names one by one. */
const mostServices = 60;

/** Custom services and service groups, and the predefined services that the text uses without writing them out. */
export class Services {
  readonly groups: readonly ServiceGroup[];
  readonly #names = new Map<string, Set<string>>();
  /** What single names stand for, by VDOM: most policies name one. */
  readonly #single = new Map<string, Map<string, Resolved>>();
  #byName: ReadonlyMap<string, ServiceGroup> | undefined;

  constructor(source: Source) {
    const custom = source.tables.entries("firewall service custom");
    const lists = source.tables.entries("firewall service group");
    for (const { scope, name } of [...custom, ...lists]) {
      const names = this.#names.get(scope ?? "");
      if (names === undefined) this.#names.set(scope ?? "", new Set([name]));
      else names.add(name);
    }
    this.groups = [
      ...custom.map((entry) => customGroup(source, entry)),
      ...lists.map((entry) => this.#list(source, entry)),
    ];
  }

  has(scope: string | null, name: string): boolean {
    return this.#names.get(scope ?? "")?.has(name) === true;
  }

  /** Members of a policy or group, by what they stand for; those who name the same one share it. */
  resolve(scope: string | null, names: readonly string[]): Resolved {
    const only = names[0];
    if (only === undefined || names.length > 1) return this.#each(scope, names);
    let own = this.#single.get(scope ?? "");
    if (own === undefined) this.#single.set(scope ?? "", (own = new Map()));
    const known = own.get(only);
    if (known !== undefined) return known;
    const found = this.#each(scope, names);
    own.set(only, found);
    return found;
  }

  #each(scope: string | null, names: readonly string[]): Resolved {
    const found: { groups: string[]; services: ServiceMatch[]; unresolved: string[] } = {
      groups: [],
      services: [],
      unresolved: [],
    };
    for (const name of names) {
      const predefined = predefinedServices.get(name);
      if (this.has(scope, name)) found.groups.push(name);
      else if (predefined === undefined) found.unresolved.push(`service "${name}"`);
      else found.services.push(...predefined);
    }
    return found;
  }

  /** What members of a policy match, with their groups taken apart; unresolved where they are too many. */
  flat(
    scope: string | null,
    names: readonly string[],
  ): { services: readonly ServiceMatch[]; unresolved: readonly string[] } {
    const { groups, ...own } = this.resolve(scope, names);
    const [services, unresolved] = [[...own.services], [...own.unresolved]];
    this.#byName ??= new Map(this.groups.map((group) => [`${group.scope ?? ""}\n${group.name}`, group]));
    const seen = new Set(groups);
    for (const name of seen) {
      const group = this.#byName.get(`${scope ?? ""}\n${name}`);
      if (group === undefined || seen.size > mostServices) return { services: [], unresolved: names };
      services.push(...group.members);
      unresolved.push(...group.unresolved);
      for (const inner of group.groups) seen.add(inner);
    }
    return services.length > mostServices ? { services: [], unresolved: names } : { services, unresolved };
  }

  #list(source: Source, entry: Entry): ServiceGroup {
    source.note(entry, "comment", "color", "proxy", "fabric-object", "uuid");
    const { groups, services, unresolved } = this.resolve(entry.scope, source.words(entry, "member"));
    return { name: entry.name, at: entry.at, scope: entry.scope, members: services, groups, unresolved };
  }
}

function customGroup(source: Source, entry: Entry): ServiceGroup {
  source.note(entry, "category", "comment", "color", "visibility", "uuid", "fabric-object", "helper", "session-ttl");
  source.note(
    entry,
    "tcp-halfclose-timer",
    "tcp-halfopen-timer",
    "tcp-timewait-timer",
    "tcp-rst-timer",
    "udp-idle-timer",
    "check-reset-range",
  );
  const matched = matchesOf(source, entry);
  if ("unresolved" in matched)
    source.note(entry, "protocol", "tcp-portrange", "udp-portrange", "sctp-portrange", "icmptype", "icmpcode");
  return {
    name: entry.name,
    at: entry.at,
    scope: entry.scope,
    members: "services" in matched ? matched.services : [],
    groups: [],
    unresolved: "services" in matched ? [] : [matched.unresolved],
  };
}

/** `config firewall service custom`: the protocol is TCP/UDP/SCTP unless set, as in the factory's services. */
function matchesOf(source: Source, entry: Entry): Matches {
  for (const key of ["iprange", "fqdn", "application", "app-category", "app-service-type"]) {
    const words = source
      .words(entry, key)
      .filter((word) => word !== "" && word !== "0.0.0.0" && word !== "disable" && word !== "0.0.0.0-0.0.0.0");
    if (words.length > 0) return { unresolved: `service "${entry.name}" by ${key}` };
  }
  if (source.word(entry, "proxy") === "enable") return { unresolved: `service "${entry.name}" of the web proxy` };
  const protocol = source.word(entry, "protocol") ?? "TCP/UDP/SCTP";
  if (protocol === "IP") {
    const number = source.word(entry, "protocol-number") ?? "0";
    if (!/^\d{1,3}$/.test(number)) return { unresolved: `service "${entry.name}"` };
    // Protocol number 0 is every protocol.
    return { services: [number === "0" ? anyService : { ...anyService, protocols: [Number(number)] }] };
  }
  if (protocol === "ICMP" || protocol === "ICMP6") return icmp(source, entry, protocol === "ICMP" ? 1 : 58);
  if (protocol.startsWith("TCP/UDP")) return ports(source, entry);
  return { unresolved: `service "${entry.name}" of protocol ${protocol}` };
}

function icmp(source: Source, entry: Entry, number: number): Matches {
  const type = source.word(entry, "icmptype");
  const code = source.word(entry, "icmpcode");
  source.note(entry, "protocol-number");
  if (type === null) return { services: [{ ...anyService, protocols: [number] }] };
  if (!/^\d{1,3}$/.test(type) || (code !== null && !/^\d{1,3}$/.test(code)))
    return { unresolved: `service "${entry.name}"` };
  return {
    services: [
      { ...anyService, protocols: [number], icmp: [{ type: Number(type), code: code === null ? null : Number(code) }] },
    ],
  };
}

function ports(source: Source, entry: Entry): Matches {
  const services: ServiceMatch[] = [];
  for (const [name, number] of Object.entries(protocolNumbers)) {
    for (const word of source.words(entry, `${name}-portrange`)) {
      if (word === "") continue;
      const match = portrange(word);
      if (match === null) return { unresolved: `service "${entry.name}" with port range ${word}` };
      services.push({ protocols: [number], ...match, icmp: null });
    }
  }
  source.note(entry, "udplite-portrange", "protocol-number");
  if (services.length === 0 || entry.settings.has("udplite-portrange"))
    return { unresolved: `service "${entry.name}" without ports` };
  return { services };
}

/** "8000-8080:1024-65535": destination ports, then source ports. */
function portrange(word: string): { sourcePorts: PortMatch; destinationPorts: PortMatch } | null {
  const [destination = "", from] = word.split(":");
  const destinationPorts = portMatch(destination);
  const sourcePorts = from === undefined ? anyPort : portMatch(from);
  return destinationPorts === null || sourcePorts === null ? null : { sourcePorts, destinationPorts };
}

function portMatch(text: string): PortMatch | null {
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text);
  if (match === null) return null;
  const low = Number(match[1]);
  const high = Number(match[2] ?? match[1]);
  if (low > high || high > 65535) return null;
  // FortiOS writes every port as 1-65535 or 0-65535.
  if (low <= 1 && high === 65535) return anyPort;
  const range: PortRange = [low, high];
  return { kind: "ranges", ranges: [range] };
}
