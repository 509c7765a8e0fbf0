import { Parser } from "xml2js";
import type { ParseProblem } from "../parser.ts";
import { deepest } from "./braces.ts";

export interface XmlElement {
  /** Local name, without namespace prefix. */
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
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
  name: string;
  attributes: ReadonlyMap<string, string>;
  children: Growing[];
  text: string;
  line: number;
  endLine: number;
  readonly order: number;
}

/** What most elements share instead of having their own; never written to. */
const noAttributes: ReadonlyMap<string, string> = new Map();
const noElements: Growing[] = [];

/** The part of a sax parser that lines and elements are taken from; xml2js hands out its own. */
interface SaxEvents {
  line: number;
  onopentag: (tag: { name: string; attributes: Record<string, string> }) => void;
  onclosetag: (name: string) => void;
  ontext: (text: string) => void;
  oncdata: (text: string) => void;
  onerror: (error: Error) => void;
}

/**
 * Reads XML into elements with line numbers. A document type is refused before anything is parsed, since
 * entities are the way to bombs and no device declares one; text after the last element is left alone.
 */
export function readXml(text: string): XmlReading {
  // A search that minds no case is slow, and "<!" is rare.
  const declaration = text.includes("<!") ? text.search(/<!(?:DOCTYPE|ENTITY)/i) : -1;
  if (declaration !== -1) {
    const line = lineAt(text, declaration);
    const problem: ParseProblem = {
      code: "xml-entities",
      message: "The XML has a document type or declares entities; nothing of it is read.",
      at: [[line, line]],
    };
    return { roots: [], problems: [problem], elements: 0 };
  }

  const roots: Growing[] = [];
  // Each name once, however many elements have it.
  const names = new Map<string, string>();
  const nameOf = (name: string): string => {
    let known = names.get(name);
    if (known === undefined) names.set(name, (known = localName(name)));
    return known;
  };
  const stack: Growing[] = [];
  let elements = 0;
  const problems: ParseProblem[] = [];
  const fail = (code: ParseProblem["code"], message: string, line: number): void => {
    if (problems.length === 0) problems.push({ code, message, at: [[line, line]] });
  };

  const parser = new Parser({ strict: true, explicitRoot: true });
  const sax = saxOf(parser);
  if (sax === null) throw new Error("xml2js no longer has a saxParser");
  // sax counts from 0, and a start tag is reported when its end is reached.
  const line = (): number => sax.line + 1;
  const last = (): number => lineAt(text, text.length);
  const ontext = (chunk: string): void => {
    const element = stack.at(-1);
    if (element === undefined || problems.length > 0) return;
    // Most text is the white space between elements, and is not kept.
    element.text = element.text === "" ? chunk.trimStart() : element.text + chunk;
  };
  const handlers: Omit<SaxEvents, "line"> = {
    onopentag: ({ name, attributes }) => {
      if (problems.length > 0) return;
      const at = line();
      if (stack.length >= deepest) {
        fail("too-deep", `Elements are nested deeper than ${deepest} levels; nothing is read from here on.`, at);
        return;
      }
      const element: Growing = {
        name: nameOf(name),
        attributes: attributesOf(attributes),
        children: noElements,
        text: "",
        line: at,
        endLine: at,
        order: elements,
      };
      elements += 1;
      const around = stack.at(-1);
      if (around === undefined) roots.push(element);
      else if (around.children === noElements) around.children = [element];
      else around.children.push(element);
      stack.push(element);
    },
    onclosetag: () => {
      if (problems.length > 0) return;
      const element = stack.pop();
      if (element === undefined) return;
      element.endLine = line();
      element.text = element.text.trimEnd();
    },
    ontext,
    oncdata: ontext,
    onerror: (error) => {
      // What only an end is missing of was cut off.
      const cut = stack.length > 0 && /^(?:unclosed root tag|unexpected end)/i.test(error.message);
      if (cut) fail("truncated", `The XML stops inside of <${stack.at(-1)?.name ?? ""}>.`, stack.at(-1)?.line ?? 1);
      else fail("xml-malformed", `The XML is not well-formed: ${sentence(error)}.`, Math.min(line(), last()));
      // sax refuses to go on after an error; the rest of the text is of no use then.
      throw error;
    },
  };
  // xml2js builds an object without lines from the same events; this tree takes its place.
  Object.assign(sax, handlers);
  // A parser without a listener for errors throws them.
  parser.on("error", (error: Error) =>
    fail("xml-malformed", `The XML is not well-formed: ${sentence(error)}.`, line()),
  );
  try {
    parser.parseString(text.trimEnd());
  } catch (error) {
    fail("xml-malformed", `The XML is not well-formed: ${error instanceof Error ? sentence(error) : "error"}.`, line());
  }
  if (stack.length > 0) {
    const open = stack.at(-1);
    fail("truncated", `The XML stops inside of <${open?.name ?? ""}>.`, open?.line ?? 1);
    const end = last();
    for (const element of stack) element.endLine = end;
  }
  return { roots, problems, elements };
}

function saxOf(parser: Parser): SaxEvents | null {
  // The type of xml2js does not tell of it.
  const held: unknown = Reflect.get(parser, "saxParser");
  return isSax(held) ? held : null;
}

function isSax(value: unknown): value is SaxEvents {
  return typeof value === "object" && value !== null && "line" in value && "onopentag" in value;
}

function attributesOf(attributes: Record<string, string>): ReadonlyMap<string, string> {
  let found: Map<string, string> | null = null;
  // Most elements have none, and a list of their entries would be made for nothing.
  for (const key in attributes) (found ??= new Map()).set(localName(key), attributes[key] ?? "");
  return found ?? noAttributes;
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

/** The first line of sax's message; the others tell place and character, which may be part of a secret. */
function sentence(error: Error): string {
  return (error.message.split("\n")[0] ?? "")
    .replace(/[.:]+$/, "")
    .replace(/: .*$/, "")
    .toLowerCase();
}

function lineAt(text: string, index: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < index; at = text.indexOf("\n", at + 1)) line += 1;
  return line;
}
