import type { LineRange } from "../../src/model/fact.ts";
import { readXml, type XmlElement } from "../lib/xml.ts";
import { deviceOutput } from "./device-output.ts";
import { closeLines, type ConfigNode } from "./node.ts";
import { addStatement, addWords, newDraft, type ConfigText, type Draft, type Statement } from "./statements.ts";

/** `show configuration | display xml`, with or without `<rpc-reply>`, and what the session printed around it. */
export function fromXml(lines: readonly string[]): ConfigText {
  const draft = newDraft();
  const kept = [...lines];
  const commented = commentLines(lines);
  // Only whole lines around the document are device output; they are blanked so that line numbers stay.
  for (const [index, text] of lines.entries()) {
    if (text.trim() === "") draft.leftOut.push({ line: index + 1, reason: "blank" });
    if (commented.has(index + 1) || /^\s*<\?xml[^<>]*\?>\s*$/.test(text)) {
      draft.leftOut.push({ line: index + 1, reason: commented.has(index + 1) ? "comment" : "xml-wrapper" });
    }
    if (text.includes("<")) continue;
    const reason = deviceOutput(text);
    if (reason === null) continue;
    draft.leftOut.push({ line: index + 1, reason });
    kept[index] = "";
  }
  const { roots, problems } = readXml(kept.join("\n"));
  const walk: Walk = { draft, sequence: new Map() };
  for (const root of roots) findConfiguration(walk, root, "");
  return { form: "xml", ...draft, problems: [...draft.problems, ...problems] };
}

/** Lines that hold nothing but an XML comment or a part of one. */
function commentLines(lines: readonly string[]): Set<number> {
  const found = new Set<number>();
  let inside = false;
  for (const [index, text] of lines.entries()) {
    const trimmed = text.trim();
    if (!inside && !trimmed.startsWith("<!--")) continue;
    const end = trimmed.indexOf("-->");
    if (end === -1 || end === trimmed.length - 3) found.add(index + 1);
    inside = end === -1;
  }
  return found;
}

interface Walk {
  readonly draft: Draft;
  /** How many elements of a path were seen, so that each has its own. */
  readonly sequence: Map<string, number>;
}

/** Elements that a reply puts around the configuration. */
const wrappers = new Set(["rpc-reply", "data", "reply", "multi-routing-engine-results", "multi-routing-engine-item"]);
/** Beside the configuration in a reply. */
const companions = new Set(["cli", "re-name", "database-status-information"]);

function findConfiguration(walk: Walk, element: XmlElement, around: string): void {
  const path = `${around}/${element.name}`;
  if (element.name === "configuration") {
    wrapper(walk, element, "xml-wrapper");
    for (const child of element.children) addElement(walk, element, child, [walk.draft.root], path, false);
  } else if (wrappers.has(element.name)) {
    wrapper(walk, element, "xml-wrapper");
    for (const child of element.children) findConfiguration(walk, child, path);
  } else if (companions.has(element.name)) {
    for (let line = element.line; line <= element.endLine; line += 1) {
      walk.draft.leftOut.push({ line, reason: "session-state" });
    }
  }
}

function wrapper(walk: Walk, element: XmlElement, reason: string): void {
  walk.draft.leftOut.push({ line: element.line, reason }, { line: element.endLine, reason });
}

/**
 * Elements that the command line does not show, by what they stand in: their content is read in their
 * place. Junos XML API Explorer; `show configuration | display xml` beside `| display set`.
 */
const hidden: Readonly<Record<string, ReadonlySet<string> | "everywhere">> = {
  interface: new Set(["interfaces"]),
  instance: new Set(["routing-instances"]),
  vlan: new Set(["vlans"]),
  domain: new Set(["bridge-domains"]),
  "prefix-list-item": "everywhere",
  contents: "everywhere",
  "filter-name": "everywhere",
  "ip-prefix": new Set(["address"]),
  "range-high": "everywhere",
  undocumented: "everywhere",
  "ri-name": "everywhere",
};

