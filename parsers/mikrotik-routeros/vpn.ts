import { read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { VpnProposal } from "../../src/model/vpn.ts";
import { itemsOf, placeOf, type Draft } from "./draft.ts";
import { isDisabled, valueOf, type Item } from "./items.ts";

/** Diffie-Hellman groups by the names of "/ip ipsec" ("IPsec", Profiles); numbers are IANA's. */
const groups: ReadonlyMap<string, number> = new Map([
  ["modp768", 1],
  ["modp1024", 2],
  ["modp1536", 5],
  ["modp2048", 14],
  ["modp3072", 15],
  ["modp4096", 16],
  ["modp6144", 17],
  ["modp8192", 18],
  ["ecp256", 19],
  ["ecp384", 20],
  ["ecp521", 21],
  ["x25519", 31],
]);

/** Profiles (IKE) and proposals (IPsec) as far as they state something; the defaults of a release are not claimed. */
export function readVpn(draft: Draft): Fact<readonly VpnProposal[]> {
  const found: VpnProposal[] = [];
  for (const menu of ["/ip ipsec profile", "/ip ipsec proposal"] as const) {
    for (const item of itemsOf(draft, menu)) {
      draft.ledger.readRange(item.first, item.last);
      if (isDisabled(item)) continue;
      found.push(menu === "/ip ipsec profile" ? profileOf(item) : proposalOf(item));
    }
  }
  for (const menu of [
    "/ip ipsec peer",
    "/ip ipsec identity",
    "/ip ipsec policy",
    "/ip ipsec policy group",
    "/ip ipsec settings",
    "/ip ipsec mode-config",
    "/ip ipsec key",
  ])
    for (const item of itemsOf(draft, menu)) draft.ledger.readRange(item.first, item.last);
  const servers = [
    "/interface l2tp-server server",
    "/interface pptp-server server",
    "/interface sstp-server server",
    "/interface ovpn-server server",
    "/ppp profile",
    "/ppp secret",
    "/ppp aaa",
    "/interface wireguard peers",
  ];
  for (const menu of servers) for (const item of itemsOf(draft, menu)) draft.ledger.readRange(item.first, item.last);
  const peers = itemsOf(draft, "/ip ipsec peer").filter((item) => item.verb === "add" && !isDisabled(item));
  const on = servers.flatMap((menu) => itemsOf(draft, menu)).filter((item) => valueOf(item, "enabled") === "yes");
  if (peers.length + on.length > 0)
    return unknownFact(
      "What a peer offers follows from profiles and defaults of the release that are not followed.",
      [...peers, ...on].flatMap(placeOf),
    );
  if (!draft.whole) return unknownFact("The text is a part of an export, and says nothing of the rest.");
  // Without a peer no profile is used.
  return read(
    found,
    found.flatMap(({ at }) => at),
  );
}

function words(item: Item, name: string): Fact<readonly string[]> {
  const value = valueOf(item, name);
  return value === null
    ? unknownFact("The default of the release holds.", placeOf(item))
    : read(
        value.split(",").filter((each) => each !== ""),
        placeOf(item),
      );
}

function groupsIn(item: Item, name: string): Fact<readonly number[]> {
  const value = valueOf(item, name);
  if (value === null) return unknownFact("The default of the release holds.", placeOf(item));
  if (value === "none") return read([], placeOf(item));
  const numbers = value.split(",").map((each) => groups.get(each));
  const known = numbers.filter((each) => each !== undefined);
  return known.length < numbers.length
    ? unknownFact("A group is not known.", placeOf(item))
    : read(known, placeOf(item));
}

function common(item: Item, menu: string): Pick<VpnProposal, "name" | "scope" | "lifetime" | "at"> {
  return {
    name: `${menu} ${valueOf(item, "name") ?? item.target}`,
    scope: null,
    lifetime: unknownFact("Lifetimes are not read.", placeOf(item)),
    at: placeOf(item),
  };
}

function profileOf(item: Item): VpnProposal {
  const open = unknownFact("The peer says it.", placeOf(item));
  return {
    ...common(item, "/ip ipsec profile"),
    kind: "ike",
    versions: open,
    encryption: words(item, "enc-algorithm"),
    integrity: words(item, "hash-algorithm"),
    groups: groupsIn(item, "dh-group"),
    authentication: open,
    aggressive: open,
  };
}

function proposalOf(item: Item): VpnProposal {
  return {
    ...common(item, "/ip ipsec proposal"),
    kind: "ipsec",
    versions: read([], placeOf(item)),
    encryption: words(item, "enc-algorithms"),
    integrity: words(item, "auth-algorithms"),
    groups: groupsIn(item, "pfs-group"),
    authentication: read(null, placeOf(item)),
    aggressive: read(false, placeOf(item)),
  };
}
