import type { LineRange } from "../../src/model/fact.ts";
import type { LazyLines } from "../lib/lazy-lines.ts";
import { commentLines } from "../lib/xml-lines.ts";
import { readXml, type XmlElement } from "../lib/xml.ts";
import { deviceOutput } from "./device-output.ts";
import type { ConfigNode } from "./node.ts";
import { addStatement, addWords, closeBlock, newDraft, type ConfigText, type Draft } from "./statements.ts";

/** `show configuration | display xml`, with or without `<rpc-reply>`, and what the session printed around it. */
export function fromXml(text: LazyLines): ConfigText {
  const lines = text.slice(0, text.length);
  const draft = newDraft(lines.length);
  let kept: string[] | null = null;
  const commented = commentLines(lines);
  // Only whole lines around the document are device output; they are blanked so that line numbers stay.
  for (const [index, line] of lines.entries()) {
    if (isBlank(line)) draft.leftOut.note(index + 1, "blank");
    const isComment = commented.has(index + 1);
    if (isComment || (line.includes("<?xml") && /^\s*<\?xml[^<>]*\?>\s*$/.test(line))) {
      draft.leftOut.note(index + 1, isComment ? "comment" : "xml-wrapper");
    }
    if (line.includes("<")) continue;
    const reason = deviceOutput(line);
    if (reason === null) continue;
    draft.leftOut.note(index + 1, reason);
    kept ??= [...lines];
    kept[index] = "";
  }
  const { roots, problems } = readXml((kept ?? lines).join("\n"));
  for (const root of roots) findConfiguration(draft, root, "");
  return { form: "xml", ...draft, problems: [...draft.problems, ...problems] };
}

function isBlank(text: string): boolean {
  return text === "" || text.trim() === "";
}

/** Elements that a reply puts around the configuration. */
const wrappers = new Set(["rpc-reply", "data", "reply", "multi-routing-engine-results", "multi-routing-engine-item"]);
/** Beside the configuration in a reply. */
const companions = new Set(["cli", "re-name", "database-status-information"]);

function findConfiguration(draft: Draft, element: XmlElement, around: string): void {
  const path = `${around}/${element.name}`;
  if (element.name === "configuration") {
    wrapper(draft, element, "xml-wrapper");
    addElements(draft, element, [draft.root], path, false);
  } else if (wrappers.has(element.name)) {
    wrapper(draft, element, "xml-wrapper");
    for (const child of element.children) findConfiguration(draft, child, path);
  } else if (companions.has(element.name)) {
    for (let line = element.line; line <= element.endLine; line += 1) {
      draft.leftOut.note(line, "session-state");
    }
  }
}

function wrapper(draft: Draft, element: XmlElement, reason: string): void {
  draft.leftOut.note(element.line, reason);
  draft.leftOut.note(element.endLine, reason);
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

/** Adds what stands in an element and is no key of it. */
function addElements(
  draft: Draft,
  parent: XmlElement,
  from: readonly ConfigNode[],
  around: string,
  inactiveAround: boolean,
): void {
  // How many elements of a name were seen, so that each has a path of its own.
  let seen: Map<string, number> | null = null;
  for (const child of parent.children) {
    if (isKey(parent, child)) continue;
    if (child.name === "comment") {
      for (let line = child.line; line <= child.endLine; line += 1) draft.leftOut.note(line, "comment");
      continue;
    }
    let step = namedStep(child);
    if (step === null) {
      seen ??= new Map();
      const count = (seen.get(child.name) ?? 0) + 1;
      seen.set(child.name, count);
      step = count === 1 ? child.name : `${child.name}[${count}]`;
    }
    addElement(draft, parent, child, from, `${around}/${step}`, inactiveAround);
  }
}

function addElement(
  draft: Draft,
  parent: XmlElement,
  element: XmlElement,
  from: readonly ConfigNode[],
  path: string,
  inactiveAround: boolean,
): void {
  const inactive = element.attributes["inactive"] === "inactive";
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
  if (words.length > 0) {
    const firstLines: LineRange = [element.line, headEnd(element)];
    const isBlock = element.endLine > firstLines[1];
    const block = addStatement(draft, ends, firstLines, isBlock);
    if (isBlock) closeBlock(draft, block, element.endLine);
  } else wrapper(draft, element, "xml-wrapper");
  addElements(draft, element, ends, path, inactive || inactiveAround);
}

/** The line on which an element's own words end: its last key, its text, or its start tag. */
function headEnd(element: XmlElement): number {
  for (let at = element.children.length - 1; at >= 0; at -= 1) {
    const child = element.children[at];
    if (child !== undefined && isKey(element, child)) return child.endLine;
  }
  return textEnd(element);
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
  if (element.name === "policy") {
    for (const child of element.children) {
      if (child.name === "from-zone-name" || child.name === "to-zone-name")
        words.push(child.name.replace(/-name$/, ""), child.text);
    }
    if (words.length > 0) return words;
  }
  if (!isHidden) words.push(element.name);
  for (const child of element.children) if (isKey(element, child)) words.push(child.text);
  if (element.children.length === 0 && element.text !== "" && (!isHidden || isName)) words.push(element.text);
  return words;
}

/** The last step of a list entry's path; null where it has no name, or one that must not be told. */
function namedStep(element: XmlElement): string | null {
  if (isSecretName(element.name)) return null;
  const key = element.children.find((child) => child.name === "name" && child.children.length === 0);
  return key === undefined ? null : `${element.name}[name=${JSON.stringify(key.text)}]`;
}

/** The name of an SNMP community or trap group is itself a secret and stands in no path. */
function isSecretName(element: string): boolean {
  return element === "community" || element === "trap-group";
}
