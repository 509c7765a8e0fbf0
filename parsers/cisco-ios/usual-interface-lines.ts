import { read } from "../../src/model/fact.ts";
import { bind } from "../lib/cisco/bindings.ts";
import { withOne } from "../lib/cisco/short-lists.ts";
import { inOrOut, usualInterfaceLine } from "../lib/cisco/usual-interface-lines.ts";
import { linePlace } from "../lib/line-places.ts";
import { stateService } from "./interface-services.ts";
import type { InterfaceDraft } from "./draft.ts";

const commonLine = usualInterfaceLine<InterfaceDraft>({
  address: "ip address ",
  binding: "ip access-group ",
  directions: inOrOut,
  keepAddress(context, address) {
    context.statesAddress = true;
    context.addresses = withOne(context.addresses, address);
  },
  bind(context, bound, by) {
    bind(context, bound, by);
    return true;
  },
});

/** Reads the lines that nearly all interfaces state; false where a line is another. */
export function usualLine(context: InterfaceDraft, from: number, to: number, line: number): boolean {
  if (commonLine(context, from, to, line)) return true;
  return context.draft.source.hasAt("no ip ", from, to) && refusal(context, from + 3, to, line);
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
