import type { AddressGroup, ObjectName } from "../../src/model/acl.ts";
import type { AddressMatch } from "../../src/model/address.ts";
import { addressMatch } from "../lib/netfilter/address-spans.ts";
import { itemsOf, markEntry, placeOf, type Draft } from "./draft.ts";
import { isDisabled, valueOf } from "./items.ts";
import { UsualMember } from "./usual-members.ts";
import type { LineRange } from "../../src/model/fact.ts";

export interface AddressLists {
  readonly groups: readonly AddressGroup[];
  readonly definitions: readonly ObjectName[];
}

interface Growing {
  readonly members: AddressMatch[];
  readonly at: LineRange[];
}

const keys = new Set(["list", "address", "timeout", "dynamic", "creation-time"]);

const touched = ["objects", "acls"] as const;

/**
 * "/ip firewall address-list" and its like of IPv6; lists of both by one name are one group, of which each family sees its
 * own addresses. Lists that rules add to while the router runs hold more than stands here.
 */
export function readAddressLists(draft: Draft): AddressLists {
  const found = new Map<string, Growing>();
  const listOf = (name: string): Growing => {
    let list = found.get(name);
    if (list === undefined) found.set(name, (list = { members: [], at: [] }));
    return list;
  };
  for (const menu of ["/ip firewall address-list", "/ipv6 firewall address-list"]) {
    for (const item of draft.members.get(menu) ?? []) {
      if (item instanceof UsualMember) {
        const list = listOf(item.list);
        list.at.push(...item.at);
        list.members.push(item.address);
        draft.ledger.readPlace(item.at);
        continue;
      }
      markEntry(draft, item, keys, touched);
      const name = valueOf(item, "list");
      const address = valueOf(item, "address") ?? "";
      if (item.verb !== "add" || name === null || isDisabled(item)) continue;
      const list = listOf(name);
      list.at.push(...placeOf(item));
      list.members.push(
        addressMatch(address) ?? { kind: "unresolved", text: address, why: "a name that the router looks up" },
      );
      if (item.parameters.has("timeout"))
        list.members.push({ kind: "unresolved", text: name, why: "its members come and go" });
    }
  }
  for (const menu of [
    "/ip firewall filter",
    "/ip firewall raw",
    "/ip firewall mangle",
    "/ip firewall nat",
    "/ipv6 firewall filter",
    "/ipv6 firewall raw",
  ]) {
    for (const item of itemsOf(draft, menu, "add")) {
      const name = valueOf(item, "address-list");
      if (name === null || isDisabled(item)) continue;
      const list = listOf(name);
      list.at.push(...placeOf(item));
      list.members.push({ kind: "unresolved", text: name, why: "rules add to the list while the router runs" });
    }
  }
  return {
    groups: [...found].map(([name, { members, at }]) => ({ name, members, exclude: [], scope: null, at })),
    definitions: [...found].map(([name, { at }]) => ({ kind: "address-group", name, scope: null, at: at.slice(0, 1) })),
  };
}

/** Interfaces of each interface list; null where the list takes them from other lists, or from the router itself. */
export function readInterfaceLists(draft: Draft): ReadonlyMap<string, readonly string[] | null> {
  const lists = new Map<string, string[] | null>();
  for (const item of itemsOf(draft, "/interface list")) {
    markEntry(draft, item, new Set(["name", "include", "exclude"]), ["interfaces", "acls"]);
    const name = valueOf(item, "name");
    if (name === null) continue;
    const derived = [valueOf(item, "include"), valueOf(item, "exclude")].some(
      (value) => value !== null && value !== "",
    );
    lists.set(name, derived ? null : []);
  }
  for (const item of itemsOf(draft, "/interface list member")) {
    markEntry(draft, item, new Set(["list", "interface"]), ["interfaces", "acls"]);
    const [name, port] = [valueOf(item, "list"), valueOf(item, "interface")];
    if (name === null || port === null || isDisabled(item)) continue;
    const known = lists.get(name);
    if (known === undefined) lists.set(name, [port]);
    else known?.push(port);
  }
  // Kept by the router ("Lists": all, none, dynamic, static).
  for (const name of ["all", "dynamic", "static"]) lists.set(name, null);
  lists.set("none", []);
  return lists;
}