/** Leaf elements that name a list entry: their text stands as a bare word. */
const nameElements = new Set(["name", "filter-name", "ip-prefix", "range-high"]);

function addElement(
  walk: Walk,
  parent: XmlElement,
  element: XmlElement,
  from: readonly ConfigNode[],
  around: string,
  inactiveAround: boolean,
): void {
  const { draft } = walk;
  if (element.name === "comment") {
    for (let line = element.line; line <= element.endLine; line += 1) draft.leftOut.push({ line, reason: "comment" });
    return;
  }
  const path = pathOf(walk, element, around);
  const inactive = element.attributes.get("inactive") === "inactive";
  // What stands in a block that is switched off needs no mark of its own.
  const mark = inactive ? "inactive" : inactiveAround ? "keep" : "active";
  const words = wordsOf(parent, element);
  const ends = addWords(from, words, mark);
  if (ends === null) {
    draft.problems.push({
      code: "too-deep",
      message: "Elements are nested too deep.",
      at: [[element.line, element.line]],
    });
    return;
  }
  for (const end of ends) end.path ??= path;
  const keys = element.children.filter((child) => isKey(element, child));
  if (words.length > 0) {
    const firstLines: LineRange = [element.line, keys.at(-1)?.endLine ?? textEnd(element)];
    const statement: Statement = addStatement(draft, ends, firstLines);
    if (element.endLine > firstLines[1]) {
      statement.close = element.endLine;
      for (const end of ends) closeLines(end, firstLines, element.endLine);
    }
  } else wrapper(walk, element, "xml-wrapper");
  for (const child of element.children) {
    if (!isKey(element, child)) addElement(walk, element, child, ends, path, inactive || inactiveAround);
  }
}

function textEnd(element: XmlElement): number {
  return element.children.length === 0 ? element.endLine : element.line;
}

function isKey(element: XmlElement, child: XmlElement): boolean {
  if (child.children.length > 0) return false;
  if (child.name === "from-zone-name" || child.name === "to-zone-name") return true;
  if (child.name === "name")
    return element.children[0] === child || element.children.every((other) => other.name !== "name" || other === child);
  return element.name === "route-filter" && child.name === "address" && element.children[0] === child;
}

/** The words that an element stands for on the command line. */
function wordsOf(parent: XmlElement, element: XmlElement): string[] {
  const words: string[] = [];
  const where = hidden[element.name];
  const isHidden = where === "everywhere" || (where !== undefined && where.has(parent.name));
  const isName = nameElements.has(element.name) && isHidden;
  const zones = element.children.filter((child) => child.name === "from-zone-name" || child.name === "to-zone-name");
  if (element.name === "policy" && zones.length > 0) {
    for (const zone of zones) words.push(zone.name.replace(/-name$/, ""), zone.text);
    return words;
  }
  if (!isHidden) words.push(element.name);
  for (const child of element.children) if (isKey(element, child)) words.push(child.text);
  if (element.children.length === 0 && element.text !== "" && (!isHidden || isName)) words.push(element.text);
  return words;
}

/** Element path with the name of list entries, else with their number among equals. */
function pathOf(walk: Walk, element: XmlElement, around: string): string {
  const key = element.children.find((child) => child.name === "name" && child.children.length === 0);
  if (key !== undefined && !isSecretName(element.name)) {
    return `${around}/${element.name}[name=${JSON.stringify(key.text)}]`;
  }
  const plain = `${around}/${element.name}`;
  const count = (walk.sequence.get(plain) ?? 0) + 1;
  walk.sequence.set(plain, count);
  return count === 1 ? plain : `${plain}[${count}]`;
}

/** The name of an SNMP community or trap group is itself a secret and stands in no path. */
function isSecretName(element: string): boolean {
  return element === "community" || element === "trap-group";
}
