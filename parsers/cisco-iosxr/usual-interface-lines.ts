import { withOne } from "../lib/cisco/short-lists.ts";
import { usualInterfaceLine } from "../lib/cisco/usual-interface-lines.ts";
import type { InterfaceDraft } from "./draft.ts";

/** Reads the lines that nearly all interfaces state; false where a line is another. */
export const usualLine = usualInterfaceLine<InterfaceDraft>({
  address: "ipv4 address ",
  binding: "ipv4 access-group ",
  directions: [
    ["ingress", "in"],
    ["egress", "out"],
  ],
  keepAddress(context, address) {
    context.addresses = withOne(context.addresses, address);
  },
  bind(context, bound, by) {
    const { acl, at } = bound;
    // A list that is shared by several interfaces stands after this word.
    if (acl === "common") return false;
    context.boundAcls = withOne(context.boundAcls, bound);
    context.draft.uses.push({ kind: "acl", name: acl, scope: null, by, at });
    return true;
  },
});
