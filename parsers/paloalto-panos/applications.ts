import type { ApplicationPorts } from "../../src/model/acl.ts";
import { anyPort, anyService, type ServiceMatch } from "../../src/model/address.ts";
import { predefined } from "./application-ports.ts";
import { Book } from "./book.ts";
import type { Level } from "./levels.ts";
import type { PanosNode } from "./node.ts";
import { entries, markTree, word } from "./reading.ts";
import { portMatch } from "./services.ts";

export interface Applications {
  /** Application groups as the applications in them, in order and each once; another name stays as it is. */
  expand(level: Level, members: readonly PanosNode[]): readonly string[];
  /** The ports of `application-default`: parts of applications that have the same, or one part that is not known exactly. */
  defaultPorts(level: Level, names: "any" | readonly string[]): readonly DefaultPorts[];
}

export interface DefaultPorts {
  readonly applications: "any" | readonly string[];
  /** All that may be matched. */
  readonly services: readonly ServiceMatch[];
  /** Left out where the services are just those of each application. */
  readonly applicationPorts?: ApplicationPorts;
}

/** More than a person writes; a group of groups of groups could name more than the text has letters. */
const mostMembers = 500;

/**
 * `application`, `application-group` and `application-filter`. What an application of the vendor is, and on which
 * ports, stands in content updates and not in the text; only an application that the text defines tells its ports.
 */
export function readApplications(levels: readonly Level[]): Applications {
  const book = new Book(levels, (node) => [...entries(node, "application"), ...entries(node, "application-group")]);
  const known = new Map<string, readonly string[]>();
  for (const [entry] of book.definitions()) markTree(entry);
  const filters = new Book(levels, (node) => entries(node, "application-filter"));
  for (const [filter] of filters.definitions()) markTree(filter);
  return {
    expand(level, members) {
      const names = members.map(({ word: name }) => name);
      const key = JSON.stringify([level.scope, ...names]);
      let expanded = known.get(key);
      if (expanded === undefined) known.set(key, (expanded = expand(book, level, names)));
      return expanded;
    },
    defaultPorts(level, names) {
      return names === "any" ? [ofAnyApplication(book, level)] : portsOf(book, level, names);
    },
  };
}

/** What ports an application of the vendor has stands in content updates. */
const unknownPorts = "service application-default";

/** More parts of a policy than a person writes. */
const mostParts = 50;

/** Of all applications those are told for certain that administer systems: more would cost without showing more. */
const told = ["ssh", "telnet", "ms-rdp", "snmp"] as const;

/** An application of the text may have the name of one of the vendor's. */
function ofAnyApplication(book: Book, level: Level): DefaultPorts {
  const least = told
    .filter((name) => book.find(level, name) === null)
    .map((name) => ({ applications: [name], services: predefined.get(name)?.least ?? [] }));
  return { applications: "any", services: [anyService], applicationPorts: { least, why: unknownPorts } };
}

/** Those of applications of the text are all there are; those of the vendor's may become more. */
function portsOf(book: Book, level: Level, names: readonly string[]): readonly DefaultPorts[] {
  const least: ApplicationPorts["least"][number][] = [];
  const most: ServiceMatch[] = [];
  let isExact = true;
  let isBound = true;
  for (const name of names) {
    const entry = book.find(level, name)?.entry;
    const own = entry?.parent?.word === "application" ? servicesOf(entry) : null;
    const shipped = entry === undefined ? predefined.get(name) : undefined;
    const atLeast = own ?? shipped?.least;
    const atMost = own ?? shipped?.most ?? null;
    if (own === null) isExact = false;
    if (atLeast !== undefined) least.push({ applications: [name], services: atLeast });
    if (atMost === null) isBound = false;
    else most.push(...atMost);
  }
  const parts = Map.groupBy(least, ({ services }) => (services.some(hasPorts) ? JSON.stringify(services) : ""));
  if (isExact && parts.size > 0 && parts.size <= mostParts) {
    return [...parts.values()].map((part) => ({
      applications: part.flatMap(({ applications }) => applications),
      services: distinct(part.flatMap((each) => each.services)),
    }));
  }
  const services = isBound ? distinct(most) : [anyService];
  return [{ applications: names, services, applicationPorts: { least, why: unknownPorts } }];
}

/** What is told by protocol or ICMP type comes on no other: several such applications need not be kept apart. */
function hasPorts({ destinationPorts }: ServiceMatch): boolean {
  return destinationPorts.kind !== "any";
}

function distinct(services: readonly ServiceMatch[]): readonly ServiceMatch[] {
  return [...new Map(services.map((service) => [JSON.stringify(service), service])).values()];
}

function expand(book: Book, level: Level, names: readonly string[]): readonly string[] {
  const found = new Set<string>();
  const seen = new Set<string>();
  const waiting = names.toReversed();
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const entry = book.find(level, name)?.entry;
    if (entry?.parent?.word !== "application-group" || found.size > mostMembers) found.add(name);
    else if (!seen.has(name)) {
      seen.add(name);
      for (const member of entries(entry, "members").toReversed()) waiting.push(member.word);
    }
  }
  return [...found];
}

const protocolNumbers: Readonly<Record<string, number>> = { tcp: 6, udp: 17 };

/** `default port [ tcp/80,8080 ]`, `default ident-by-ip-protocol 47`, `default ident-by-icmp-type type 8 code 0`. */
function servicesOf(entry: PanosNode): readonly ServiceMatch[] | null {
  const services: ServiceMatch[] = [];
  for (const way of entries(entry, "default")) {
    if (way.word === "port") {
      for (const port of way.children.values()) {
        const [protocol = "", ports = ""] = port.word.split("/");
        const number = protocolNumbers[protocol];
        const destinationPorts = portMatch(ports);
        // "tcp/dynamic" is any port that the application bargains for.
        if (number === undefined || destinationPorts === null) return null;
        services.push({ protocols: [number], destinationPorts, sourcePorts: anyPort, icmp: null });
      }
    } else if (way.word === "ident-by-ip-protocol") {
      const number = word(entry, "default", "ident-by-ip-protocol") ?? "";
      if (!/^\d{1,3}$/.test(number) || Number(number) > 255) return null;
      services.push({ ...anyService, protocols: [Number(number)] });
    } else if (way.word === "ident-by-icmp-type" || way.word === "ident-by-icmp6-type") {
      const type = word(way, "type") ?? word(entry, "default", way.word) ?? "";
      const code = word(way, "code");
      if (!/^\d{1,3}$/.test(type) || (code !== null && !/^\d{1,3}$/.test(code))) return null;
      const icmp = [{ type: Number(type), code: code === null ? null : Number(code) }];
      services.push({ ...anyService, protocols: [way.word === "ident-by-icmp-type" ? 1 : 58], icmp });
    } else return null;
  }
  return services.length === 0 ? null : services;
}
