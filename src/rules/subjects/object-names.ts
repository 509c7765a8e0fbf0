import type { ObjectKind, ObjectName } from "../../model/acl.ts";

const kindWords: Readonly<Record<ObjectKind, string>> = {
  acl: "access list",
  "prefix-list": "prefix list",
  "address-group": "address object",
  "service-group": "service object",
  "time-range": "time range",
  "aaa-list": "AAA method list",
  "aaa-group": "AAA server group",
  "snmp-view": "SNMP view",
  "snmp-group": "SNMP group",
  interface: "interface",
  zone: "zone",
  "key-chain": "key chain",
};

/** An object in words: 'access list "MGMT"', 'address object "web" of "root"'. */
export function nameWords({ kind, name, scope }: ObjectName): string {
  return `${kindWords[kind]} "${name}"${scope === null ? "" : ` of "${scope}"`}`;
}

/** One text per kind, scope and name, to look definitions up by. */
export function nameKey({ kind, name, scope }: Pick<ObjectName, "kind" | "name" | "scope">): string {
  return JSON.stringify([kind, scope, name]);
}
