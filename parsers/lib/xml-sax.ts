import { Parser } from "xml2js";

/** The part of a sax parser that lines and elements are taken from; xml2js hands out its own. */
export interface Sax extends SaxEvents {
  write(text: string): unknown;
  close(): unknown;
  /** Lines and letters of the text so far. */
  line: number;
  position: number;
  /** The letter after the last "<". */
  readonly startTagPosition: number;
  /** Where it looks whether something of the text is too long, which it does after each piece. */
  bufferCheckPosition: number;
  /** Attributes of a tag that wait for their namespaces, which are not asked for: always empty. */
  attribList: WaitingAttributes;
}

export interface SaxEvents {
  onopentag: (tag: { name: string; attributes: Record<string, string> }) => void;
  onclosetag: (name: string) => void;
  ontext: (text: string) => void;
  oncdata: (text: string) => void;
  onerror: (error: Error) => void;
  // Nobody listens to these; where they are not there at all, sax looks for them at each tag along its prototypes.
  onopentagstart: null;
  onattribute: null;
  oncomment: (text: string) => void;
  onprocessinginstruction: (instruction: { readonly body: string }) => void;
}

interface WaitingAttributes {
  length: number;
  readonly indexOf: (name: string) => number;
}

/** A sax parser; xml2js listens to its events until somebody else does. */
export function saxParser(): Sax {
  // The type of xml2js does not tell of it.
  const held: unknown = Reflect.get(new Parser({ strict: true, explicitRoot: true }), "saxParser");
  if (!isSax(held)) throw new Error("xml2js no longer has a saxParser");
  // It is emptied three times for each element, and to empty an array costs more than all else that sax does there.
  held.attribList = { length: 0, indexOf: () => -1 };
  return held;
}

function isSax(value: unknown): value is Sax {
  return typeof value === "object" && value !== null && "bufferCheckPosition" in value && "attribList" in value;
}
