import { withOne } from "../lib/cisco/short-lists.ts";
import { plainAddress, plainBinding, plainText, type Directions } from "../lib/cisco/usual-interface-lines.ts";
import { linePlace } from "../lib/line-places.ts";
import type { InterfaceDraft } from "./draft.ts";

/**
 * Reads the lines that nearly all interfaces state by their letters; false where a line is another. A name or an address
 * is no secret, and a description may hold one.
 */
export function usualLine(context: InterfaceDraft, from: number, to: number, line: number): boolean {
  const { source } = context.draft;
  if (source.hasAt("description ", from, to)) return description(context, from + 12, to, line);
  if (source.hasAt("ipv4 address ", from, to)) return address(context, from + 13, to, line);
  return source.hasAt("ipv4 access-group ", from, to) && accessGroup(context, from + 18, to, line);
}

function description(context: InterfaceDraft, from: number, to: number, line: number): boolean {
  const text = plainText(context.draft.source, from, to);
  if (text === null) return false;
  context.description = text;
  context.ledger.read(line);
  return true;
}

function address(context: InterfaceDraft, from: number, to: number, line: number): boolean {
  const found = plainAddress(context.draft.source, from, to);
  if (found === null) return false;
  context.addresses = withOne(context.addresses, found);
  context.ledger.readPlain(line);
  return true;
}

const directions: Directions = [
  [" ingress", "in"],
  [" egress", "out"],
];

function accessGroup(context: InterfaceDraft, from: number, to: number, line: number): boolean {
  const bound = plainBinding(context.draft.source, from, to, directions);
  // A list that is shared by several interfaces stands after this word.
  if (bound === null || bound.acl === "common") return false;
  const { acl, direction } = bound;
  const at = linePlace(line);
  context.boundAcls = withOne(context.boundAcls, { acl, family: "ipv4", direction, at });
  const by = ["interface", context.name, "ipv4 access-group", direction === "in" ? "ingress" : "egress"].join(" ");
  context.draft.uses.push({ kind: "acl", name: acl, scope: null, by, at });
  context.ledger.readPlain(line);
  return true;
}
