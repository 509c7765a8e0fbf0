import { byDefault, joinRanges, notApplicable, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { VpnProposal } from "../../src/model/vpn.ts";
import { absent, type Context } from "./context.ts";
import { placeOf, type ConfigNode } from "./node.ts";
import {
  child,
  children,
  entries,
  listed,
  markTree,
  numberOf,
  peek,
  stated,
  statedBy,
  value,
  valueFact,
} from "./reading.ts";
import type { FoundInterface } from "./interfaces.ts";

/** `vpn ipsec ike-group` and `esp-group` (vyos-1x, vpn_ipsec.xml.in), and OpenVPN's TLS. */
export function readVpn(context: Context, found: readonly FoundInterface[]): Fact<readonly VpnProposal[]> {
  const ipsec = child(context.root, "vpn", "ipsec");
  const users = usersOf(ipsec);
  const proposals = [
    ...entries(ipsec, "ike-group").flatMap((group) => readIke(group, users)),
    ...entries(ipsec, "esp-group").flatMap((group) => readEsp(group)),
    ...found.flatMap(({ name, node, type }) => (type === "openvpn" ? [readOpenvpn(name, node)] : [])),
    ...others(context),
  ];
  return proposals.length === 0
    ? absent(context, [], "VyOS and EdgeOS: no VPN is configured")
    : read(proposals, joinRanges(proposals.flatMap(({ at }) => at)));
}

interface GroupUsers {
  /** How the peers that use an IKE group show who they are. */
  readonly modes: ReadonlyMap<string, ReadonlySet<string>>;
  readonly nodes: ReadonlyMap<string, readonly ConfigNode[]>;
}

function usersOf(ipsec: ConfigNode | undefined): GroupUsers {
  const modes = new Map<string, Set<string>>();
  const nodes = new Map<string, ConfigNode[]>();
  const peers = [
    ...entries(child(ipsec, "site-to-site"), "peer"),
    ...entries(child(ipsec, "remote-access"), "connection"),
    ...entries(ipsec, "profile"),
  ];
  for (const peer of peers) {
    const group = value(peer, "ike-group");
    const authentication = child(peer, "authentication");
    const mode = value(authentication, "mode") ?? value(authentication, "server-mode");
    if (group === undefined) continue;
    modes.set(group.text, (modes.get(group.text) ?? new Set()).add(mode?.text ?? "pre-shared-secret"));
    const held = nodes.get(group.text) ?? [];
    nodes.set(group.text, held);
    held.push(mode?.node ?? peer);
  }
  return { modes, nodes };
}

const secrets: ReadonlySet<string> = new Set(["pre-shared-secret", "pre-shared-secrets"]);

function authenticationOf(group: string, { modes, nodes }: GroupUsers): VpnProposal["authentication"] {
  const found = [...(modes.get(group) ?? [])];
  if (found.length === 0) return unknownFact("No peer uses the group.");
  const shared = found.filter((mode) => secrets.has(mode));
  const kind = shared.length === found.length ? "pre-shared-key" : shared.length === 0 ? "certificate" : "both";
  return statedBy<"pre-shared-key" | "certificate" | "both" | null>(kind, nodes.get(group) ?? []);
}

/** A group in every release begins with aes128 and sha1 (vyos-1x, vpn-ipsec-encryption.xml.i, vpn-ipsec-hash.xml.i). */
const algorithm = (node: ConfigNode, keyword: string, usual: string): Fact<readonly string[]> => {
  const found = value(node, keyword);
  if (found !== undefined) return stated<readonly string[]>([found.text.toLowerCase()], found.node);
  return byDefault<readonly string[]>(
    [usual],
    `VyOS and EdgeOS: ${usual} unless ${keyword} is set (vyos-1x, vpn_ipsec.xml.in)`,
  );
};

function readIke(group: ConfigNode, users: GroupUsers): VpnProposal[] {
  for (const word of ["close-action", "dead-peer-detection", "ikev2-reauth", "mobike", "disable-mobike"])
    markTree(child(group, word));
  const exchange = value(group, "key-exchange");
  const mode = value(group, "mode");
  const versions: VpnProposal["versions"] =
    exchange === undefined
      ? unknownFact(
          "Which versions of IKE are accepted where key-exchange is not set differs by release.",
          placeOf(group).at,
        )
      : exchange.text === "ikev1" || exchange.text === "ikev2"
        ? stated<readonly string[]>([exchange.text.slice(4)], exchange.node)
        : unknownFact(`"${exchange.text}" is not known.`, placeOf(exchange.node).at);
  return entries(group, "proposal").map((node) => ({
    ...placeOf(node),
    kind: "ike" as const,
    name: `vpn ipsec ike-group ${group.word} proposal ${node.word}`,
    scope: null,
    versions,
    encryption: algorithm(node, "encryption", "aes128"),
    integrity: integrityOf(node),
    groups: groupsOf(node),
    authentication: authenticationOf(group.word, users),
    aggressive:
      mode === undefined
        ? byDefault(false, "VyOS and EdgeOS: main unless mode is set (vyos-1x, vpn_ipsec.xml.in)")
        : stated(mode.text === "aggressive", mode.node),
    lifetime: lifetimeOf(group, 28_800),
  }));
}

/** A cipher that authenticates by itself takes `hash` for its pseudo-random function. */
function integrityOf(node: ConfigNode): Fact<readonly string[]> {
  value(node, "prf");
  return algorithm(node, "hash", "sha1");
}

function groupsOf(node: ConfigNode): Fact<readonly number[]> {
  const found = value(node, "dh-group");
  const number = numberOf(found);
  if (found === undefined)
    return unknownFact("Which group is used where dh-group is not set differs by release.", placeOf(node).at);
  return number === null
    ? unknownFact("The group is not a number.", placeOf(found.node).at)
    : stated<readonly number[]>([number], found.node);
}

function lifetimeOf(group: ConfigNode, usual: number): Fact<number | null> {
  const found = value(group, "lifetime");
  const seconds = numberOf(found);
  if (found === undefined)
    return byDefault<number | null>(usual, `VyOS and EdgeOS: ${usual} (vyos-1x, vpn_ipsec.xml.in, lifetime)`);
  return seconds === null
    ? unknownFact("The lifetime is not a number.", placeOf(found.node).at)
    : stated<number | null>(seconds, found.node);
}

function readEsp(group: ConfigNode): VpnProposal[] {
  for (const word of ["compression", "mode", "life-bytes", "life-packets", "disable-rekey"])
    markTree(child(group, word));
  return entries(group, "proposal").map((node) => ({
    ...placeOf(node),
    kind: "ipsec" as const,
    name: `vpn ipsec esp-group ${group.word} proposal ${node.word}`,
    scope: null,
    versions: notApplicable("ESP has no version."),
    encryption: algorithm(node, "encryption", "aes128"),
    integrity: integrityOf(node),
    groups: secrecyOf(group),
    authentication: notApplicable("Peers are known by then."),
    aggressive: notApplicable("Only IKE has an aggressive mode."),
    lifetime: lifetimeOf(group, 3600),
  }));
}

/** `pfs enable` takes the group of the IKE proposal, or by the help text group 2: only a named one is sure. */
function secrecyOf(group: ConfigNode): Fact<readonly number[]> {
  const found = value(group, "pfs");
  if (found === undefined)
    return unknownFact("Which group perfect forward secrecy takes is not stated.", placeOf(group).at);
  if (found.text === "disable") return stated<readonly number[]>([], found.node);
  const number = /^dh-group(\d{1,2})$/.exec(found.text);
  return number === null
    ? unknownFact("Which group perfect forward secrecy takes is not stated.", placeOf(found.node).at)
    : stated<readonly number[]>([Number(number[1])], found.node);
}

/** `interfaces openvpn`: what is not set is OpenVPN's own choice, which differs by its version. */
function readOpenvpn(name: string, node: ConfigNode): VpnProposal {
  const why = "OpenVPN chooses by itself, and differently in each of its versions.";
  const tls = peek(node, "tls");
  const encryption = child(node, "encryption");
  const ciphers = [
    ...listed(encryption, "data-ciphers"),
    ...listed(encryption, "ncp-ciphers"),
    ...listed(encryption, "cipher"),
    // Up to 1.2 the cipher stands by itself.
    ...children(encryption).flatMap((part) => (keywords.has(part.word) ? [] : [{ text: part.word, node: part }])),
  ];
  for (const part of children(encryption)) markTree(part);
  const version = value(tls, "tls-version-min");
  const key = value(node, "shared-secret-key") ?? value(node, "shared-secret-key-file");
  return {
    ...placeOf(node),
    kind: "tls",
    name: `interfaces openvpn ${name}`,
    scope: null,
    versions: version === undefined ? unknownFact(why, placeOf(node).at) : atLeast(version.text, version.node),
    encryption:
      ciphers.length === 0
        ? unknownFact(why, placeOf(node).at)
        : statedBy(
            ciphers.map(({ text }) => text.toLowerCase()),
            ciphers.map((each) => each.node),
          ),
    integrity: valueFact(
      node,
      "hash",
      (text): readonly string[] => [text.toLowerCase()],
      unknownFact(why, placeOf(node).at),
    ),
    groups: unknownFact(why, placeOf(node).at),
    authentication:
      key === undefined
        ? tls === undefined
          ? unknownFact("Neither certificates nor a shared key are stated.", placeOf(node).at)
          : stated<"pre-shared-key" | "certificate" | "both" | null>("certificate", tls)
        : stated<"pre-shared-key" | "certificate" | "both" | null>("pre-shared-key", key.node),
    aggressive: notApplicable("Only IKE has an aggressive mode."),
    lifetime: unknownFact(why, placeOf(node).at),
  };
}

const keywords: ReadonlySet<string> = new Set([
  "data-ciphers",
  "ncp-ciphers",
  "cipher",
  "disable-ncp",
  "data-ciphers-fallback",
]);
const tlsVersions = ["1.0", "1.1", "1.2", "1.3"];

function atLeast(text: string, node: ConfigNode): Fact<readonly string[]> {
  const index = tlsVersions.indexOf(text);
  return index === -1
    ? unknownFact(`"${text}" is not known.`, placeOf(node).at)
    : stated<readonly string[]>(tlsVersions.slice(index), node);
}

/** VPN servers whose proposals no statement names. */
function others(context: Context): VpnProposal[] {
  const vpn = child(context.root, "vpn");
  return (["l2tp", "pptp", "sstp", "openconnect"] as const).flatMap((word) => {
    const node = child(vpn, word);
    if (node === undefined) return [];
    const why = `What vpn ${word} offers is not configured.`;
    const unknown = unknownFact(why, placeOf(node).at);
    const lowest = value(node, "tls-version-min");
    return [
      {
        ...placeOf(node),
        kind: word === "l2tp" ? ("ike" as const) : ("tls" as const),
        name: `vpn ${word}`,
        scope: null,
        versions: lowest === undefined ? unknown : atLeast(lowest.text, lowest.node),
        encryption: unknown,
        integrity: unknown,
        groups: unknown,
        authentication: unknown,
        aggressive: unknown,
        lifetime: unknown,
      },
    ];
  });
}
