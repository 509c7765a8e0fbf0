import type { Actor, Page, PageRequest, Time } from "./records.ts";

export interface LogEntry {
  readonly id: string;
  readonly at: Time;
  readonly actor: Actor;
  /** "finding.update", "token.create", "device.release"… */
  readonly action: string;
  /** "finding:<id>", "device:<name>"… */
  readonly object: string;
  /** Free of secrets. */
  readonly detail: Readonly<Record<string, unknown>>;
}

/**
 * Append only: the database refuses to change or delete a row. Methods above that take an
 * actor write their entry in their own transaction. Newest first.
 */
export interface AuditLog {
  append(entry: Omit<LogEntry, "id" | "at">): Promise<void>;
  list(filter?: { readonly object?: string; readonly actor?: string }, page?: PageRequest): Promise<Page<LogEntry>>;
}

export interface StoredResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type IdempotencyState =
  | { readonly state: "new" }
  | { readonly state: "running" }
  | { readonly state: "done"; readonly response: StoredResponse }
  /** The key was used before with another request. */
  | { readonly state: "mismatch" };

/** Keys live 24 hours, per actor. */
export interface IdempotencyStore {
  /** `request` is method, path and body as one text; only its hash is kept. */
  begin(key: string, actor: Actor, request: string): Promise<IdempotencyState>;
  finish(key: string, actor: Actor, response: StoredResponse): Promise<void>;
  /** Gives the key back after a failure, so that the request may be repeated. */
  drop(key: string, actor: Actor): Promise<void>;
}
