import type { Option } from "./save-options.ts";
import type { UsualRule } from "./usual-rules.ts";

/** A rule as it is written. */
export interface WrittenRule {
  readonly line: number;
  readonly options: readonly Option[];
  readonly signs: number;
}

/** A usual rule is read at once: where it jumps to, it takes for a chain whatever is no target. */
export type SavedRule = WrittenRule | UsualRule;

export interface SavedChain {
  /** Null: nothing says what happens to a packet that no rule decides; a chain of the user's has none. */
  policy: "permit" | "deny" | null;
  line: number;
  readonly rules: SavedRule[];
  /** Whether all its rules were read at once, and none jumps. */
  isPlain: boolean;
  /** Whether a rule was put before others. */
  inserted: boolean;
}

export interface SavedTable {
  readonly name: string;
  readonly line: number;
  /** Null where neither a comment nor an address tells. */
  family: 4 | 6 | null;
  readonly chains: Map<string, SavedChain>;
  /** Signs of all its rules. */
  signs: number;
  /** The family that its usual rules were read for. */
  readFor: 4 | 6;
}

export function isPlain(chain: SavedChain): chain is SavedChain & { readonly rules: readonly UsualRule[] } {
  return chain.isPlain;
}

export function chainOf(table: SavedTable, name: string, line: number): SavedChain {
  let chain = table.chains.get(name);
  if (chain === undefined)
    table.chains.set(name, (chain = { policy: null, line, rules: [], isPlain: true, inserted: false }));
  return chain;
}
