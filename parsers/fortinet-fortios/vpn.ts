import { byDefault, joinRanges, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { VpnProposal } from "../../src/model/vpn.ts";
import type { Source } from "./source.ts";
import { readIpsec } from "./vpn-ipsec.ts";
import { readTlsServers, readTlsVpn } from "./vpn-tls.ts";

/** Proposals of IPsec, of the SSL VPN and of virtual servers that end TLS, in every VDOM. */
export function readVpn(source: Source): Fact<readonly VpnProposal[]> {
  readOthers(source);
  const proposals = [...readIpsec(source), ...readTlsVpn(source), ...readTlsServers(source)];
  if (proposals.length > 0) return read(proposals, joinRanges(proposals.flatMap(({ at }) => at)));
  return source.whole
    ? byDefault([], 'FortiOS: no VPN unless "config vpn ipsec" or "config vpn ssl settings" offers one')
    : unknownFact("The text is not a whole configuration, and what it holds offers no VPN.");
}

/**
 * Servers of L2TP and PPTP and clients of other SSL VPNs, for which the model has no proposal: what one says stays unread
 * where it is on. Unless set a server is off (REST schema 7.6.5).
 */
function readOthers(source: Source): void {
  const servers = ["vpn l2tp", "vpn pptp"].flatMap((path) => source.tables.all(path).map(({ own }) => own));
  for (const entry of [...servers, ...source.tables.entries("vpn ssl client")]) {
    const isOff = source.parsed(entry, "status", ([word]) => (word === "disable" ? true : undefined)) === true;
    const isUnset = servers.includes(entry) && (entry.settings.get("status")?.unset ?? true);
    if (isOff || isUnset) source.note(entry, ...entry.settings.keys());
  }
}
