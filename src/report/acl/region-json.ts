import { blockText } from "../../acl/block-text.ts";
import type { Block } from "../../acl/blocks.ts";
import type { Region } from "../../acl/packets-where.ts";
import { packetJson } from "./packet-json.ts";
import { quotedClause, type Quote, type QuotedClause } from "./quoted.ts";

/** A block as data, with the text that `redoubt acl query` reads. */
export function blockJson(block: Block): { readonly text: string } & Block {
  return { text: blockText(block), ...block };
}

/** A region with its deciding lines, one of each list; null is the list's default. */
export function regionJson({ block, deciders, witness }: Region, quotes: readonly Quote[]): unknown {
  return {
    ...blockJson(block),
    decidedBy: deciders.map((clause, index) => decidedBy(clause, quotes[index])),
    witness: packetJson(witness),
  };
}

function decidedBy(clause: Region["deciders"][number], quote: Quote | undefined): QuotedClause | null {
  return clause === null || quote === undefined ? null : quotedClause(clause, quote);
}
