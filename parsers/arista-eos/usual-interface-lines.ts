import { bind } from "../lib/cisco/bindings.ts";
import { withOne } from "../lib/cisco/short-lists.ts";
import { inOrOut, usualInterfaceLine } from "../lib/cisco/usual-interface-lines.ts";
import type { InterfaceDraft } from "./draft.ts";

/** Reads the lines that nearly all interfaces state; false where a line is another. */
export const usualLine = usualInterfaceLine<InterfaceDraft>({
  address: "ip address ",
  binding: "ip access-group ",
  directions: inOrOut,
  keepAddress(context, address) {
    context.addresses.ipv4 = withOne(context.addresses.ipv4, address);
  },
  bind(context, bound, by) {
    bind(context, bound, by);
    return true;
  },
});
