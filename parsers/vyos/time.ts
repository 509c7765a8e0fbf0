import { byDefault, joinRanges, notApplicable, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { Ntp } from "../../src/model/services.ts";
import { canonicalAddress } from "../lib/cisco/addresses.ts";
import { absent, notWhole, type Context } from "./context.ts";
import { placeOf, type ConfigNode } from "./node.ts";
import { child, children, entries, markTree, stated, statedBy, value, values, type Value } from "./reading.ts";

const settings = [
  "listen-address",
  "interface",
  "vrf",
  "leap-second",
  "ptp",
  "timestamp",
  "source-address",
  "source-interface",
  "local-stratum",
];

/** `system ntp` of ntpd (up to 1.3, EdgeOS) and `service ntp` of chrony (from 1.4 on). */
export function readNtp(context: Context, guarded: boolean): Ntp {
  const chrony = child(context.service, "ntp");
  const ntpd = child(context.system, "ntp");
  const found = [...entries(chrony, "server"), ...entries(ntpd, "server")];
  for (const part of [chrony, ntpd]) for (const word of settings) markTree(child(part, word));
  for (const node of found) for (const part of children(node)) markTree(part);
  // A server with "noselect" is watched, and never asked for the time (vyos-1x, ntp.xml.in).
  const asked = found.filter((node) => !node.children.has("noselect"));
  const servers = asked.map((node) => {
    const secured = child(node, "nts");
    const vrf = value(chrony, "vrf");
    return {
      ...placeOf(node),
      address: canonicalAddress(node.word),
      key: keyOf(context, secured),
      vrf: vrf?.text ?? null,
    };
  });
  const plain = asked.filter((node) => !node.children.has("nts"));
  return {
    servers,
    authenticate:
      found.length === 0
        ? absent(context, false, "VyOS and EdgeOS: no server is configured")
        : plain.length < asked.length || asked.length === 0
          ? // Each server is believed by its own keys; one without has none.
            statedBy(true, found)
          : context.os === "vyos"
            ? statedBy(false, plain)
            : notApplicable("EdgeOS knows no keys of NTP."),
    trustedKeys: notApplicable("VyOS and EdgeOS know no keys of NTP; servers are told apart by NTS."),
    keys: [],
    unrestricted: unrestrictedOf(context, chrony, ntpd, guarded),
  };
}

function keyOf(context: Context, secured: ConfigNode | undefined): Fact<string | null> {
  if (context.os === "ubiquiti-edgeos") return notApplicable("EdgeOS knows no keys of NTP.");
  return secured === undefined
    ? byDefault<string | null>(null, "VyOS and EdgeOS: a server is believed without a key")
    : stated<string | null>("nts", secured);
}

/** Half of all addresses and more. */
const everyone = /\/[01]$/;

/**
 * chrony answers those of `allow-client` and without it nobody (vyos-1x, chrony.conf.j2). ntpd answers everybody, since
 * its "restrict default" refuses queries about itself and no question of the time (vyos-1x, ntpd.conf.tmpl); what
 * `allow-clients` adds takes nothing of it away.
 */
function unrestrictedOf(
  context: Context,
  chrony: ConfigNode | undefined,
  ntpd: ConfigNode | undefined,
  guarded: boolean,
): Fact<boolean> {
  const allowed = [
    ...values(child(chrony, "allow-client"), "address"),
    ...values(child(chrony, "allow-clients"), "address"),
  ];
  const older = values(child(ntpd, "allow-clients"), "address");
  if (chrony !== undefined) {
    const open = allowed.filter(({ text }) => everyone.test(text));
    if (open.length === 0) return allowed.length === 0 ? stated(false, chrony) : statedBy(false, nodesOf(allowed));
    return guarded ? judgedElsewhere(open) : statedBy(true, nodesOf(open));
  }
  if (!context.isWhole) return unknownFact(notWhole);
  if (ntpd === undefined)
    return unknownFact("Whether a clock server runs without being configured differs by release.");
  if (context.os === "ubiquiti-edgeos")
    return unknownFact("Whom the time server of EdgeOS answers was not found.", placeOf(ntpd).at);
  if (guarded) return judgedElsewhere([...older, { text: "", node: ntpd }]);
  return stated(true, ntpd);
}

function judgedElsewhere(found: readonly Value[]): Fact<boolean> {
  const at = joinRanges(found.flatMap(({ node }) => placeOf(node).at));
  return unknownFact(
    "Firewall lists judge what comes to the device itself; whether they let time requests in is for proofs on them.",
    at,
  );
}

function nodesOf(found: readonly Value[]): readonly ConfigNode[] {
  return found.map(({ node }) => node);
}
