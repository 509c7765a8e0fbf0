import { createHash } from "node:crypto";
import type { Page, PageRequest } from "./records.ts";
import { StoreError } from "./store-failures.ts";

const defaultLimit = 100;
const greatestLimit = 500;

export type Key = string | number;

/** Rows to fetch: one more than the page holds, which tells whether there is a next page. */
export function limitOf(request: PageRequest): number {
  const limit = request.limit ?? defaultLimit;
  return Math.min(Math.max(Number.isFinite(limit) ? Math.trunc(limit) : defaultLimit, 1), greatestLimit);
}

/**
 * Makes a page of up to limit + 1 rows. A cursor is the sort key of the last row with a mark of the query it
 * belongs to: the next page starts after that key, whatever was inserted meanwhile.
 */
export function pageOf<R, T>(
  rows: readonly R[],
  request: PageRequest,
  query: string,
  map: (row: R) => T,
  keyOf: (row: R) => readonly Key[],
): Page<T> {
  const limit = limitOf(request);
  const last = rows[limit - 1];
  return {
    items: rows.slice(0, limit).map((row) => map(row)),
    next: rows.length > limit && last !== undefined ? encode(query, keyOf(last)) : null,
  };
}

/** Where to go on, or null at the first page. `kinds` are the types of the key's parts. */
export function startAfter(
  request: PageRequest,
  query: string,
  kinds: readonly ("string" | "number")[],
): readonly Key[] | null {
  if (request.cursor === undefined) return null;
  const parts = decode(request.cursor);
  if (parts === null || parts[0] !== markOf(query)) throw new StoreError("cursor-invalid");
  const key = parts.slice(1).filter((part): part is Key => typeof part === "string" || typeof part === "number");
  if (key.length !== kinds.length || key.some((part, index) => typeof part !== kinds[index]))
    throw new StoreError("cursor-invalid");
  return key;
}

/** The query as text: name and filter, whatever the order in which the filter was written. */
export function queryName(name: string, filter: object): string {
  const set = Object.entries(filter).filter(([, value]) => value !== undefined);
  return JSON.stringify([name, set.toSorted(([a], [b]) => (a < b ? -1 : 1))]);
}

function encode(query: string, key: readonly Key[]): string {
  return Buffer.from(JSON.stringify([markOf(query), ...key]), "utf8").toString("base64url");
}

function decode(cursor: string): readonly unknown[] | null {
  if (cursor.length > 2000) return null;
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    return Array.isArray(parts) ? parts : null;
  } catch {
    return null;
  }
}

function markOf(query: string): string {
  return createHash("sha256").update(query).digest("base64url").slice(0, 8);
}
