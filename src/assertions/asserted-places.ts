import type { Assertion } from "../acl/assertions/assertion.ts";
import type { ManagementServiceName } from "../model/management.ts";
import { nearest } from "../profiles/nearest.ts";
import type { Path, Problem } from "../yaml/shape-problems.ts";
import { named, packetsOf, type Asked, type PacketGround } from "./asserted-packets.ts";
import { isManagementName, managementNames } from "./management-names.ts";
import { textsAt } from "./names.ts";
import type { AssertionItem } from "./schema.ts";

/** Where an assertion holds, and of which packets; null where something is wrong, which is told. */
type Said = Pick<Assertion, "where" | "packets"> | null;
type Kind = Assertion["kind"];

const places = ["lists", "interfaces", "zones", "management"] as const;

/** An assertion of lists: named, bound to interfaces, or the policies between zones. */
export function listsOf(item: AssertionItem, asked: Asked, kind: Kind, path: Path, ground: PacketGround): Said {
  const where = whereOf(item, path, ground.problems);
  const packets = packetsOf(asked, kind, [...path, kind], item.packets ?? "all", ground);
  return where === null || packets === null ? null : { where, packets };
}

function whereOf(item: AssertionItem, path: Path, problems: Problem[]): Assertion["where"] | null {
  const { lists, interfaces, zones, direction } = item;
  if (
    !isOnePlace(
      item.name,
      places.filter((key) => item[key] !== undefined),
      path,
      problems,
    )
  )
    return null;
  if (direction !== undefined && interfaces === undefined)
    problems.push({ path: [...path, "direction"], message: "A direction stands beside interfaces only." });
  if (lists !== undefined) return { kind: "lists", names: patternsOf(lists, [...path, "lists"], problems) };
  if (zones !== undefined) {
    const from = zoneNames(zones.from, [...path, "zones", "from"], problems);
    return { kind: "zones", from, to: zoneNames(zones.to, [...path, "zones", "to"], problems) };
  }
  if (interfaces === undefined) return null;
  if (direction === undefined) {
    problems.push({
      path: [...path, "interfaces"],
      message: 'The key "direction" is missing beside interfaces: in or out.',
    });
    return null;
  }
  return { kind: "interfaces", names: patternsOf(interfaces, [...path, "interfaces"], problems), direction };
}

function isOnePlace(name: string, said: readonly string[], path: Path, problems: Problem[]): boolean {
  if (said.length === 1) return true;
  const seen = said.length === 0 ? "none" : said.join(" and ");
  const message = `"${name}" says where it holds by ${seen}: one of ${places.join(", ")} is expected.`;
  problems.push({ path, message });
  return false;
}

/** An assertion of the device's own services: by sources alone, and where named the interfaces that packets come in by. */
export function managementOf(
  item: AssertionItem,
  management: string | readonly string[],
  asked: Asked,
  kind: Kind,
  path: Path,
  { network, problems }: PacketGround,
): Said {
  const before = problems.length;
  // Interfaces narrow it, and are no place of their own here.
  const said = places.filter((key) => key !== "interfaces" && item[key] !== undefined);
  if (!isOnePlace(item.name, said, path, problems)) return null;
  for (const key of ["direction", "packets"] as const)
    if (item[key] !== undefined)
      problems.push({ path: [...path, key], message: `The key "${key}" has no meaning beside management.` });
  for (const key of ["to", "service"] as const)
    if (asked[key] !== undefined)
      problems.push({
        path: [...path, kind, key],
        message: `The key "${key}" has no meaning beside management, which names the services of the device itself.`,
      });
  if (kind === "always" && item.interfaces === undefined)
    problems.push({
      path: [...path, "management"],
      message: "Beside always, interfaces are expected too: who comes in by which of them is not known otherwise.",
    });
  const services = servicesNamed(management, [...path, "management"], problems);
  const interfaces =
    item.interfaces === undefined ? null : patternsOf(item.interfaces, [...path, "interfaces"], problems);
  const from = named(asked.from, [...path, kind, "from"], "network", network, problems);
  if (from === null || problems.length > before) return null;
  return { where: { kind: "management", services, from, interfaces }, packets: { 4: [], 6: [] } };
}

function servicesNamed(
  value: string | readonly string[],
  path: Path,
  problems: Problem[],
): "any" | readonly ManagementServiceName[] {
  const services: ManagementServiceName[] = [];
  const texts = textsAt(value, path);
  if (texts.length === 0) problems.push({ path, message: "No service is named here." });
  for (const [text, at] of texts) {
    if (isManagementName(text)) services.push(text);
    else if (text !== "any") {
      const near = nearest(text, managementNames);
      const hint = near === null ? "" : ` Did you mean "${near}"?`;
      problems.push({ path: at, message: `"${text}" is none of any, ${managementNames.join(", ")}.${hint}` });
    }
  }
  return texts.some(([text]) => text === "any") ? "any" : services;
}

/** The texts of names or patterns, none of which may be empty. */
export function patternsOf(value: string | readonly string[], path: Path, problems: Problem[]): readonly string[] {
  const texts = textsAt(value, path);
  if (texts.length === 0) problems.push({ path, message: "Nothing is named here." });
  for (const [text, at] of texts)
    if (text.trim() === "") problems.push({ path: at, message: "An empty name stands here." });
  return texts.map(([text]) => text);
}

function zoneNames(value: string | readonly string[], path: Path, problems: Problem[]): "any" | readonly string[] {
  const names = patternsOf(value, path, problems);
  return names.includes("any") ? "any" : names;
}
