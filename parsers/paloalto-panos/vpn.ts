import { byDefault, isKnown, notApplicable, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { VpnProposal } from "../../src/model/vpn.ts";
import { absent, type Context } from "./context.ts";
import { placeOf, type PanosNode } from "./node.ts";
import { child, entries, markTree, note, placeOfAll, stated, value, word } from "./reading.ts";

const noGateway = unknownFact("Who uses the profile decides.");

/** Crypto profiles, gateways and TLS profiles, of the device and of the templates it hands to others. */
export function readVpn(context: Context): Fact<readonly VpnProposal[]> {
  const { root, levels } = context;
  const found: VpnProposal[] = [...proposalsOf(child(root, "network"), null)];
  const tlsHolders = levels.levels.map(({ node, scope }) => [node, scope] as const);
  const panorama = child(root, "panorama");
  for (const sort of ["template", "template-stack"]) {
    for (const template of entries(root, sort)) {
      const scope = `template ${template.word}`;
      found.push(...proposalsOf(child(template, "network"), scope));
      for (const holder of [child(template, "shared"), ...entries(template, "vsys")]) {
        if (holder !== undefined) tlsHolders.push([holder, scope]);
      }
    }
  }
  if (panorama !== undefined && !levels.levels.some(({ node }) => node === panorama)) tlsHolders.push([panorama, null]);
  for (const [holder, scope] of tlsHolders) {
    for (const profile of entries(holder, "ssl-tls-service-profile")) found.push(tlsProposal(profile, scope));
  }
  const [first] = found;
  if (first === undefined) return absent(context, [], "no VPN is offered unless configured");
  return { value: found, at: found.flatMap(({ at }) => at) };
}

function proposalsOf(network: PanosNode | undefined, scope: string | null): readonly VpnProposal[] {
  const ike = child(network, "ike");
  const profiles = child(ike, "crypto-profiles");
  const gateways = entries(ike, "gateway");
  for (const tunnel of entries(network, "tunnel")) markTree(tunnel);
  return [
    ...entries(profiles, "ike-crypto-profiles").map((profile) => ikeProposal(profile, gateways, scope)),
    ...entries(profiles, "ipsec-crypto-profiles").map((profile) => ipsecProposal(profile, scope)),
  ];
}

/** "aes-256-cbc": the vendor's words are those of the model. */
function list(node: PanosNode, ...path: readonly string[]): Fact<readonly string[]> {
  const nodes = entries(node, ...path);
  return nodes.length === 0
    ? unknownFact("The profile does not name it.", placeOf(node).at)
    : { value: nodes.map((each) => each.word.toLowerCase()), ...placeOfAll(nodes) };
}

function groupsOf(node: PanosNode): Fact<readonly number[]> {
  const nodes = entries(node, "dh-group");
  if (nodes.length === 0) return unknownFact("The profile names no group.", placeOf(node).at);
  if (nodes.some((each) => each.word === "no-pfs")) return { value: [], ...placeOfAll(nodes) };
  const numbers = nodes.map((each) => Number(/^group(\d{1,2})$/.exec(each.word)?.[1] ?? Number.NaN));
  return numbers.some(Number.isNaN)
    ? unknownFact("A group that is not known.", placeOfAll(nodes).at)
    : { value: numbers, ...placeOfAll(nodes) };
}

const seconds: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

function lifetimeOf(node: PanosNode, otherwise: number): Fact<number | null> {
  const units = entries(node, "lifetime");
  const [unit] = units;
  if (unit === undefined)
    return byDefault(
      otherwise,
      "PAN-OS Web Interface Help, Network > Network Profiles: 8 hours for IKE, one for IPsec",
    );
  const count = value(node, "lifetime", unit.word);
  const factor = seconds[unit.word];
  return count !== undefined && factor !== undefined && /^\d{1,6}$/.test(count.word)
    ? stated(Number(count.word) * factor, count)
    : unknownFact("A time that is not known.", placeOf(unit).at);
}

function ikeProposal(profile: PanosNode, gateways: readonly PanosNode[], scope: string | null): VpnProposal {
  note(profile, "authentication-multiple");
  const users = gateways.filter((gateway) =>
    ["ikev1", "ikev2"].some((version) => word(gateway, "protocol", version, "ike-crypto-profile") === profile.word),
  );
  return {
    kind: "ike",
    name: `ike-crypto-profile ${profile.word}`,
    scope,
    ...placeOf(profile),
    versions: versionsOf(users),
    encryption: list(profile, "encryption"),
    integrity: list(profile, "hash"),
    groups: groupsOf(profile),
    authentication: authenticationOf(users),
    aggressive: aggressiveOf(users),
    lifetime: lifetimeOf(profile, 28_800),
  };
}

function versionsOf(gateways: readonly PanosNode[]): VpnProposal["versions"] {
  const found = new Set<string>();
  for (const gateway of gateways) {
    markTree(gateway);
    const version = word(gateway, "protocol", "version") ?? "ikev1";
    if (version === "ikev1" || version === "ikev2-preferred") found.add("1");
    if (version === "ikev2" || version === "ikev2-preferred") found.add("2");
  }
  return gateways.length === 0 ? noGateway : { value: [...found], ...placeOfAll(gateways) };
}

function authenticationOf(gateways: readonly PanosNode[]): VpnProposal["authentication"] {
  const ways = new Set(gateways.flatMap((gateway) => gateway.children.get("authentication")?.children.keys() ?? []));
  if (ways.size === 0) return noGateway;
  const isKey = ways.has("pre-shared-key");
  const isCertificate = ways.has("certificate");
  const { at } = placeOfAll(gateways);
  if (isKey && isCertificate) return { value: "both", at };
  return isKey
    ? { value: "pre-shared-key", at }
    : isCertificate
      ? { value: "certificate", at }
      : unknownFact("Another way.", at);
}

/** "main" and "auto" where it is not set: "auto" answers aggressive mode too (Web Interface Help, Network > IKE Gateways, "Exchange Mode"). */
function aggressiveOf(gateways: readonly PanosNode[]): Fact<boolean> {
  if (gateways.length === 0) return noGateway;
  const { at } = placeOfAll(gateways);
  const ofVersion1 = gateways.filter((gateway) => word(gateway, "protocol", "version") !== "ikev2");
  if (ofVersion1.length === 0) return { value: false, at };
  const modes = ofVersion1.map((gateway) => word(gateway, "protocol", "ikev1", "exchange-mode") ?? "auto");
  return { value: modes.some((mode) => mode !== "main"), at };
}

function ipsecProposal(profile: PanosNode, scope: string | null): VpnProposal {
  const sorts = entries(profile).filter(({ word: sort }) => sort === "esp" || sort === "ah");
  const [sort] = sorts;
  note(profile, "lifesize", "disable-override");
  return {
    kind: "ipsec",
    name: `ipsec-crypto-profile ${profile.word}`,
    scope,
    ...placeOf(profile),
    versions: notApplicable("IPsec has no version."),
    encryption: sort === undefined ? noGateway : sort.word === "ah" ? stated([], sort) : list(sort, "encryption"),
    integrity: sort === undefined ? noGateway : list(sort, "authentication"),
    groups: groupsOf(profile),
    authentication: notApplicable("IKE authenticates the peers."),
    aggressive: notApplicable("IKE has modes."),
    lifetime: lifetimeOf(profile, 3600),
  };
}

const versionNames = ["tls1-0", "tls1-1", "tls1-2", "tls1-3"] as const;
const shown = ["TLSv1.0", "TLSv1.1", "TLSv1.2", "TLSv1.3"] as const;

/** `protocol-settings min-version … max-version …`; TLS 1.0 is the least and "max" the most where nothing is said (Web Interface Help, "SSL/TLS Service Profile"). */
export function tlsVersions(profile: PanosNode): Fact<readonly string[]> {
  const least = value(profile, "protocol-settings", "min-version");
  const most = value(profile, "protocol-settings", "max-version");
  if (least === undefined) return unknownFact("The profile does not state its least version.", placeOf(profile).at);
  const first = versionNames.findIndex((name) => name === least.word);
  const last = most === undefined || most.word === "max" ? null : versionNames.findIndex((name) => name === most.word);
  if (first === -1 || last === -1) return unknownFact("A version that is not known.", placeOf(profile).at);
  // Whether "max" is 1.2 or 1.3 depends on the release; neither is a weak one.
  return stated(shown.slice(first, (last ?? 2) + 1), least);
}

/** "TLSv1.2" as "1.2". */
function numbersOf(versions: Fact<readonly string[]>): Fact<readonly string[]> {
  return isKnown(versions) ? { ...versions, value: versions.value.map((name) => name.slice("TLSv".length)) } : versions;
}

function tlsProposal(profile: PanosNode, scope: string | null): VpnProposal {
  const settings = child(profile, "protocol-settings");
  markTree(settings);
  note(profile, "certificate");
  const refused = (prefix: string): Fact<readonly string[]> => {
    const named = settings?.children.values().filter(({ word: key }) => key.startsWith(prefix)) ?? [];
    if (named.length === 0)
      return unknownFact("Which algorithms hold unless refused depends on the release.", placeOf(profile).at);
    const allowed = named
      .filter((key) => word(settings, key.word) === "yes")
      .map(({ word: key }) => key.slice(prefix.length));
    return { value: allowed, ...placeOfAll(named) };
  };
  return {
    kind: "tls",
    name: `ssl-tls-service-profile ${profile.word}`,
    scope,
    ...placeOf(profile),
    versions: numbersOf(tlsVersions(profile)),
    encryption: refused("enc-algo-"),
    integrity: refused("auth-algo-"),
    groups: unknownFact("A profile does not name groups."),
    authentication: stated("certificate", profile),
    aggressive: notApplicable("TLS has no such mode."),
    lifetime: notApplicable("A profile does not state a lifetime."),
  };
}
