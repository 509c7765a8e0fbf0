import type { Fact, LineRange } from "../../src/model/fact.ts";
import type { Password } from "../../src/model/secret.ts";

/** An account while it is read: NX-OS writes a line for each of its roles and keys. */
export interface UserDraft {
  readonly name: string;
  readonly at: LineRange[];
  password: Fact<Password | null> | null;
  readonly roles: { readonly name: string; readonly at: readonly LineRange[] }[];
  sshKeys: number;
}

/** "role name R": what its rules permit as a whole. */
export interface RoleDraft {
  readonly name: string;
  readonly at: LineRange[];
  /** A rule permits everything to be changed. */
  all: boolean;
  /** Every rule permits reading alone, or denies. */
  readsOnly: boolean;
}
