import { read } from "../../src/model/fact.ts";
import { bind } from "../lib/cisco/bindings.ts";
import { withOne } from "../lib/cisco/short-lists.ts";
import { inOrOut, plainAddress, plainBinding, plainText } from "../lib/cisco/usual-interface-lines.ts";
import { linePlace } from "../lib/line-places.ts";
import { stateService } from "./interface-services.ts";
import type { InterfaceDraft } from "./draft.ts";

/**
 * Reads the lines that nearly all interfaces state by their letters; false where a line is another. A name or an address
 * is no secret, and a description may hold one.
 */
export function usualLine(context: InterfaceDraft, from: number, to: number, line: number): boolean {
  const { source } = context.draft;
  if (source.hasAt("description ", from, to)) return description(context, from + 12, to, line);
  if (source.hasAt("ip address ", from, to)) return address(context, from + 11, to, line);
  if (source.hasAt("ip access-group ", from, to)) return accessGroup(context, from + 16, to, line);
  return source.hasAt("no ip ", from, to) && refusal(context, from + 3, to, line);
}

/** What hardening takes from every interface: "no ip redirects" and its like. */
const refused: readonly string[] = ["ip redirects", "ip unreachables", "ip proxy-arp"];

function refusal(context: InterfaceDraft, from: number, to: number, line: number): boolean {
  for (const name of refused) {
    if (to - from !== name.length || !context.draft.source.hasAt(name, from, to)) continue;
    stateService(context, name, read(false, linePlace(line)));
    context.ledger.readPlain(line);
    return true;
  }
  return false;
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
  context.statesAddress = true;
  context.addresses = withOne(context.addresses, found);
  context.ledger.readPlain(line);
  return true;
}

function accessGroup(context: InterfaceDraft, from: number, to: number, line: number): boolean {
  const bound = plainBinding(context.draft.source, from, to, inOrOut);
  if (bound === null) return false;
  bind(context, { acl: bound.acl, family: "ipv4", direction: bound.direction, at: linePlace(line) }, "ip access-group");
  context.ledger.readPlain(line);
  return true;
}
