import type { ServiceGroup } from "../../src/model/acl.ts";
import { anyPort, anyService, type PortMatch, type PortRange, type ServiceMatch } from "../../src/model/address.ts";
import { Book } from "./book.ts";
import { define, use, type Level, type Names } from "./levels.ts";
import { placeOf, type PanosNode } from "./node.ts";
import { entries, note, word } from "./reading.ts";

export interface Services {
  readonly services: readonly ServiceMatch[];
  readonly groups: readonly string[];
  readonly unresolved: readonly string[];
}

export interface ServiceBook {
  readonly groups: readonly ServiceGroup[];
  /** Notes that something names an object, where one is defined. */
  noteUse(level: Level, node: PanosNode, by: string): void;
  /** The same without groups, for rules that name none. */
  flat(level: Level, members: readonly PanosNode[], by: string): Omit<Services, "groups">;
  /** What the members of a rule or a group mean; `application-default` is left to who knows the applications. */
  resolve(level: Level, members: readonly PanosNode[], by: string): Services;
}

const protocolNumbers: Readonly<Record<string, number>> = { tcp: 6, udp: 17, sctp: 132 };

/** Shipped with PAN-OS (Web Interface Help, Objects > Services: "service-http" is TCP 80 and 8080, "service-https" TCP 443). */
const predefined: Readonly<Record<string, readonly PortRange[]>> = {
  "service-http": [
    [80, 80],
    [8080, 8080],
  ],
  "service-https": [[443, 443]],
};

/** More groups than a rule of a person has. */
const mostGroups = 100;

/** `service` and `service-group`: ports are numbers, ranges and lists of both (Web Interface Help, Objects > Services). */
export function readServices(levels: readonly Level[], names: Names): ServiceBook {
  const book = new Book(levels, (node) => [...entries(node, "service"), ...entries(node, "service-group")]);
  for (const [entry, { scope }] of book.definitions()) define(names, "service-group", entry, scope);
  const resolve = (level: Level, members: readonly PanosNode[], by: string): Services => {
    const services: ServiceMatch[] = [];
    const groups: string[] = [];
    const unresolved: string[] = [];
    for (const member of members) {
      const name = member.word;
      if (name === "any") {
        services.push(anyService);
        continue;
      }
      if (name === "application-default") continue;
      const sighting = book.find(level, name);
      const shipped = predefined[name];
      if (sighting !== null) use(names, "service-group", member, sighting.scope, by);
      if (sighting !== null && book.isHidden(level, name)) {
        const own = sighting.entry.parent?.word === "service" ? portsOf(sighting.entry) : [];
        services.push(...own);
        if (own.length === 0) unresolved.push(`service "${name}"`);
      } else if (sighting?.resolvable === true) groups.push(name);
      else if (sighting === null && shipped !== undefined)
        services.push(ofPorts(6, { kind: "ranges", ranges: shipped }, anyPort));
      else {
        if (sighting === null) use(names, "service-group", member, level.scope, by);
        unresolved.push(`service "${name}"`);
      }
    }
    return { services, groups, unresolved };
  };
  const made = new Map<PanosNode, ServiceGroup>();
  for (const [entry, level] of book.definitions()) {
    note(entry, "description", "tag", "disable-override");
    const base = { name: entry.word, ...placeOf(entry), scope: level.scope };
    if (entry.parent?.word === "service-group") {
      const { services, groups, unresolved } = resolve(level, entries(entry, "members"), `service-group ${entry.word}`);
      made.set(entry, { ...base, members: services, groups, unresolved });
    } else {
      const members = portsOf(entry);
      made.set(entry, {
        ...base,
        members,
        groups: [],
        unresolved: members.length === 0 ? [`service "${entry.word}"`] : [],
      });
    }
  }
  return { groups: book.spread(made), resolve, noteUse, flat };

  function flat(level: Level, members: readonly PanosNode[], by: string): Omit<Services, "groups"> {
    const first = resolve(level, members, by);
    const services = [...first.services];
    const unresolved = [...first.unresolved];
    const seen = new Set(first.groups);
    for (const name of seen) {
      const entry = book.find(level, name)?.entry;
      const group = entry === undefined ? undefined : made.get(entry);
      services.push(...(group?.members ?? []));
      unresolved.push(...(group?.unresolved ?? []), ...(seen.size > mostGroups ? [`service "${name}"`] : []));
      if (seen.size <= mostGroups) for (const inner of group?.groups ?? []) seen.add(inner);
    }
    return { services, unresolved };
  }

  function noteUse(level: Level, node: PanosNode, by: string): void {
    const sighting = book.find(level, node.word);
    if (sighting !== null) use(names, "service-group", node, sighting.scope, by);
  }
}

function ofPorts(protocol: number, destinationPorts: PortMatch, sourcePorts: PortMatch): ServiceMatch {
  return { protocols: [protocol], destinationPorts, sourcePorts, icmp: null };
}

/** `protocol tcp port 80,8080 source-port 1024-65535`; none where something of it could not be read. */
function portsOf(entry: PanosNode): readonly ServiceMatch[] {
  const found: ServiceMatch[] = [];
  for (const protocol of entries(entry, "protocol")) {
    const number = protocolNumbers[protocol.word];
    const destination = portMatch(word(protocol, "port"));
    const source = protocol.children.has("source-port") ? portMatch(word(protocol, "source-port")) : anyPort;
    // Timeouts of the session.
    note(protocol, "override");
    if (number === undefined || destination === null || source === null) return [];
    found.push(ofPorts(number, destination, source));
  }
  return found;
}

export function portMatch(text: string | null): PortMatch | null {
  if (text === null) return null;
  const ranges: [number, number][] = [];
  for (const part of text.split(",")) {
    const [low = "", high = low, more] = part.trim().split("-");
    if (more !== undefined || !/^\d{1,5}$/.test(low) || !/^\d{1,5}$/.test(high)) return null;
    if (Number(low) > Number(high) || Number(high) > 65535) return null;
    ranges.push([Number(low), Number(high)]);
  }
  const joined: [number, number][] = [];
  for (const [low, high] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const before = joined.at(-1);
    if (before !== undefined && low <= before[1] + 1) before[1] = Math.max(before[1], high);
    else joined.push([low, high]);
  }
  return joined.length === 1 && joined[0]?.[0] === 0 && joined[0][1] === 65535
    ? anyPort
    : { kind: "ranges", ranges: joined };
}
