import { isMap, isScalar, LineCounter, parseDocument, type Document, type YAMLError } from "yaml";
import { isRecord, type Path } from "./shape-problems.ts";

/** Line and column, from 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** What breaks a text as YAML. */
export interface YamlFault extends TextPlace {
  /** Never quotes the text, which may hold a secret. */
  readonly message: string;
}

export type YamlReading =
  | {
      readonly ok: true;
      /** Null where the text says nothing. */
      readonly data: unknown;
      /** Where a path stands: its key, else the nearest thing above it. */
      readonly placeOf: (path: Path) => TextPlace;
    }
  | { readonly ok: false; readonly faults: readonly YamlFault[] };

export interface YamlOptions {
  /** Places that may stand for one anchor, together. */
  readonly aliases: number;
}

/** Reads one YAML document, keeping where each key stands. */
export function readYaml(text: string, { aliases }: YamlOptions): YamlReading {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const placeAt = (offset: number): TextPlace => {
    const { line, col } = lineCounter.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  if (document.errors.length > 0)
    return {
      ok: false,
      faults: document.errors.map((error) => ({ ...placeAt(error.pos[0]), message: faultOf(error) })),
    };
  try {
    const data: unknown = document.toJS({ maxAliasCount: aliases });
    return { ok: true, data, placeOf: (path) => placeAt(offsetOf(document, path)) };
  } catch {
    return { ok: false, faults: [{ line: 1, column: 1, message: "The file has too many or broken aliases." }] };
  }
}

/** The library's own words may quote the text. */
function faultOf(error: YAMLError): string {
  if (error.code === "DUPLICATE_KEY") return "The same key is there twice.";
  return `The file is no valid YAML here (${error.code.toLowerCase().replaceAll("_", " ")}).`;
}

function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length > 0; length--) {
    const key = path[length - 1];
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
      if (pair !== undefined && isScalar(pair.key)) return pair.key.range?.[0] ?? 0;
    }
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isRecord(node) && Array.isArray(node["range"])) return Number(node["range"][0]);
  }
  return 0;
}
