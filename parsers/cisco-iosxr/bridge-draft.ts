import type { LineRange } from "../../src/model/fact.ts";
import type { Statement } from "../lib/indented.ts";

/** What guards a bridge domain, or one port of it, by the words of the statement. */
export type Guards = Map<string, Statement>;

export interface BridgePort {
  readonly name: string;
  readonly at: readonly LineRange[];
  readonly guards: Guards;
}

export interface BridgeDomain {
  readonly at: readonly LineRange[];
  readonly guards: Guards;
  readonly ports: BridgePort[];
}
