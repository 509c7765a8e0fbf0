import type { AclEntry, FirewallPolicy } from "../../src/model/acl.ts";
import type { RandomList } from "./random-lists.ts";

/** A list as short lines: what an entry does not ask is left out. */
export function listText(list: RandomList): string {
  const entries: readonly (AclEntry | FirewallPolicy)[] = list.kind === "acl" ? list.acl.entries : list.policies;
  const head =
    list.kind === "acl"
      ? `${list.acl.family}, default ${list.acl.defaultAction}, later fragments ${list.acl.laterFragments}`
      : "policies";
  const lines = entries.map((entry) => partsText({ ...entry, at: [] }));
  const named = lines.join("\n");
  const groups = [...list.groups.addresses, ...list.groups.services].filter(
    ([name]) => named.includes(`"${name}"`) || nested(list, name),
  );
  return [head, ...lines, ...groups.flatMap(([, same]) => same.map((group) => `group ${partsText(group)}`))].join("\n");
}

function nested({ groups }: RandomList, name: string): boolean {
  return [...groups.addresses.values(), ...groups.services.values()].some((same) =>
    JSON.stringify(same).includes(`"${name}"`),
  );
}

function partsText(parts: object): string {
  const told = Object.entries(parts).filter(
    ([key, value]) =>
      value !== null &&
      value !== false &&
      value !== "any" &&
      !(Array.isArray(value) && value.length === 0) &&
      !(key === "enabled" && value === true),
  );
  const text = told.map(([key, value]) => `${key} ${typeof value === "string" ? value : JSON.stringify(value)}`);
  return text
    .join(" ")
    .replaceAll('{"kind":"any"}', "any")
    .replaceAll('{"include":[any],"exclude":[]}', "any")
    .replaceAll('"kind":', "");
}
