import type { XmlAttributes } from "./xml-names.ts";

/** What is told of an element that is written like one before: lines count from its first, texts and values by place. */
export interface Step {
  readonly kind: "open" | "leaf" | "close" | "sought";
  readonly name: string;
  /** Attributes that each such element has; null where their values differ. */
  readonly attributes: XmlAttributes | null;
  readonly keys: readonly string[];
  /** Place of the first attribute's value among the parts that differ. */
  readonly value: number;
  /** Place of the text among the parts that differ; -1 where there is none. */
  readonly text: number;
  readonly line: number;
  readonly endLine: number;
}

export const lessThan = 60;
const ampersand = 38;
export const quote = 34;

/** Where an element stands in a text, and where its texts and values begin and end. */
export interface Written {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/**
 * How an element is written: its letters except the texts of its leaves and the values of its attributes. Another that
 * has the same letters around texts and values without any markup has the same elements on the same lines.
 */
export class XmlShape {
  /** Depth at which the element stands. */
  readonly depth: number;
  readonly steps: readonly Step[];
  /** Lines from the first to the last. */
  readonly lines: number;
  /** The text, and where in it the element stands that was read. */
  readonly #text: string;
  readonly #first: number;
  readonly #last: number;
  /** Where the parts of that element begin and end that may differ; the letter at its end ends each. */
  readonly #starts: readonly number[];
  readonly #ends: readonly number[];
  /** The same of the element that was matched last. */
  readonly #from: number[];
  readonly #to: number[];
  /** What was asked for last of each part. */
  readonly #parts: string[];
  /** Where the element that was matched last ends. */
  end = 0;

  constructor(depth: number, steps: readonly Step[], lines: number, written: Written) {
    const { text, from, to, starts, ends } = written;
    this.depth = depth;
    this.steps = steps;
    this.lines = lines;
    this.#text = text;
    this.#first = from;
    this.#last = to;
    this.#starts = starts;
    this.#ends = ends;
    this.#from = [...starts];
    this.#to = [...ends];
    this.#parts = starts.map(() => "");
  }

  /** Whether an element of this shape begins at a place; its end and its parts are known then. */
  match(at: number): boolean {
    const text = this.#text;
    const starts = this.#starts;
    let place = at;
    let known = this.#first;
    for (let part = 0; part < starts.length; part += 1) {
      const start = starts[part] ?? 0;
      for (; known < start; known += 1, place += 1) if (text.charCodeAt(place) !== text.charCodeAt(known)) return false;
      known = this.#ends[part] ?? 0;
      const end = partEnd(text, place, text.charCodeAt(known));
      if (end === -1) return false;
      this.#from[part] = place;
      this.#to[part] = end;
      place = end;
    }
    for (; known < this.#last; known += 1, place += 1)
      if (text.charCodeAt(place) !== text.charCodeAt(known)) return false;
    this.end = place;
    return true;
  }

  /** A part of the element that was matched last; one string where it equals that of the element before. */
  part(place: number): string {
    const text = this.#text;
    const from = this.#from[place] ?? 0;
    const to = this.#to[place] ?? 0;
    const before = this.#parts[place] ?? "";
    if (before.length === to - from && isAt(text, from, before)) return before;
    return (this.#parts[place] = text.slice(from, to));
  }

  /** Attributes of a step of the element that was matched last. */
  attributes({ attributes, keys, value }: Step): XmlAttributes {
    if (attributes !== null) return attributes;
    const made: Record<string, string> = {};
    for (let index = 0; index < keys.length; index += 1) made[keys[index] ?? ""] = this.part(value + index);
    return made;
  }
}

function isAt(text: string, from: number, part: string): boolean {
  for (let index = 0; index < part.length; index += 1)
    if (text.charCodeAt(from + index) !== part.charCodeAt(index)) return false;
  return true;
}

/** Where a text or a value ends that is what it is written as; -1 where it holds markup or line ends, or begins or ends blank. */
export function partEnd(text: string, from: number, ending: number): number {
  let place = from;
  let code = text.charCodeAt(place);
  while (code !== ending) {
    // Beyond the end there is no number.
    if (!(code >= 32) || code === lessThan || code === ampersand) return -1;
    place += 1;
    code = text.charCodeAt(place);
  }
  if (ending === quote || place === from) return place;
  return isInk(text.charCodeAt(from)) && isInk(text.charCodeAt(place - 1)) ? place : -1;
}

/** Neither white space nor a letter of which one would have to be looked up. */
function isInk(code: number): boolean {
  return code > 32 && code < 127;
}

/** Shapes kept of a text; more different ones that take turns are seldom. */
const mostShapes = 8;

/** The shapes of elements that were read last, the last that was found first. */
export class XmlShapes {
  readonly #shapes: XmlShape[] = [];
  #found = 0;
  #missed = 0;

  /** Elements are like others often enough for a look at each. */
  get areOfUse(): boolean {
    return this.#missed < 50 + 4 * this.#found;
  }

  add(shape: XmlShape | null): void {
    if (shape === null) return;
    this.#shapes.unshift(shape);
    if (this.#shapes.length > mostShapes) this.#shapes.pop();
  }

  /** The shape of the element that begins at a place and a depth, if it is one of these. */
  find(at: number, depth: number): XmlShape | null {
    for (let index = 0; index < this.#shapes.length; index += 1) {
      const shape = this.#shapes[index];
      if (shape === undefined || shape.depth !== depth || !shape.match(at)) continue;
      if (index > 0) this.#shapes.unshift(...this.#shapes.splice(index, 1));
      this.#found += 1;
      return shape;
    }
    this.#missed += 1;
    return null;
  }
}
