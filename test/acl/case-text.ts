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
  const groups = [...list.groups.addresses, ...list.groups.services];
  let shown = lines.join("\n");
  const used = new Set<string>();
  for (let grown = true; grown;) {
    const more = groups.filter(([name]) => !used.has(name) && shown.includes(`"${name}"`));
    for (const [name, same] of more) {
      used.add(name);
      shown += same.map((group) => `\ngroup ${partsText(group)}`).join("");
    }
    grown = more.length > 0;
  }
  return `${head}\n${shown}`;
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
