import type { Actor, Page, PageRequest, Time } from "./records.ts";

export interface TokenRecord {
  readonly id: string;
  readonly name: string;
  /** First characters of the token, to tell tokens apart. */
  readonly prefix: string;
  readonly scopes: readonly string[];
  readonly createdAt: Time;
  readonly expiresAt: Time | null;
  readonly lastUsedAt: Time | null;
  readonly revokedAt: Time | null;
}

export type TokenCheck =
  | { readonly ok: true; readonly token: TokenRecord }
  | { readonly ok: false; readonly reason: "unknown" | "expired" | "revoked" };

/** Newest first. Only a keyed hash of a token is stored. */
export interface TokenStore {
  /** `plain` is shown this once. */
  create(
    token: { readonly name: string; readonly scopes: readonly string[]; readonly expiresAt: Time | null },
    actor: Actor,
  ): Promise<{ readonly token: TokenRecord; readonly plain: string }>;
  check(plain: string): Promise<TokenCheck>;
  get(id: string): Promise<TokenRecord | null>;
  list(page?: PageRequest): Promise<Page<TokenRecord>>;
  /** False when there is no such token, or it was revoked before. */
  revoke(id: string, actor: Actor): Promise<boolean>;
}
