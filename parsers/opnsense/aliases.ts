import type { AddressGroup } from "../../src/model/acl.ts";
import type { AddressMatch, PortRange } from "../../src/model/address.ts";
import type { Place } from "../../src/model/fact.ts";
import type { XmlElement } from "../lib/xml.ts";
import { hostOrNetwork, addressRange } from "./address-text.ts";
import { joinPorts, portRange } from "./port-text.ts";
import type { Source } from "./source.ts";

/** An alias by name: addresses, ports, or something that only the running system knows. */
export interface Alias extends Place {
  readonly name: string;
  readonly kind: "addresses" | "ports";
  readonly content: readonly string[];
  /** Why its content is not in the configuration; null where it is. */
  readonly elsewhere: string | null;
}

const typesWithContent: ReadonlySet<string> = new Set(["host", "network", "networkgroup", "port"]);

/**
 * Aliases of the legacy section (content between blanks) and of OPNsense's model `OPNsense/Firewall/Alias` (content
 * line by line). Types beside these are filled at run time: url, urltable, geoip, asn, mac, external… (OPNsense
 * manual, "Aliases"; pfSense manual, "Firewall / Aliases").
 */
export function readAliases(source: Source): ReadonlyMap<string, Alias> {
  const found = new Map<string, Alias>();
  const elements = [
    ...source.all(source.root, "aliases", "alias"),
    ...source.all(source.root, "OPNsense", "Firewall", "Alias", "aliases", "alias"),
  ];
  for (const element of elements) {
    const alias = aliasOf(source, element);
    if (alias === null) continue;
    const isSecond = found.has(alias.name);
    found.set(alias.name, isSecond ? { ...alias, elsewhere: "more than one alias is called so" } : alias);
  }
  source.leaf(source.root, "OPNsense", "Firewall", "Alias", "geoip", "url");
  return found;
}

function aliasOf(source: Source, element: XmlElement): Alias | null {
  source.take(element);
  const name = source.text(element, "name");
  const type = source.text(element, "type") ?? "";
  const text = [source.text(element, "content"), source.text(element, "address")].filter((part) => part !== null);
  const url = ["url", "aliasurl", "updatefreq", "proto", "interface", "path_expression", "expire"].filter(
    (part) => source.text(element, part) !== null,
  );
  for (const note of [
    "descr",
    "description",
    "detail",
    "counters",
    "categories",
    "category",
    "current_items",
    "last_updated",
    "authtype",
    "username",
  ])
    source.leaf(element, note);
  const enabled = source.text(element, "enabled");
  if (name === null) return null;
  const kind = type === "port" || type === "url_ports" || type === "urltable_ports" ? "ports" : "addresses";
  const elsewhere =
    enabled === "0"
      ? "the alias is disabled"
      : typesWithContent.has(type)
        ? url.includes("url") || url.includes("aliasurl")
          ? "its content is fetched at run time"
          : null
        : `its content (${type === "" ? "no type" : type}) is known at run time only`;
  return {
    ...source.place(element),
    name,
    kind,
    content: text
      .join("\n")
      .split(/\s+/)
      .filter((word) => word !== ""),
    elsewhere,
  };
}

/** The aliases of addresses as groups. */
export function addressGroups(aliases: ReadonlyMap<string, Alias>): readonly AddressGroup[] {
  return [...aliases.values()]
    .filter(({ kind }) => kind === "addresses")
    .map((alias) => ({ name: alias.name, scope: null, at: alias.at, ...pathOf(alias), ...contentOf(alias, aliases) }));
}

function pathOf({ path }: Place): { readonly path?: string } {
  return path === undefined ? {} : { path };
}

function contentOf(
  { content, elsewhere, name }: Alias,
  aliases: ReadonlyMap<string, Alias>,
): Pick<AddressGroup, "members" | "exclude"> {
  if (elsewhere !== null) return { members: [{ kind: "unresolved", text: name, why: elsewhere }], exclude: [] };
  const members = content.filter((word) => !word.startsWith("!")).map((word) => matchOf(word, aliases));
  const exclude = content.filter((word) => word.startsWith("!")).map((word) => matchOf(word.slice(1), aliases));
  if (exclude.length === 0) return { members, exclude };
  // The longest prefix in a table decides (pf.conf, "Tables"): what is taken out may hold what is put in again.
  const isPlain = [...members, ...exclude].every(({ kind }) => kind === "prefix") && isCutOut(members, exclude);
  return isPlain
    ? { members, exclude }
    : { members: [{ kind: "unresolved", text: name, why: "its negated members may hold others" }], exclude: [] };
}

/** Whether every member is shorter than every cut, so that none is put in again. */
function isCutOut(members: readonly AddressMatch[], exclude: readonly AddressMatch[]): boolean {
  return Math.max(...members.map(lengthOf)) < Math.min(...exclude.map(lengthOf));
}

function lengthOf(match: AddressMatch): number {
  return match.kind === "prefix" ? Number(match.prefix.split("/")[1]) : Number.NaN;
}

function matchOf(word: string, aliases: ReadonlyMap<string, Alias>): AddressMatch {
  const address = hostOrNetwork(word) ?? addressRange(word);
  if (address !== null) return address;
  if (aliases.has(word)) {
    return aliases.get(word)?.kind === "addresses"
      ? { kind: "group", name: word }
      : { kind: "unresolved", text: word, why: "it is an alias of ports" };
  }
  // A member that is no alias is a host's name, which is looked up at run time.
  return { kind: "unresolved", text: word, why: "it is a name" };
}

const resolvedPorts = new WeakMap<ReadonlyMap<string, Alias>, Map<string, readonly PortRange[] | null>>();

/** The ports of an alias with those that it names; null where one of them cannot be known. */
export function portsOfAlias(name: string, aliases: ReadonlyMap<string, Alias>): readonly PortRange[] | null {
  const known = resolvedPorts.get(aliases) ?? new Map<string, readonly PortRange[] | null>();
  resolvedPorts.set(aliases, known);
  let ports = known.get(name);
  if (ports === undefined) known.set(name, (ports = resolvePorts(name, aliases)));
  return ports;
}

/** Walks each alias once, however often it is named; one that names itself on some way is nothing that can be known. */
function resolvePorts(name: string, aliases: ReadonlyMap<string, Alias>): readonly PortRange[] | null {
  const ranges: PortRange[] = [];
  const done = new Set<string>();
  const open = new Set<string>();
  const way: { readonly name: string; readonly words: Iterator<string> }[] = [];
  const enter = (next: string): boolean => {
    const alias = aliases.get(next);
    if (alias === undefined || alias.kind !== "ports" || alias.elsewhere !== null || open.has(next)) return false;
    if (done.has(next)) return true;
    open.add(next);
    way.push({ name: next, words: alias.content.values() });
    return true;
  };
  if (!enter(name)) return null;
  for (let top = way.at(-1); top !== undefined; top = way.at(-1)) {
    const word = top.words.next();
    if (word.done === true) {
      open.delete(top.name);
      done.add(top.name);
      way.pop();
      continue;
    }
    const range = portRange(word.value);
    if (range !== null) ranges.push(range);
    else if (!enter(word.value)) return null;
  }
  return joinPorts(ranges);
}
