import { commentLines } from "../lib/xml-lines.ts";
import type { XmlAttributes } from "../lib/xml-names.ts";
import { walkXml, type XmlVisitor } from "../lib/xml-walk.ts";
import { deviceOutput } from "./device-output.ts";
import { grow, PanosNode } from "./node.ts";
import { isTop, placeBehind, step, type ConfigText } from "./tree.ts";

/** What stands around the configuration: the API's answer, and the configuration's own outermost element. */
const wrappers = new Set(["response", "result", "config"]);

/** An element that holds others, while it is read. */
interface Open {
  /** Line of its start tag. */
  readonly line: number;
  /** What its elements are added to. */
  readonly node: PanosNode;
  /** Path for what stands in it, where a place may be in it at which a configuration begins; null elsewhere. */
  readonly path: string | null;
  /** Stands around the configuration. */
  readonly isWrapper: boolean;
  /** Its tags are all of it: what is in it belongs to a node above. */
  readonly isBare: boolean;
  /** Order of the text directly inside, which comes before that of its elements. */
  readonly order: number;
}

/** `running-config.xml`, `show config running` in XML, or the API's answer with it. */
export function fromXml(lines: readonly string[], text: string): ConfigText {
  const leftOut = new Map<number, string>();
  const tree = new Tree(lines.length);
  const { problems } = walkXml(documentOf(lines, text, leftOut), tree);
  const { root, stated, settled } = tree;
  return { form: "xml", root, problems, stated, settled, leftOut };
}

function isTag(text: string): boolean {
  return text.trimStart().startsWith("<");
}

/** The document; what a session printed around it is blanked, so that line numbers stay. */
function documentOf(lines: readonly string[], text: string, leftOut: Map<number, string>): string {
  const first = lines.findIndex(isTag);
  const last = lines.findLastIndex(isTag);
  let hasComment = false;
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? "";
    const tag = line.indexOf("<");
    const sign = tag === -1 ? "" : line[tag + 1];
    if (tag === -1 && line.trim() === "") leftOut.set(index + 1, "blank");
    else if (sign === "?" && /^\s*<\?xml[^<>]*\?>\s*$/.test(line)) leftOut.set(index + 1, "xml-wrapper");
    else if (index < first || index > last) {
      const reason = deviceOutput(line);
      if (reason !== null) leftOut.set(index + 1, reason);
    } else if (sign === "!") hasComment = true;
  }
  if (hasComment) for (const line of commentLines(lines)) leftOut.set(line, "comment");
  if (first <= 0 && last === lines.length - 1) return text;
  return lines.map((line, index) => (index < first || index > last ? "" : line)).join("\n");
}

/** Makes nodes of elements as they are read. */
class Tree implements XmlVisitor {
  readonly repeated = "entry";
  readonly root = new PanosNode("", null, "element");
  readonly settled: number[] = [];
  stated: ConfigText["stated"] = { schema: null, detail: null, line: 0 };
  readonly #stack: Open[] = [];
  /** What is cut off ends here. */
  readonly #lastLine: number;
  #order = 0;

  constructor(lines: number) {
    this.#lastLine = lines;
  }

  open(name: string, attributes: XmlAttributes, line: number): void {
    const around = this.#stack.at(-1);
    if (this.#isWrapper(name, attributes, line, around)) {
      const path = `${around?.path ?? ""}/${name}`;
      this.#stack.push({ line, node: this.root, path, isWrapper: true, isBare: true, order: 0 });
    } else this.#stack.push(this.#enter(name, attributes, line, around, true));
  }

  close(text: string, endLine: number): void {
    const element = this.#stack.pop();
    if (element === undefined) return;
    const { line, node, isWrapper, isBare, order } = element;
    const last = Math.min(endLine, this.#lastLine);
    if (isBare) this.settled.push(line, last);
    else node.addLines(line, last);
    if (text === "" || isWrapper) return;
    this.#addValue(grow(node, text, "text"), order, line, last);
    const first = node.children.keys()[0];
    if (first !== undefined) node.children.move(text, "before", first);
  }

  leaf(name: string, attributes: XmlAttributes, line: number, text: string, endLine: number): void {
    const last = Math.min(endLine, this.#lastLine);
    const around = this.#stack.at(-1);
    const parent = around?.node ?? this.root;
    if (this.#isWrapper(name, attributes, line, around)) this.settled.push(line, last);
    else if (name === "member") {
      if (text === "") this.settled.push(line, last);
      else this.#addValue(grow(parent, text, "member"), this.#next(), line, last);
    } else {
      const { node, isBare, order } = this.#enter(name, attributes, line, around, false);
      if (isBare) this.settled.push(line, last);
      else node.addLines(line, last);
      if (text !== "") this.#addValue(grow(node, text, "text"), order, line, last);
    }
  }

  #next(): number {
    this.#order += 1;
    return this.#order;
  }

  #isWrapper(name: string, attributes: XmlAttributes, line: number, around: Open | undefined): boolean {
    if ((around !== undefined && !around.isWrapper) || !wrappers.has(name)) return false;
    if (name === "config" && this.stated.line === 0)
      this.stated = { schema: attributes["version"] ?? null, detail: attributes["detail-version"] ?? null, line };
    return true;
  }

  #enter(name: string, attributes: XmlAttributes, line: number, above: Open | undefined, encloses: boolean): Open {
    const parent = above?.node ?? this.root;
    const around = above === undefined ? "" : above.path;
    const entry = name === "entry" ? (attributes["name"] ?? null) : null;
    const node = step(parent, entry ?? name, entry === null ? "element" : "entry");
    const place = placeBehind(node);
    // A tag around everything: its lines are the tags alone.
    const isBare = isTop(place) && (node !== place || place === parent || placeBehind(parent) === place);
    if (!isBare) {
      if (around !== null && node.parent !== null && isTop(node.parent)) node.prefix = around;
      if (around !== null && isTop(parent) && node.parent !== parent) node.prefix = around;
      node.order = this.#next();
      if (node.first === 0 && encloses) node.encloses = true;
    }
    const leadsToTop = node.parent?.parent === null && (name === "template" || name === "template-stack");
    const leads = around !== null && (isTop(place) || leadsToTop);
    const path = leads ? `${around}/${entry === null ? name : `entry[@name='${entry}']`}` : null;
    return { line, node, path, isWrapper: false, isBare, order: this.#next() };
  }

  #addValue(node: PanosNode, order: number, line: number, endLine: number): void {
    node.order = order;
    node.addLines(line, endLine);
  }
}
