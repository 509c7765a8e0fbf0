import type { ParseProblem } from "../parser.ts";
import type { XmlAttributes } from "./xml-names.ts";
import { walkXml } from "./xml-walk.ts";

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
  /** Lines among which the elements stand that were asked for: see `XmlWalk`. */
  readonly sought: readonly number[] | null;
}

/** What a reader of elements may ask for while they are read. */
export interface XmlQuestions {
  /**
   * Asked of each element that holds others when it ends, while they are the last ones of a list: true where nothing of
   * them is needed any more, and the element then goes on without.
   */
  condense(element: XmlElement, elements: readonly XmlElement[], from: number): boolean;
  /** Whether the lines are wanted on which elements of a name, as it is written, begin. */
  seeks(written: string): boolean;
  /** Name of elements of which there are many that are written alike: see `XmlVisitor`. */
  readonly repeated: string;
}

interface Growing extends XmlElement {
  children: readonly XmlElement[];
  text: string;
  endLine: number;
}

/** What elements share that hold no other. */
const noElements: readonly XmlElement[] = [];

/** Reads XML into elements with line numbers, as `walkXml` tells them. */
export function readXml(text: string, questions?: XmlQuestions): XmlReading {
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
  const { problems, sought } = walkXml(text, {
    seeks: (written) => questions?.seeks(written) === true,
    ...(questions === undefined ? {} : { repeated: questions.repeated }),
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
      const place = places.pop() ?? 0;
      element.text = inside;
      element.endLine = endLine;
      if (questions?.condense(element, loose, place) === true) loose.length = place;
      else element.children = loose.splice(place);
      loose.push(element);
    },
  });
  return { roots: loose, problems, elements, sought };
}
