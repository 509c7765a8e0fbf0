import type { ParseProblem } from "../parser.ts";
import { deepest } from "./braces.ts";
import { localName, XmlNames, type XmlAttributes } from "./xml-names.ts";
import { saxParser, type SaxEvents } from "./xml-sax.ts";
import { ShapeDraft } from "./xml-shape-draft.ts";
import { XmlShapes, type XmlShape } from "./xml-shapes.ts";

/**
 * What `walkXml` calls, in the order of the text. Elements nest at most `deepest` levels. Names are local, without
 * namespace prefix, and one string each; attributes are values by local name; a line is that of the start tag's end.
 * Text that stands directly inside of an element is told without white space at both ends.
 */
export interface XmlVisitor {
  /** An element that holds others, told when the first of them begins. */
  open(name: string, attributes: XmlAttributes, line: number): void;
  /** An element that holds no other. */
  leaf(name: string, attributes: XmlAttributes, line: number, text: string, endLine: number): void;
  /** The end of the element that was opened last and is not closed yet, with the text directly inside. */
  close(text: string, endLine: number): void;
  /** Whether it is to be told on which lines elements of a name, as it is written, may begin. */
  seeks?(written: string): boolean;
  /** Name of elements, as it is written, of which there are many that are written alike. */
  readonly repeated?: string;
}

export interface XmlWalk {
  readonly problems: readonly ParseProblem[];
  /**
   * First and last lines, in pairs, among which every start tag of a name stands that is sought. Null where some tag
   * may stand beside them: the text is not well-formed, or a "<" stands in an attribute, a comment or raw text.
   */
  readonly sought: readonly number[] | null;
}

/** What elements share instead of each having an empty one; never written to. */
const noAttributes: XmlAttributes = {};

/**
 * Reads XML and tells its elements with their lines; what is open where the reading stops is closed in the text's last
 * line, which is the one that a final line end begins. A document type is refused before anything is parsed,
 * since entities are the way to bombs and no device declares one; text after the last element is left alone.
 */
