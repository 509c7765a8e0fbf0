import type { ParseProblem } from "../parser.ts";
import { walkXml, type XmlAttributes } from "./xml-walk.ts";

export interface XmlElement {
  /** Local name, without namespace prefix. */
  readonly name: string;
  readonly attributes: XmlAttributes;
  /** The element that it stands in. */
  readonly around: XmlElement | null;
  readonly children: readonly XmlElement[];
  /** Text directly inside, white space at both ends removed. */
  readonly text: string;
  /** Lines of the start tag's end and of the end tag. */
  readonly line: number;
  readonly endLine: number;
  /** Its place among all elements of the text, in the order of their start tags, from 0. */
  readonly order: number;
}

export interface XmlReading {
  /** Outermost elements; what was read before an error stays. */
  readonly roots: readonly XmlElement[];
  readonly problems: readonly ParseProblem[];
  /** How many elements there are. */
  readonly elements: number;
}

interface Growing extends XmlElement {
  children: readonly XmlElement[];
  text: string;
  endLine: number;
}

/** What elements share that hold no other. */
const noElements: readonly XmlElement[] = [];

/** Reads XML into elements with line numbers, as `walkXml` tells them. */
export function readXml(text: string): XmlReading {
  // Elements that are whole and whose surroundings are not: lists that grow one by one would take twice the room.
  const loose: Growing[] = [];
  const stack: Growing[] = [];
  const places: number[] = [];
  let elements = 0;
  let innermost: Growing | null = null;
  const make = (name: string, attributes: XmlAttributes, line: number, inside: string, endLine: number): Growing => {
    const order = elements;
    elements += 1;
    return { name, attributes, around: innermost, children: noElements, text: inside, line, endLine, order };
  };
  const problems = walkXml(text, {
    open(name, attributes, line) {
      innermost = make(name, attributes, line, "", line);
      stack.push(innermost);
      places.push(loose.length);
    },
    leaf(name, attributes, line, inside, endLine) {
      loose.push(make(name, attributes, line, inside, endLine));
    },
    close(inside, endLine) {
      const element = stack.pop();
      if (element === undefined) return;
      innermost = stack.at(-1) ?? null;
      element.children = loose.splice(places.pop() ?? 0);
      element.text = inside;
      element.endLine = endLine;
      loose.push(element);
    },
  });
  return { roots: loose, problems, elements };
}
