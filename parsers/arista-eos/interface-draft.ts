import type { Draft, InterfaceDraft } from "./draft.ts";
import { LateMap } from "../lib/cisco/late-map.ts";
import { noFamilies } from "../lib/cisco/family-set.ts";

export function emptyInterface(draft: Draft, name: string): InterfaceDraft {
  return {
    ledger: draft.ledger,
    draft,
    name,
    at: [],
    description: null,
    enabled: null,
    addresses: { ipv4: [], ipv6: [] },
    unstated: noFamilies,
    borrowed: noFamilies,
    virtual: [],
    vrf: null,
    boundAcls: [],
    mode: null,
    switchport: null,
    settings: new LateMap(),
    services: new LateMap(),
  };
}

/** A port that switches frames unless "no switchport" makes it a routed one. */
export function isPort(name: string): boolean {
  return /^(?:Ethernet|Port-Channel|UnconnectedEthernet|Recirc-Channel)[^.]*$/i.test(name);
}
