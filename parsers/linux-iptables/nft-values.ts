import type { Token } from "./nft-tokens.ts";

/** One value on the right of a condition: single words, a prefix or a range, or several joined with " . ". */
export interface NftValue {
  /** Parts of a concatenation, one for a plain value. */
  readonly parts: readonly string[];
  /** What a map gives for it. */
  readonly data: readonly Token[];
}

/** A set as it is defined in a table. */
export interface NftSet {
  readonly name: string;
  readonly table: string;
  readonly line: number;
  readonly last: number;
  /** "ipv4_addr", "inet_service", or several of a concatenation. */
  readonly types: readonly string[];
  readonly values: readonly NftValue[];
  /** Its members come and go while the host runs. */
  readonly dynamic: boolean;
}

/** Words after an element's value that say nothing about it but when it goes or how it is counted. */
const notes = new Set(["timeout", "expires", "counter", "comment", "limit", "quota", "packets", "last"]);

/** The elements between the braces of a set or map, or the members of a list "a,b". */
export function valuesOf(tokens: readonly Token[]): readonly NftValue[] {
  const values: NftValue[] = [];
  let element: Token[] = [];
  let depth = 0;
  const close = (): void => {
    if (element.length > 0) values.push(valueOf(element));
    element = [];
  };
  for (const token of tokens) {
    const sign = token.quoted ? "" : token.text;
    if (sign === "{") depth += 1;
    if (sign === "}") depth -= 1;
    if (sign === "," && depth === 0) close();
    else element.push(token);
  }
  close();
  return values;
}

function valueOf(tokens: readonly Token[]): NftValue {
  const colon = tokens.findIndex(({ text, quoted }) => !quoted && text === ":");
  const key = colon < 0 ? tokens : tokens.slice(0, colon);
  const note = key.findIndex(({ text, quoted }, at) => at > 0 && !quoted && notes.has(text));
  const parts: string[][] = [[]];
  for (const { text, quoted } of note < 0 ? key : key.slice(0, note)) {
    if (!quoted && text === ".") parts.push([]);
    else parts.at(-1)?.push(text);
  }
  return { parts: parts.map((words) => words.join(" ")), data: colon < 0 ? [] : tokens.slice(colon + 1) };
}

/** Whether an element goes by itself. */
export function isPassing(tokens: readonly Token[]): boolean {
  return tokens.some(({ text, quoted }) => !quoted && (text === "expires" || text === "timeout"));
}
