import type { XmlAttributes } from "./xml-names.ts";
import { lessThan, partEnd, quote, XmlShape, type Step } from "./xml-shapes.ts";

const noKeys: readonly string[] = [];

/** The tag of an element of which a shape is being made. */
interface Tag {
  readonly from: number;
  readonly to: number;
  readonly attributes: XmlAttributes | null;
  readonly keys: readonly string[];
  readonly value: number;
}

/** More than a usual element holds. */
const mostSteps = 200;

/** Makes the shape of one element while it is read. */
export class ShapeDraft {
  readonly depth: number;
  readonly #text: string;
  readonly #from: number;
  readonly #line: number;
  readonly #steps: Step[] = [];
  /** Where the parts that differ begin and end. */
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  #tag: Tag | null = null;
  /** It holds what no shape says. */
  #isOdd = false;

  constructor(text: string, depth: number, from: number, line: number) {
    this.#text = text;
    this.depth = depth;
    this.#from = from;
    this.#line = line;
  }

  /** A start tag, of which the element is told later. */
  tag(from: number, to: number, name: string, written: XmlAttributes, attributes: XmlAttributes): void {
    this.#tag = { from, to, attributes, keys: noKeys, value: 0 };
    const raw = this.#text.slice(from, to);
    // Lines count from where the element begins.
    if (from === this.#from && raw.includes("\n")) this.#isOdd = true;
    const keys = Object.keys(written);
    if (keys.length === 0 || written !== attributes) return;
    // Written as everybody does; in other forms the values are part of the shape.
    const start = `<${name}${keys.map((key) => ` ${key}="${written[key] ?? ""}"`).join("")}`;
    if (raw !== `${start}>` && raw !== `${start}/>`) return;
    this.#tag = { from, to, attributes: null, keys, value: this.#starts.length };
    let place = from + name.length + 1;
    for (const key of keys) {
      place += key.length + 3;
      const end = place + (written[key] ?? "").length;
      if (partEnd(this.#text, place, quote) !== end) this.#isOdd = true;
      this.#starts.push(place);
      this.#ends.push(end);
      place = end + 1;
    }
  }

  open(name: string, line: number): void {
    this.#add("open", name, line, line, -1);
  }

  /** A leaf whose end tag begins at a place. */
  leaf(name: string, line: number, endLine: number, end: number): void {
    const { to = 0, from = 0 } = this.#tag ?? {};
    // A tag that closes itself is its own end.
    if (end === from) return this.#add("leaf", name, line, endLine, -1);
    if (partEnd(this.#text, to, lessThan) !== end) this.#isOdd = true;
    this.#starts.push(to);
    this.#ends.push(end);
    this.#add("leaf", name, line, endLine, this.#starts.length - 1);
  }

  close(text: string, endLine: number): void {
    if (text !== "") this.#isOdd = true;
    this.#add("close", "", endLine, endLine, -1);
  }

  /** An element that is sought begins between two lines. */
  sought(before: number, line: number): void {
    if (this.#steps.length === 0) this.#isOdd = true;
    this.#add("sought", "", before, line, -1);
  }

  shape(end: number, endLine: number): XmlShape | null {
    if (this.#isOdd || this.#steps.length > mostSteps) return null;
    const written = { text: this.#text, from: this.#from, to: end, starts: this.#starts, ends: this.#ends };
    return new XmlShape(this.depth, this.#steps, endLine - this.#line, written);
  }

  #add(kind: Step["kind"], name: string, line: number, endLine: number, text: number): void {
    const { attributes = null, keys = noKeys, value = 0 } = this.#tag ?? {};
    if (this.#steps.length > mostSteps) return;
    this.#steps.push({
      kind,
      name,
      attributes,
      keys,
      value,
      text,
      line: line - this.#line,
      endLine: endLine - this.#line,
    });
  }
}