export function walkXml(document: string, visitor: XmlVisitor): XmlWalk {
  // A mark of the byte order is no letter of the document.
  const text = document.startsWith("\uFEFF") ? document.slice(1) : document;
  if (text.trim() === "") return { problems: [], sought: [] };
  // A search that minds no case is slow, and "<!" is rare.
  const declaration = text.includes("<!") ? text.search(/<!(?:DOCTYPE|ENTITY)/i) : -1;
  if (declaration !== -1) {
    const line = lineAt(text, declaration);
    const message = "The XML has a document type or declares entities; nothing of it is read.";
    return { problems: [{ code: "xml-entities", message, at: [[line, line]] }], sought: null };
  }

  const sax = saxParser();
  const { repeated } = visitor;
  const shapes = new XmlShapes();
  /** Of the innermost element that is one of many. */
  let draft: ShapeDraft | null = null;
  /** Where the last end tag ends. */
  let closedAt = 0;
  const names = new XmlNames((written) => visitor.seeks?.(written) === true);
  const sought: number[] = [];
  let isOpenlyTagged = true;
  const lookInto = (raw: string): void => {
    if (raw.includes("<")) isOpenlyTagged = false;
  };
  /** Elements that hold the innermost one: their names, start lines, and text so far. */
  const around: { readonly names: string[]; readonly lines: number[]; readonly texts: string[] } = {
    names: [],
    lines: [],
    texts: [],
  };
  /** How many elements are open, and the innermost of them. */
  let depth = 0;
  let name = "";
  let start = 0;
  let inside = "";
  let attributes = noAttributes;
  /** Line of the last tag. */
  let before = 1;
  /** Nothing stands yet in the innermost element. */
  let isBare = false;
  const problems: ParseProblem[] = [];
  let failed = false;
  const fail = (code: ParseProblem["code"], message: string, line: number): void => {
    if (!failed) problems.push({ code, message, at: [[line, line]] });
    failed = true;
  };
  const leave = (endLine: number): void => {
    if (depth === 0) return;
    const stated = inside === "" ? "" : inside.trimEnd();
    if (isBare) {
      visitor.leaf(name, attributes, start, stated, endLine);
      draft?.leaf(name, start, endLine, sax.startTagPosition - 1);
    } else {
      visitor.close(stated, endLine);
      draft?.close(stated, endLine);
    }
    isBare = false;
    depth -= 1;
    names.leave();
    name = around.names[depth] ?? "";
    start = around.lines[depth] ?? 0;
    inside = around.texts[depth] ?? "";
    if (draft?.depth !== depth) return;
    shapes.add(draft.shape(sax.position, endLine));
    draft = null;
  };
  // sax counts from 0, and a start tag is reported when its end is reached.
  const line = (): number => sax.line + 1;
  const ontext = (chunk: string): void => {
    if (depth === 0 || failed) return;
    // Most text is the white space between elements, and is not kept.
    inside = inside === "" ? chunk.trimStart() : inside + chunk;
  };
  const handlers: SaxEvents = {
    onopentag: (tag) => {
      if (failed) return;
      if (depth >= deepest) {
        fail("too-deep", `Elements are nested deeper than ${deepest} levels; nothing is read from here on.`, line());
        return;
      }
      if (isBare) {
        visitor.open(name, attributes, start);
        draft?.open(name, start);
      }
      const from = sax.startTagPosition - 1;
      if (tag.name === repeated && shapes.areOfUse) draft = new ShapeDraft(text, depth, from, line());
      around.names[depth] = name;
      around.lines[depth] = start;
      around.texts[depth] = inside;
      depth += 1;
      const entered = names.enter(tag.name);
      name = entered.local;
      start = line();
      if (entered.isSought) {
        sought.push(before, start);
        draft?.sought(before, start);
      }
      before = start;
      inside = "";
      attributes = attributesOf(tag.attributes, lookInto);
      isBare = true;
      draft?.tag(from, sax.position, tag.name, tag.attributes, attributes);
    },
    onclosetag: () => {
      closedAt = sax.position;
      before = line();
      if (!failed) leave(before);
    },
    onopentagstart: null,
    onattribute: null,
    ontext,
    oncdata: (chunk) => {
      lookInto(chunk);
      ontext(chunk);
    },
    oncomment: lookInto,
    onprocessinginstruction: ({ body }) => lookInto(body),
    onerror: (error) => {
      // What only an end is missing of was cut off.
      const cut = depth > 0 && /^(?:unclosed root tag|unexpected end)/i.test(error.message);
      if (cut) fail("truncated", `The XML stops inside of <${name}>.`, start);
      else
        fail(
          "xml-malformed",
          `The XML is not well-formed: ${sentence(error)}.`,
          Math.min(line(), lineAt(text, text.trimEnd().length)),
        );
      // sax refuses to go on after an error; the rest of the text is of no use then.
      throw error;
    },
  };
  // xml2js builds an object without lines from the same events; this walk takes its place.
  // One by one: more than a few that are set by a computed name make the parser a slow object for every letter.
  sax.onopentag = handlers.onopentag;
  sax.onclosetag = handlers.onclosetag;
  sax.onopentagstart = handlers.onopentagstart;
  sax.onattribute = handlers.onattribute;
  // oxlint-disable-next-line unicorn/prefer-add-event-listener -- sax has no addEventListener
  sax.ontext = handlers.ontext;
  sax.oncdata = handlers.oncdata;
  sax.oncomment = handlers.oncomment;
  sax.onprocessinginstruction = handlers.onprocessinginstruction;
  // oxlint-disable-next-line unicorn/prefer-add-event-listener -- sax has no addEventListener
  sax.onerror = handlers.onerror;
  const tell = (shape: XmlShape, first: number): void => {
    for (const step of shape.steps) {
      const from = first + step.line;
      const to = first + step.endLine;
      if (step.kind === "leaf") {
        const stated = step.text === -1 ? "" : shape.part(step.text);
        visitor.leaf(step.name, shape.attributes(step), from, stated, to);
      } else if (step.kind === "open") visitor.open(step.name, shape.attributes(step), from);
      else if (step.kind === "close") visitor.close("", to);
      else sought.push(from, to);
    }
  };
  /** Tells the elements behind a place that are written like one before; sax goes on where the last of them ends. */
  const tellRepeated = (at: number): number => {
    // Text beside elements goes on behind them.
    if (depth === 0 || inside !== "" || failed) return at;
    let place = at;
    let first = line();
    for (; isBlank(text.charCodeAt(place)); place += 1) if (text.charCodeAt(place) === lineFeed) first += 1;
    const shape = shapes.find(place, depth);
    if (shape === null) return at;
    tell(shape, first);
    before = first + shape.lines;
    sax.line = before - 1;
    sax.position = shape.end;
    return shape.end;
  };
  /** Has sax read up to the end of each repeated element; answers where it goes on when there are no more of them. */
  const readRepeated = (ending: string): number => {
    const checked = sax.bufferCheckPosition;
    // Nothing is too long before the text is at its end.
    sax.bufferCheckPosition = Number.POSITIVE_INFINITY;
    let at = 0;
    for (let end = text.indexOf(ending); end !== -1 && shapes.areOfUse; end = text.indexOf(ending, at)) {
      sax.write(text.slice(at, end + ending.length));
      at = end + ending.length;
      if (closedAt !== at) continue;
      for (let next = tellRepeated(at); next > at; next = tellRepeated(at)) at = next;
    }
    sax.bufferCheckPosition = checked;
    return at;
  };
  try {
    const at = repeated === undefined ? 0 : readRepeated(`</${repeated}>`);
    // The whole text if it can be: sax looks at each letter, and those of a part of another string are slow to come by.
    sax.write(at === 0 ? text : text.slice(at));
    sax.close();
  } catch (error) {
    fail("xml-malformed", `The XML is not well-formed: ${error instanceof Error ? sentence(error) : "error"}.`, line());
  }
  draft = null;
  if (depth > 0) {
    fail("truncated", `The XML stops inside of <${name}>.`, start);
    const end = lineAt(text, text.length);
    for (let open = depth; open > 0; open -= 1) leave(end);
  }
  return { problems, sought: failed || !isOpenlyTagged ? null : sought };
}

function attributesOf(attributes: Record<string, string>, see: (value: string) => void): XmlAttributes {
  let found = noAttributes;
  let hasPrefix = false;
  for (const key in attributes) {
    hasPrefix ||= key.includes(":");
    see(attributes[key] ?? "");
    found = attributes;
  }
  return hasPrefix
    ? Object.fromEntries(Object.entries(attributes).map(([name, value]) => [localName(name), value]))
    : found;
}

/** The first line of sax's message; the others tell place and character, which may be part of a secret. */
function sentence(error: Error): string {
  return (error.message.split("\n")[0] ?? "")
    .replace(/[.:]+$/, "")
    .replace(/: .*$/, "")
    .toLowerCase();
}

const lineFeed = 10;

/** White space of XML. */
function isBlank(code: number): boolean {
  return code === 32 || code === lineFeed || code === 13 || code === 9;
}

function lineAt(text: string, index: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < index; at = text.indexOf("\n", at + 1)) line += 1;
  return line;
}
