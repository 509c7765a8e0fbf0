import type { Draft, InterfaceDraft } from "./draft.ts";
import { FamilySet } from "../lib/cisco/family-set.ts";

/** The interface of a name, which may have been written shorter or longer before ("Gi0/1", "GigabitEthernet0/1"). */
export function interfaceOf(draft: Draft, name: string): InterfaceDraft {
  const known = draft.interfaces.get(name);
  if (known !== undefined) return known;
  const start = name.search(/\d/);
  const kind = name.slice(0, Math.max(0, start)).toLowerCase();
  const key = `${kind.slice(0, 2)}${name.slice(Math.max(0, start))}`;
  const alike = draft.interfaceNames.get(key) ?? [];
  const other = alike.find((each) => {
    const own = each.slice(0, each.length - (name.length - start)).toLowerCase();
    return start > 0 && (own.startsWith(kind) || kind.startsWith(own));
  });
  const found = other === undefined ? undefined : draft.interfaces.get(other);
  if (found !== undefined) return found;
  const made = emptyInterface(draft, name);
  draft.interfaces.set(name, made);
  // No device has more kinds that begin alike: an endless list would take long.
  if (alike.length < 8) draft.interfaceNames.set(key, [...alike, name]);
  return made;
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
    unstated: new FamilySet(),
    borrowed: new FamilySet(),
    virtual: [],
    vrf: null,
    zone: null,
    boundAcls: [],
    mode: null,
    routed: null,
    standby: false,
    services: new Map(),
    statements: [],
  };
}
