import { commentLines } from "../lib/xml-lines.ts";
import { readXml, type XmlElement } from "../lib/xml.ts";
import { deviceOutput } from "./device-output.ts";
import { grow, PanosNode } from "./node.ts";
import { isTop, placeBehind, step, type ConfigText } from "./tree.ts";

/** What stands around the configuration: the API's answer, and the configuration's own outermost element. */
const wrappers = new Set(["response", "result", "config"]);

interface Draft {
  readonly settled: number[];
  readonly leftOut: Map<number, string>;
  order: number;
}

/** `running-config.xml`, `show config running` in XML, or the API's answer with it. */
export function fromXml(lines: readonly string[], text: string): ConfigText {
  const draft: Draft = { settled: [], leftOut: new Map(), order: 0 };
  const root = new PanosNode("", null, "element");
  const { roots, problems } = readXml(documentOf(lines, text, draft));
  for (const line of commentLines(lines)) draft.leftOut.set(line, "comment");
  let stated: ConfigText["stated"] = { schema: null, detail: null, line: 0 };
  const visit = (element: XmlElement, around: string): void => {
    if (!wrappers.has(element.name)) {
      addElement(draft, element, root, around);
      return;
    }
    draft.settled.push(element.line, element.endLine);
    if (element.name === "config" && stated.line === 0) {
      const { attributes, line } = element;
      stated = { schema: attributes.get("version") ?? null, detail: attributes.get("detail-version") ?? null, line };
    }
    for (const child of element.children) visit(child, `${around}/${element.name}`);
  };
  for (const element of roots) visit(element, "");
  return { form: "xml", root, problems, stated, settled: draft.settled, leftOut: draft.leftOut };
}

function isTag(text: string): boolean {
  return text.trimStart().startsWith("<");
}

/** The document; what a session printed around it is blanked, so that line numbers stay. */
function documentOf(lines: readonly string[], text: string, draft: Draft): string {
  const first = lines.findIndex(isTag);
  const last = lines.findLastIndex(isTag);
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? "";
    if (line === "" || line.trim() === "") draft.leftOut.set(index + 1, "blank");
    else if (line.includes("<?xml") && /^\s*<\?xml[^<>]*\?>\s*$/.test(line))
      draft.leftOut.set(index + 1, "xml-wrapper");
    else if (index < first || index > last) {
      const reason = deviceOutput(line);
      if (reason !== null) draft.leftOut.set(index + 1, reason);
    }
  }
  if (first <= 0 && last === lines.length - 1) return text.trimEnd();
  return lines.map((line, index) => (index < first || index > last ? "" : line)).join("\n");
}

function addElement(draft: Draft, element: XmlElement, parent: PanosNode, around: string | null): void {
  const { name, text, line, endLine } = element;
  if (name === "member" && element.children.length === 0) {
    if (text === "") draft.settled.push(line, endLine);
    else addValue(draft, grow(parent, text, "member"), line, endLine);
    return;
  }
  const entry = name === "entry" ? (element.attributes.get("name") ?? null) : null;
  const next = step(parent, entry ?? name, entry === null ? "element" : "entry");
  const place = placeBehind(next);
  const path = around === null ? null : `${around}/${entry === null ? name : `entry[@name='${entry}']`}`;
  if (isTop(place) && (next !== place || place === parent || placeBehind(parent) === place)) {
    // A tag around everything: its lines are the tags alone.
    draft.settled.push(line, endLine);
  } else {
    if (around !== null && next.parent !== null && isTop(next.parent)) next.prefix = around;
    if (around !== null && isTop(parent) && next.parent !== parent) next.prefix = around;
    draft.order += 1;
    next.order = draft.order;
    if (next.first === 0 && element.children.length > 0) next.encloses = true;
    next.addLines(line, endLine);
  }
  if (text !== "") addValue(draft, grow(next, text, "text"), line, endLine);
  const leadsToTop = next.parent?.parent === null && (name === "template" || name === "template-stack");
  const below = isTop(place) || leadsToTop ? path : null;
  for (const child of element.children) addElement(draft, child, next, below);
}

function addValue(draft: Draft, node: PanosNode, line: number, endLine: number): void {
  draft.order += 1;
  node.order = draft.order;
  node.addLines(line, endLine);
}
