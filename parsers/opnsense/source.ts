import { read, unknownFact, type Fact, type LineRange, type Place, type UnknownFact } from "../../src/model/fact.ts";
import type { XmlElement } from "../lib/xml.ts";

/** The two systems that write this file; where they mean different things by an element, the reader asks. */
export type Os = "opnsense" | "pfsense";

/**
 * The elements of a configuration, and which of them have been read. An element that nobody took is unread,
 * so that no line is read by accident.
 */
export class Source {
  readonly os: Os;
  readonly root: XmlElement;
  // By the order of elements, since there are many.
  readonly #read: Uint8Array;
  readonly #ordinals: Uint32Array;
  /** Paths of elements that hold others, whose ordinals are counted too. */
  readonly #paths = new Map<XmlElement, string>();
  /** The last of them that was asked for. */
  #around: XmlElement | null = null;
  #above = "";

  constructor(os: Os, root: XmlElement, elements: number) {
    this.os = os;
    this.root = root;
    this.#read = new Uint8Array(elements);
    this.#ordinals = new Uint32Array(elements);
  }

  /** Counts the second and further elements of a name. */
  #count(around: XmlElement): void {
    const counts = new Map<string, number>();
    let name = "";
    let ordinal = 0;
    for (const child of around.children) {
      // Long lists hold elements of one name.
      if (child.name !== name) {
        counts.set(name, ordinal);
        name = child.name;
        ordinal = counts.get(name) ?? 0;
      }
      ordinal += 1;
      if (ordinal > 1) this.#ordinals[child.order] = ordinal;
    }
  }

  isRead(element: XmlElement): boolean {
    return this.#read[element.order] === 1;
  }

  take(element: XmlElement): XmlElement {
    this.#read[element.order] = 1;
    return element;
  }

  takeAll(element: XmlElement): void {
    this.take(element);
    for (const child of element.children) this.takeAll(child);
  }

  /** The element at a path below another, and nothing is taken; the last of several, as PHP's parser keeps it. */
  find(from: XmlElement, ...path: readonly string[]): XmlElement | undefined {
    return lastAt(from, path);
  }

  all(from: XmlElement | undefined, ...path: readonly string[]): readonly XmlElement[] {
    let found: readonly XmlElement[] = from === undefined ? [] : [from];
    for (const name of path) found = found.flatMap(({ children }) => children.filter((child) => child.name === name));
    return found;
  }

  /** The leaf at a path, taken. */
  leaf(from: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
    return this.#leaf(from, path);
  }

  #leaf(from: XmlElement | undefined, path: readonly string[]): XmlElement | undefined {
    const found = from === undefined ? undefined : lastAt(from, path);
    if (found === undefined || found.children.length > 0) return undefined;
    return this.take(found);
  }

  /** Text of the leaf at a path, taken; null where it is absent or empty. */
  text(from: XmlElement | undefined, ...path: readonly string[]): string | null {
    return this.#text(from, path);
  }

  #text(from: XmlElement | undefined, path: readonly string[]): string | null {
    const found = this.#leaf(from, path);
    return found === undefined || found.text === "" ? null : found.text;
  }

  /** Words of the leaf at a path, split at commas and blanks. */
  words(from: XmlElement | undefined, ...path: readonly string[]): readonly string[] {
    const text = this.#text(from, path);
    return text === null ? [] : splitWords(text);
  }

  /** PHP's `isset`: the element is there, whatever it holds. */
  has(from: XmlElement | undefined, ...path: readonly string[]): boolean {
    return this.#leaf(from, path) !== undefined;
  }

  /** PHP's `!empty`: the element is there and holds neither nothing nor "0". */
  filled(from: XmlElement | undefined, ...path: readonly string[]): boolean {
    const text = this.#text(from, path);
    return text !== null && text !== "0";
  }

  place(element: XmlElement): Place & { readonly path: string } {
    return { at: linesOf(element), path: this.path(element) };
  }

  fact<T>(element: XmlElement, value: T): Fact<T> {
    return read(value, linesOf(element), this.path(element));
  }

  unknown(element: XmlElement, why: string): UnknownFact {
    return unknownFact(why, linesOf(element), this.path(element));
  }

  #pathAbove(around: XmlElement): string {
    let above = this.#paths.get(around);
    if (above === undefined) {
      this.#count(around);
      this.#paths.set(around, (above = this.path(around)));
    }
    this.#around = around;
    this.#above = above;
    return above;
  }

  path(element: XmlElement): string {
    const { around, name, order } = element;
    if (around === null) return `/${name}`;
    // Those that stand in one element are mostly asked for one after another.
    const above = around === this.#around ? this.#above : this.#pathAbove(around);
    const ordinal = this.#ordinals[order] ?? 0;
    // Joined, it is one string; put together otherwise it would be kept in parts.
    return [above, ordinal === 0 ? name : `${name}[${ordinal}]`].join("/");
  }
}

/** Words between commas and blanks. */
export function splitWords(text: string): readonly string[] {
  return /[\s,]/.test(text) ? text.split(/[\s,]+/).filter((word) => word !== "") : [text];
}

function lastAt(from: XmlElement, path: readonly string[]): XmlElement | undefined {
  let found: XmlElement | undefined = from;
  for (const name of path) found = found === undefined ? undefined : lastOf(found.children, name);
  return found;
}

function lastOf(elements: readonly XmlElement[], name: string): XmlElement | undefined {
  for (let index = elements.length - 1; index >= 0; index -= 1) {
    const element = elements[index];
    if (element?.name === name) return element;
  }
  return undefined;
}

function linesOf({ line, endLine }: XmlElement): readonly LineRange[] {
  return [[line, endLine]];
}
