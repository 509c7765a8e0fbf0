import type { FastifyInstance, FastifyRequest } from "fastify";
import { ApiError } from "./api-errors.ts";

/** JSON bodies through the platform's parser; what is wrong is told by its place alone, never by its words. */
export function readJsonBodies(app: FastifyInstance): void {
  app.removeContentTypeParser(["application/json", "text/plain"]);
  app.addContentTypeParser(
    ["application/json", "application/merge-patch+json"],
    { parseAs: "string" },
    async (_request: FastifyRequest, body: string) => {
      if (body === "") return undefined;
      try {
        const value: unknown = JSON.parse(body);
        return value;
      } catch {
        const { line, column } = placeOf(body, faultAt(body));
        throw new ApiError("malformed-json", `The JSON breaks at line ${line}, column ${column}.`, { line, column });
      }
    },
  );
}

function placeOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  let line = 1;
  let start = 0;
  for (let end = text.indexOf("\n"); end !== -1 && end < offset; end = text.indexOf("\n", start)) {
    line += 1;
    start = end + 1;
  }
  return { line, column: offset - start + 1 };
}

const blank = /[ \t\n\r]*/y;
const plainToken = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/**
 * Offset of the first character that RFC 8259 does not allow, or the length where the text just ends.
 * The platform's own message names the place only sometimes, and quotes the text.
 */
export function faultAt(text: string): number {
  const open: ("{" | "[")[] = [];
  // What may come next: a value, the first item of a list, a key or the end, a key, or what follows a value.
  let expect: "value" | "item" | "member" | "key" | "after" = "value";
  let at = 0;
  for (;;) {
    at = past(blank, text, at) ?? at;
    const next = text[at];
    if (next === undefined) return text.length;
    if (expect === "after") {
      const last = open.at(-1);
      if (last !== undefined && next === ",") expect = last === "{" ? "key" : "value";
      else if ((last === "{" && next === "}") || (last === "[" && next === "]")) open.pop();
      else return at;
      at += 1;
    } else if ((expect === "member" && next === "}") || (expect === "item" && next === "]")) {
      open.pop();
      at += 1;
      expect = "after";
    } else if (expect === "member" || expect === "key") {
      if (next !== '"') return at;
      const { end, whole } = stringEnd(text, at);
      const colon = past(blank, text, end) ?? end;
      if (!whole || text[colon] !== ":") return whole ? colon : end;
      at = colon + 1;
      expect = "value";
    } else if (next === "{" || next === "[") {
      open.push(next);
      at += 1;
      expect = next === "{" ? "member" : "item";
    } else if (next === '"') {
      const { end, whole } = stringEnd(text, at);
      if (!whole) return end;
      at = end;
      expect = "after";
    } else {
      const end = past(plainToken, text, at);
      if (end === null) return at;
      at = end;
      expect = "after";
    }
  }
}

function stringEnd(text: string, start: number): { readonly end: number; readonly whole: boolean } {
  let at = start + 1;
  while (at < text.length) {
    const character = text.charCodeAt(at);
    if (character === 0x22) return { end: at + 1, whole: true };
    if (character < 0x20) return { end: at, whole: false };
    if (character === 0x5c) {
      const end = past(escape, text, at);
      if (end === null) return { end: at, whole: false };
      at = end;
    } else {
      at += 1;
    }
  }
  return { end: at, whole: false };
}

function past(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : null;
}
