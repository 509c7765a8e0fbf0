import { blockText } from "../../acl/text/block-text.ts";
import type { Block } from "../../acl/sets/blocks.ts";
import type { Region } from "../../acl/packets-where.ts";
import { packetJson } from "./packet-json.ts";
import type { LaterFragments } from "../../model/acl.ts";
import { quotedClause, type Quote, type QuotedClause } from "./quoted.ts";

/** A block as data, with the text that `redoubt acl query` reads. */
export function blockJson(block: Block, laterFragments: LaterFragments): { readonly text: string } & Block {
  return { text: blockText(block, laterFragments), ...block };
}

/** A region with its deciding lines, one of each list; null is the list's default. */
export function regionJson(
  { block, deciders, witness }: Region,
  laterFragments: LaterFragments,
  quotes: readonly Quote[],
): unknown {
  return {
    ...blockJson(block, laterFragments),
    decidedBy: deciders.map((clause, index) => decidedBy(clause, quotes[index])),
    witness: packetJson(witness),
  };
}

function decidedBy(clause: Region["deciders"][number], quote: Quote | undefined): QuotedClause | null {
  return clause === null || quote === undefined ? null : quotedClause(clause, quote);
}
