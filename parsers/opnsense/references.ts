import type { ObjectName, ObjectUse } from "../../src/model/acl.ts";
import type { XmlElement } from "../lib/xml.ts";
import { hostOrNetwork, addressRange } from "./address-text.ts";
import type { Alias } from "./aliases.ts";
import { portRange } from "./port-text.ts";
import { builtIn, type Names } from "./rule-addresses.ts";
import type { UsedNames } from "./nat.ts";
import { listed, type RuleWords } from "./rules.ts";
import type { Source } from "./source.ts";

export interface References {
  readonly definitions: readonly ObjectName[];
  readonly uses: readonly ObjectUse[];
}

/** Names that rules, translations and aliases use, and where they are defined. */
export function readReferences(
  source: Source,
  names: Names,
  rules: readonly RuleWords[],
  others: UsedNames,
): References {
  const { aliases, ports } = names;
  const interfaces = new Set([...ports.map(({ name }) => name), ...names.groups.keys(), ...builtIn]);
  const definitions: ObjectName[] = [
    ...[...aliases.values()].map((alias) => ({
      kind: kindOf(alias),
      name: alias.name,
      scope: null,
      ...placeOf(alias),
    })),
    ...ports.map(({ name, element }) => ({ kind: "interface" as const, name, scope: null, ...source.place(element) })),
    ...[...schedules(source)].map(([name, element]) => ({
      kind: "time-range" as const,
      name,
      scope: null,
      ...source.place(element),
    })),
  ];
  const uses: ObjectUse[] = [];
  const use = (name: string, element: XmlElement, by: string): void => {
    if (name === "" || isPlain(name, names)) return;
    const alias = aliases.get(name);
    const kind =
      alias === undefined ? (element.name.endsWith("port") ? "service-group" : "address-group") : kindOf(alias);
    const { at, path } = source.place(element);
    uses.push({ kind, name, scope: null, by, at, path });
  };
  for (const rule of rules) {
    for (const element of rule.named) for (const name of listed(element.text)) use(name, element, rule.name);
    if (rule.schedule !== null)
      uses.push({ kind: "time-range", name: rule.schedule, scope: null, by: rule.name, ...placeOf(rule) });
    for (const name of rule.interfaces)
      if (!interfaces.has(name) || names.byName.has(name))
        uses.push(
          rule.path === undefined
            ? { kind: "interface", name, scope: null, by: rule.name, at: rule.at }
            : { kind: "interface", name, scope: null, by: rule.name, at: rule.at, path: rule.path },
        );
  }
  for (const [name, element] of others) use(name, element, "nat");
  for (const alias of aliases.values())
    for (const word of alias.content) {
      const nested = aliases.get(word.replace(/^!/, ""));
      if (nested !== undefined)
        uses.push({
          kind: kindOf(nested),
          name: nested.name,
          scope: null,
          by: `alias ${alias.name}`,
          ...placeOf(alias),
        });
    }
  return { definitions, uses };
}

function kindOf({ kind }: Alias): "address-group" | "service-group" {
  return kind === "ports" ? "service-group" : "address-group";
}

function placeOf({ at, path }: Pick<ObjectName, "at" | "path">): Pick<ObjectName, "at" | "path"> {
  return path === undefined ? { at } : { at, path };
}

/** Text that needs no definition: an address, a port, an interface or what the system itself names. */
function isPlain(name: string, { byName, groups }: Names): boolean {
  if (builtIn.has(name) || groups.has(name) || byName.has(name)) return true;
  if (name.endsWith("ip") && byName.has(name.slice(0, -2))) return true;
  if (hostOrNetwork(name) !== null || portRange(name) !== null || addressRange(name) !== null) return true;
  return byName.has(/^__(.+)_network$/.exec(name)?.[1] ?? "");
}

/** Schedules decide when a rule is in force; their times are not read. */
function schedules(source: Source): ReadonlyMap<string, XmlElement> {
  const found = new Map<string, XmlElement>();
  for (const element of source.all(source.root, "schedules", "schedule")) {
    source.takeAll(element);
    const name = source.text(element, "name");
    if (name !== null) found.set(name, element);
  }
  return found;
}
