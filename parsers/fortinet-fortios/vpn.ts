import { byDefault, joinRanges, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { VpnProposal } from "../../src/model/vpn.ts";
import type { Source } from "./source.ts";
import { readIpsec } from "./vpn-ipsec.ts";
import { readTlsServers, readTlsVpn } from "./vpn-tls.ts";

/** Proposals of IPsec, of the SSL VPN and of virtual servers that end TLS, in every VDOM. */
export function readVpn(source: Source): Fact<readonly VpnProposal[]> {
  readDialUp(source);
  const proposals = [...readIpsec(source), ...readTlsVpn(source), ...readTlsServers(source)];
  if (proposals.length > 0) return read(proposals, joinRanges(proposals.flatMap(({ at }) => at)));
  return source.whole
    ? byDefault([], 'FortiOS: no VPN unless "config vpn ipsec" or "config vpn ssl settings" offers one')
    : unknownFact('The text is not a whole configuration and has no "config vpn".');
}

/** Servers of L2TP and PPTP, for which the model has no proposal: what one says stays unread where it is on. */
function readDialUp(source: Source): void {
  for (const path of ["vpn l2tp", "vpn pptp"]) {
    for (const { own } of source.tables.all(path)) {
      const isOn = source.parsed(own, "status", ([word]) => (word === "disable" ? false : undefined));
      const unset = own.settings.get("status")?.unset ?? true;
      if (isOn === false || unset) source.note(own, ...own.settings.keys());
    }
  }
}
