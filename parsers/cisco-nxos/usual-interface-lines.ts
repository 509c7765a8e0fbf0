import { bind } from "../lib/cisco/bindings.ts";
import { withOne } from "../lib/cisco/short-lists.ts";
import { inOrOut, plainAddress, plainBinding, plainText } from "../lib/cisco/usual-interface-lines.ts";
import { linePlace } from "../lib/line-places.ts";
import type { InterfaceDraft } from "./draft.ts";

/** Reads the lines that nearly all interfaces state by their letters; false where a line is another. */
export function usualLine(context: InterfaceDraft, from: number, to: number, line: number): boolean {
  const { source } = context.draft;
  let isRead = false;
  if (source.hasAt("description ", from, to)) isRead = description(context, from + 12, to);
  else if (source.hasAt("ip address ", from, to)) isRead = address(context, from + 11, to);
  else if (source.hasAt("ip access-group ", from, to)) isRead = accessGroup(context, from + 16, to, line);
  if (isRead) context.ledger.read(line);
  return isRead;
}

function description(context: InterfaceDraft, from: number, to: number): boolean {
  const text = plainText(context.draft.source, from, to);
  if (text !== null) context.description = text;
  return text !== null;
}

function address(context: InterfaceDraft, from: number, to: number): boolean {
  const found = plainAddress(context.draft.source, from, to);
  if (found === null) return false;
  context.addresses = withOne(context.addresses, found);
  return true;
}

function accessGroup(context: InterfaceDraft, from: number, to: number, line: number): boolean {
  const bound = plainBinding(context.draft.source, from, to, inOrOut);
  if (bound === null) return false;
  bind(context, { acl: bound.acl, family: "ipv4", direction: bound.direction, at: linePlace(line) }, "ip access-group");
  return true;
}
