import type { AddressBook } from "./addresses.ts";
import type { Level } from "./levels.ts";
import type { PanosNode } from "./node.ts";
import type { ServiceBook } from "./services.ts";

const bases = ["pre-rulebase", "rulebase", "post-rulebase"] as const;

/** Rules that the model does not hold, and that use objects nevertheless. */
const sorts = [
  "application-override",
  "authentication",
  "decryption",
  "dos",
  "network-packet-broker",
  "pbf",
  "qos",
  "sdwan",
  "tunnel-inspect",
] as const;

/** Leaves of the network's settings that may name an address object in place of an address. */
const leaves: ReadonlySet<string> = new Set(["ip", "ip-address", "ipv6-address", "destination", "address", "next-hop"]);

/** Uses of address and service objects outside of security and NAT rules, so that none is called unused that is not. */
export function noteOtherUses(
  levels: readonly Level[],
  network: PanosNode | undefined,
  addresses: AddressBook,
  services: ServiceBook,
): void {
  for (const level of levels) {
    for (const base of bases) {
      for (const sort of sorts) {
        const rules = level.node.children.get(base)?.children.get(sort)?.children.get("rules");
        for (const rule of rules?.children.values() ?? []) {
          const by = `${sort} rule ${rule.word}`;
          for (const end of ["source", "destination"]) {
            for (const member of rule.children.get(end)?.children.values() ?? []) addresses.noteUse(level, member, by);
          }
          for (const member of rule.children.get("service")?.children.values() ?? [])
            services.noteUse(level, member, by);
        }
      }
    }
  }
  const places = levels.filter(({ kind }) => kind === "vsys" || kind === "shared");
  const visit = (node: PanosNode): void => {
    for (const child of node.children.values()) {
      if (leaves.has(node.word) && !/^[\d.:/]+$/.test(child.word)) {
        for (const level of places) if (addresses.noteUse(level, child, `network ${node.word}`)) break;
      }
      visit(child);
    }
  };
  if (network !== undefined) visit(network);
}
