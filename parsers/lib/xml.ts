import type { ParseProblem } from "../parser.ts";
import { walkXml, type XmlAttributes, type XmlStart } from "./xml-walk.ts";

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

interface Growing {
  readonly name: string;
  readonly attributes: XmlAttributes;
  readonly around: Growing | null;
  readonly children: Growing[];
  text: string;
  readonly line: number;
  endLine: number;
  readonly order: number;
}

/** What elements share that hold no other; never written to. */
const noElements: Growing[] = [];

/** Reads XML into elements with line numbers, as `walkXml` tells them. */
export function readXml(text: string): XmlReading {
  const roots: Growing[] = [];
  const stack: Growing[] = [];
  let elements = 0;
  const add = ({ name, attributes, line }: XmlStart, children: Growing[], inside: string, endLine: number): Growing => {
    const around = stack.at(-1) ?? null;
    const element: Growing = { name, attributes, around, children, text: inside, line, endLine, order: elements };
    elements += 1;
    (around?.children ?? roots).push(element);
    return element;
  };
  const problems = walkXml(text, {
    open(start) {
      stack.push(add(start, [], "", start.line));
    },
    leaf(start, inside, endLine) {
      add(start, noElements, inside, endLine);
    },
    close(inside, endLine) {
      const element = stack.pop();
      if (element === undefined) return;
      element.text = inside;
      element.endLine = endLine;
    },
  });
  return { roots, problems, elements };
}
