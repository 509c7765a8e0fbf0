import { ipv4Number } from "../lib/cisco/addresses.ts";
import type { Statement } from "../lib/indented.ts";
import type { InterfaceDraft } from "./draft.ts";

/**
 * The "network ADDRESS [WILDCARD]" that holds the first IPv4 address of an interface, the narrowest of several; null
 * where none does. Without a wildcard a network is its class ("network (EIGRP)", IP Routing: EIGRP Command Reference).
 */
export function coveringNetwork(statements: readonly Statement[], port: InterfaceDraft): Statement | null {
  const own = ipv4Number(port.addresses.find((each) => !each.includes(":"))?.split("/")[0]);
  if (own === null) return null;
  let narrowest: Statement | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const statement of statements) {
    const [word, address, second] = statement.words;
    const network = ipv4Number(address);
    if (word !== "network" || statement.negated || network === null) continue;
    const ignored = ipv4Number(second) ?? classOf(network);
    if (((own ^ network) & ~ignored) !== 0 || ignored >= least) continue;
    least = ignored;
    narrowest = statement;
  }
  return narrowest;
}

/** Bits that a classful network leaves open. */
function classOf(network: number): number {
  const first = network >>> 24;
  return first < 128 ? 0x00ff_ffff : first < 192 ? 0x0000_ffff : 0x0000_00ff;
}
