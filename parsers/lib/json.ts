import type { ParseProblem } from "../parser.ts";

/** A JSON value with the lines that it stands on. */
export interface JsonNode {
  readonly value: string | number | boolean | null | readonly JsonNode[] | ReadonlyMap<string, JsonNode>;
  readonly first: number;
  readonly last: number;
}

export interface JsonReading {
  /** Null where the text is not JSON. */
  readonly root: JsonNode | null;
  readonly problems: readonly ParseProblem[];
}

const deepest = 100;
const space = /[ \t\r\n]*/y;
const scalar = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null/y;

/** Reads JSON (RFC 8259) with line numbers; a text that is cut off or broken gives a problem and no value. */
export function readJson(text: string): JsonReading {
  let at = 0;
  let line = 1;
  const skip = (): string => {
    space.lastIndex = at;
    const blank = space.exec(text)?.[0] ?? "";
    for (let index = blank.indexOf("\n"); index >= 0; index = blank.indexOf("\n", index + 1)) line += 1;
    at += blank.length;
    return text.charAt(at);
  };
  const value = (depth: number): JsonNode | null => {
    const sign = skip();
    const first = line;
    if (depth > deepest) return null;
    if (sign === "[" || sign === "{") return sign === "[" ? list(first, depth) : object(first, depth);
    const found = scalarHere();
    return found === undefined ? null : { value: found, first, last: line };
  };
  const scalarHere = (): string | number | boolean | null | undefined => {
    scalar.lastIndex = at;
    const word = scalar.exec(text)?.[0];
    if (word === undefined) return undefined;
    at += word.length;
    try {
      const read: unknown = JSON.parse(word);
      return typeof read === "string" || typeof read === "number" || typeof read === "boolean" || read === null
        ? read
        : undefined;
    } catch {
      return undefined;
    }
  };
  /** Members up to the closing sign; false where the text breaks off. */
  const members = (close: string, takeOne: () => boolean): boolean => {
    at += 1;
    if (skip() === close) {
      at += 1;
      return true;
    }
    while (takeOne()) {
      const sign = skip();
      at += 1;
      if (sign === close) return true;
      if (sign !== ",") return false;
    }
    return false;
  };
  const list = (first: number, depth: number): JsonNode | null => {
    const nodes: JsonNode[] = [];
    const whole = members("]", () => {
      const node = value(depth + 1);
      if (node !== null) nodes.push(node);
      return node !== null;
    });
    return whole ? { value: nodes, first, last: line } : null;
  };
  const object = (first: number, depth: number): JsonNode | null => {
    const nodes = new Map<string, JsonNode>();
    const whole = members("}", () => {
      skip();
      const key = scalarHere();
      if (typeof key !== "string" || skip() !== ":") return false;
      at += 1;
      const node = value(depth + 1);
      if (node !== null) nodes.set(key, node);
      return node !== null;
    });
    return whole ? { value: nodes, first, last: line } : null;
  };
  const root = value(0);
  if (root === null) {
    const end = at >= text.length;
    const message = end ? "The JSON stops before its end." : `The JSON is not well-formed in line ${line}.`;
    return { root, problems: [{ code: end ? "truncated" : "unbalanced", message, at: [[line, line]] }] };
  }
  return { root, problems: [] };
}

export function member(node: JsonNode | undefined, key: string): JsonNode | undefined {
  return node !== undefined && isObject(node.value) ? node.value.get(key) : undefined;
}

export function items(node: JsonNode | undefined): readonly JsonNode[] {
  return node !== undefined && isList(node.value) ? node.value : [];
}

export function textIn(node: JsonNode | undefined): string | null {
  if (node === undefined) return null;
  return typeof node.value === "string" || typeof node.value === "number" ? String(node.value) : null;
}

export function isObject(value: JsonNode["value"]): value is ReadonlyMap<string, JsonNode> {
  return value instanceof Map;
}

export function isList(value: JsonNode["value"]): value is readonly JsonNode[] {
  return Array.isArray(value);
}
