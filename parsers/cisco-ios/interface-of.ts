import { noFamilies } from "../lib/cisco/family-set.ts";
import type { Draft, InterfaceDraft } from "./draft.ts";

/** The interface of a name, which may have been written shorter or longer before ("Gi0/1", "GigabitEthernet0/1"). */
export function interfaceOf(draft: Draft, name: string): InterfaceDraft {
  const known = draft.interfaces.get(name);
  if (known !== undefined) return known;
  const start = firstDigit(name);
  for (const kind of start > 0 ? draft.interfaceKinds.alike(name, start) : []) {
    const found = draft.interfaces.get(kind + name.slice(start));
    if (found !== undefined) return found;
  }
  const made = emptyInterface(draft, name);
  draft.interfaces.set(name, made);
  return made;
}

/** Where the numbers of a name begin, -1 where it has none. */
function firstDigit(name: string): number {
  for (let index = 0; index < name.length; index += 1) {
    const code = name.charCodeAt(index);
    if (code >= 48 && code <= 57) return index;
  }
  return -1;
}

function emptyInterface(draft: Draft, name: string): InterfaceDraft {
  return {
    ledger: draft.ledger,
    draft,
    name,
    at: [],
    description: null,
    enabled: null,
    addresses: [],
    statesAddress: false,
    unstated: noFamilies,
    borrowed: noFamilies,
    virtual: [],
    vrf: null,
    zone: null,
    boundAcls: [],
    mode: null,
    routed: null,
    standby: false,
    services: [],
    statements: [],
  };
}
