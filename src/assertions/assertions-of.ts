import { Value } from "typebox/value";
import { shapeProblems, type Path, type Problem, type ShapeWords } from "../yaml/shape-problems.ts";
import type { PacketGround } from "./asserted-packets.ts";
import { listsOf, managementOf, patternsOf } from "./asserted-places.ts";
import type { DeviceAssertion } from "./document.ts";
import { networksOf } from "./networks.ts";
import { assertionSchema, type AssertionData, type AssertionItem } from "./schema.ts";
import { servicesOf } from "./services.ts";

export type DocumentReading =
  | { readonly ok: true; readonly assertions: readonly DeviceAssertion[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads a document of assertions from data: the same from YAML and from JSON. `lineOf` tells where a path stands. */
export function assertionsOf(data: unknown, lineOf: (path: Path) => number | null = () => null): DocumentReading {
  const shape = shapeProblems(assertionSchema, data, words);
  if (shape.length > 0 || !isAssertionData(data)) return { ok: false, problems: shape };
  const problems: Problem[] = [];
  const ground: PacketGround = {
    network: networksOf(data.networks ?? {}, problems),
    service: servicesOf(data.services ?? {}, problems),
    problems,
  };
  const assertions: DeviceAssertion[] = [];
  const first = new Map<string, number>();
  for (const [index, item] of data.assertions.entries()) {
    const before = first.get(item.name);
    if (before === undefined) first.set(item.name, index);
    else
      problems.push({
        path: ["assertions", index, "name"],
        message: `"${item.name}" is there twice; first as assertions.${before}.`,
      });
    const assertion = assertionOf(item, ["assertions", index], ground, lineOf);
    if (assertion !== null) assertions.push(assertion);
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, assertions };
}

const words: ShapeWords = {
  choice: (_, seen) => `A text or a list of texts is expected; seen: ${seen}.`,
  pattern: ([section], seen) =>
    section === "assertions" ? `A name of one line, up to 200 characters, is expected; seen: ${seen}.` : null,
  unknownKey: (key, [section, ...rest]) =>
    (section === "networks" || section === "services") && rest.length === 0
      ? `"${key}" is no name: a letter, and up to 63 letters, digits, "_", "." and "-" after it, are expected.`
      : null,
};

function isAssertionData(data: unknown): data is AssertionData {
  return Value.Check(assertionSchema, data);
}

function assertionOf(
  item: AssertionItem,
  path: Path,
  ground: PacketGround,
  lineOf: (path: Path) => number | null,
): DeviceAssertion | null {
  const { name, description, never, always, devices, os } = item;
  const { problems } = ground;
  const kind = never === undefined ? "always" : "never";
  const asked = never ?? always;
  if (asked === undefined || (never !== undefined && always !== undefined)) {
    problems.push({
      path,
      message: `"${name}" says ${asked === undefined ? "neither" : "both"} never and always: one of them is expected.`,
    });
    return null;
  }
  const said =
    item.management === undefined
      ? listsOf(item, asked, kind, path, ground)
      : managementOf(item, item.management, asked, kind, path, ground);
  if (devices !== undefined) patternsOf(devices, [...path, "devices"], problems);
  if (os?.length === 0) problems.push({ path: [...path, "os"], message: "No operating system is named here." });
  if (said === null) return null;
  return {
    name,
    description: description ?? null,
    kind,
    ...said,
    devices: devices === undefined ? null : typeof devices === "string" ? [devices] : devices,
    os: os ?? null,
    line: lineOf(path),
  };
}
