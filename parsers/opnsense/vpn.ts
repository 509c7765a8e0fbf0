import type { VpnProposal } from "../../src/model/vpn.ts";
import { joinRanges, read, type Fact } from "../../src/model/fact.ts";
import { ipsecProposals } from "./ipsec.ts";
import { openvpnProposals } from "./openvpn.ts";
import type { Source } from "./source.ts";
import { swanctlProposals } from "./swanctl.ts";

/** IPsec in its two forms and OpenVPN in its two; WireGuard has one set of algorithms, which nobody chooses. */
export function readVpn(source: Source): Fact<readonly VpnProposal[]> {
  const proposals = [...ipsecProposals(source), ...swanctlProposals(source), ...openvpnProposals(source)];
  return read(proposals, joinRanges(proposals.flatMap(({ at }) => at)));
}
