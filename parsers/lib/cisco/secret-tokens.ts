import { isBlank } from "../words.ts";

/** A word with its columns in the line. */
export interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export function tokensOf(line: string): Token[] {
  const tokens: Token[] = [];
  let start = -1;
  for (let index = 0; index <= line.length; index += 1) {
    const blank = index === line.length || isBlank(line.charCodeAt(index));
    if (blank && start >= 0) {
      tokens.push({ text: line.slice(start, index), start, end: index });
      start = -1;
    } else if (!blank && start < 0) start = index;
  }
  return tokens;
}

/** Columns of a line, the end not included. */
export type Span = readonly [start: number, end: number];

/** Spans that overlap or touch as one. */
export function joined(spans: readonly Span[]): Span[] {
  const result: [number, number][] = [];
  for (const [start, end] of spans.toSorted((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else if (end > start) result.push([start, end]);
  }
  return result;
}

export const word = (tokens: readonly Token[], index: number): string => tokens[index]?.text ?? "";
export const only = (token: Token | undefined): Span[] => (token === undefined ? [] : [[token.start, token.end]]);

/** What stands before a password and says how it is stored. */
export const passwordType = /^[0-9]$/;
