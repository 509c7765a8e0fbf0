import { byDefault, joinRanges, notApplicable, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { VpnProposal } from "../../src/model/vpn.ts";
import { absent, type Context } from "./context.ts";
import { placeOf, type ConfigNode } from "./node.ts";
import { child, entries, markTree, numberOf, stated, statedBy, value } from "./reading.ts";

/**
 * [edit security ike] and [edit security ipsec]: what each policy in use offers, proposal by proposal. The
 * services cards' and the group VPN's hierarchies of their own stay unread.
 */
export function readVpn(main: Context, systems: readonly Context[]): Fact<readonly VpnProposal[]> {
  const proposals = [main, ...systems].flatMap(({ root, scope }) => {
    const security = child(root, "security");
    const found = [...ikeProposals(child(security, "ike")), ...ipsecProposals(child(security, "ipsec"))];
    return scope === null ? found : found.map((proposal) => ({ ...proposal, scope }));
  });
  return proposals.length === 0
    ? absent(main, [], "Junos: no VPN unless [edit security ike] or [edit security ipsec] has one")
    : read(proposals, joinRanges(proposals.flatMap(({ at }) => at)));
}

const mostStatements = 64;

/** The words of a proposal by its name, beside those that name none. */
function proposalsOf(node: ConfigNode): Map<string, ConfigNode> {
  // No device states more of one: a longer proposal counts as not defined.
  const listed = entries(node, "proposal").filter(({ children: below }) => below.size <= mostStatements);
  return new Map(listed.map((proposal) => [proposal.word, proposal]));
}

type Algorithms = Pick<VpnProposal, "encryption" | "integrity" | "groups" | "lifetime">;

/** What a policy names that the text does not say: sets of the platform, whose content differs by release, and undefined names. */
function unsaid(why: string, node: ConfigNode): Algorithms {
  const unknown = unknownFact(why, placeOf(node).at);
  return { encryption: unknown, integrity: unknown, groups: unknown, lifetime: unknown };
}

function ikeProposals(node: ConfigNode | undefined): VpnProposal[] {
  if (node === undefined) return [];
  const proposals = proposalsOf(node);
  const gateways = Map.groupBy(entries(node, "gateway"), (gateway) => value(gateway, "ike-policy")?.word ?? "");
  const made: VpnProposal[] = [];
  for (const policy of entries(node, "policy")) {
    const used = gateways.get(policy.word);
    const mode = value(policy, "mode");
    const key = child(policy, "pre-shared-key");
    if (key !== undefined) markTree(key);
    const listed = entries(policy, "proposals");
    const set = value(policy, "proposal-set");
    // Without a gateway nothing of the policy is offered.
    if (used === undefined) {
      for (const each of listed) readIke(proposals.get(each.word));
      continue;
    }
    const versions = versionsOf(used);
    const second = "value" in versions && versions.value.every((version) => version === "2");
    const shared = {
      kind: "ike",
      scope: null,
      versions,
      aggressive: second
        ? notApplicable("IKEv2 has no aggressive mode.")
        : mode === undefined
          ? byDefault(false, 'Junos: main mode unless "mode aggressive" (CLI reference, "mode (Security IKE Policy)")')
          : mode.word === "main" || mode.word === "aggressive"
            ? stated(mode.word === "aggressive", mode)
            : unknownFact("The mode is not known.", placeOf(mode).at),
      ...placeOf(policy),
    } as const;
    const name = `security ike policy ${policy.word}`;
    for (const each of listed) {
      const proposal = proposals.get(each.word);
      const algorithms =
        proposal === undefined ? unsaid("The proposal is not defined.", each) : readIke(proposal, each);
      const at = joinRanges([...placeOf(policy).at, ...(proposal === undefined ? [] : placeOf(proposal).at)]);
      const authentication = methodOf(proposal, each);
      made.push({ ...shared, name: `${name} proposal ${each.word}`, authentication, ...algorithms, at });
    }
    if (set !== undefined) {
      const why = "What the platform's proposal set holds is not stated.";
      const authentication = unknownFact(why, placeOf(set).at);
      made.push({ ...shared, name: `${name} proposal-set ${set.word}`, authentication, ...unsaid(why, set) });
    } else if (listed.length === 0) {
      const why = "The policy names no proposal.";
      made.push({ ...shared, name, authentication: unknownFact(why, placeOf(policy).at), ...unsaid(why, policy) });
    }
  }
  return made;
}

/** The versions that the gateways of a policy speak; where one states none its release decides. */
function versionsOf(gateways: readonly ConfigNode[]): Fact<readonly string[]> {
  const named = gateways.map((gateway) => value(gateway, "version"));
  const known = named.filter((each) => each !== undefined && versionNumbers.has(each.word));
  if (known.length < named.length)
    return unknownFact(
      "A gateway does not state its IKE version.",
      joinRanges(gateways.flatMap((each) => placeOf(each).at)),
    );
  const numbers = known.flatMap((each) => (each === undefined ? [] : [versionNumbers.get(each.word) ?? ""]));
  return statedBy(
    [...new Set(numbers)].toSorted(),
    known.filter((each) => each !== undefined),
  );
}

const versionNumbers = new Map([
  ["v1-only", "1"],
  ["v2-only", "2"],
]);

function readIke(proposal: ConfigNode | undefined, by: ConfigNode | undefined = proposal): Algorithms {
  if (proposal === undefined || by === undefined)
    return { encryption: silent, integrity: silent, groups: silent, lifetime: silent };
  const group = value(proposal, "dh-group");
  return {
    ...algorithmsOf(proposal),
    groups: group === undefined ? unknownFact("The proposal states no group.", placeOf(proposal).at) : groupOf(group),
    lifetime: lifetimeOf(proposal, 28_800),
  };
}

const silent = unknownFact("Nothing uses the proposal.");

function algorithmsOf(proposal: ConfigNode): Pick<Algorithms, "encryption" | "integrity"> {
  const encryption = value(proposal, "encryption-algorithm");
  const integrity = value(proposal, "authentication-algorithm");
  const { at } = placeOf(proposal);
  const word = encryption?.word.toLowerCase() ?? "";
  return {
    encryption:
      encryption === undefined ? unknownFact("The proposal states no encryption.", at) : stated([word], encryption),
    integrity:
      integrity !== undefined
        ? stated([integrity.word.toLowerCase()], integrity)
        : word.endsWith("-gcm")
          ? notApplicable("Combined modes protect integrity themselves.")
          : unknownFact("The proposal states no integrity.", at),
  };
}

function groupOf(node: ConfigNode): Fact<readonly number[]> {
  const number = /^group(\d{1,3})$/.exec(node.word)?.[1];
  return number === undefined
    ? unknownFact("The group is no number.", placeOf(node).at)
    : stated([Number(number)], node);
}

/**
 * CLI reference, "lifetime-seconds (Security IKE)" and "lifetime-seconds (Security IPsec)"; 28800 and 3600 also in DISA's
 * Juniper SRX VPN STIG (JUSX-VN-000003 and JUSX-VN-000002).
 */
function lifetimeOf(proposal: ConfigNode, otherwise: number): Fact<number | null> {
  const seconds = value(proposal, "lifetime-seconds");
  if (seconds === undefined) return byDefault(otherwise, `Junos: ${otherwise} unless "lifetime-seconds"`);
  const number = numberOf(seconds);
  return number === null ? unknownFact("The lifetime is no number.", placeOf(seconds).at) : stated(number, seconds);
}

function methodOf(proposal: ConfigNode | undefined, by: ConfigNode): VpnProposal["authentication"] {
  const method = value(proposal, "authentication-method");
  if (method === undefined) return unknownFact("The proposal states no authentication method.", placeOf(by).at);
  if (method.word === "pre-shared-keys") return stated("pre-shared-key", method);
  return /^(?:(?:rsa|dsa)-signatures|ecdsa-signatures-\d{3}|certificates)$/.test(method.word)
    ? stated("certificate", method)
    : unknownFact("The way of authentication is not known.", placeOf(method).at);
}

const ikeTells = {
  kind: "ipsec",
  scope: null,
  versions: notApplicable("IKE has versions, IPsec has none."),
  authentication: notApplicable("IKE authenticates the other end."),
  aggressive: notApplicable("The mode is one of IKE."),
} as const;

function ipsecProposals(node: ConfigNode | undefined): VpnProposal[] {
  if (node === undefined) return [];
  const proposals = proposalsOf(node);
  const made: VpnProposal[] = [];
  const used = new Set<string>();
  for (const vpn of entries(node, "vpn")) {
    const policy = value(child(vpn, "ike"), "ipsec-policy");
    if (policy !== undefined) used.add(policy.word);
    const manual = child(vpn, "manual");
    if (manual !== undefined) made.push(manualProposal(vpn, manual));
  }
  for (const policy of entries(node, "policy")) {
    const pfs = value(child(policy, "perfect-forward-secrecy"), "keys");
    const listed = entries(policy, "proposals");
    const set = value(policy, "proposal-set");
    if (!used.has(policy.word)) {
      for (const each of listed) readIpsec(proposals.get(each.word));
      continue;
    }
    const groups: Fact<readonly number[]> =
      pfs !== undefined
        ? groupOf(pfs)
        : set === undefined
          ? byDefault([], 'Junos: no group of its own unless "perfect-forward-secrecy"')
          : unknownFact("What the platform's proposal set holds is not stated.", placeOf(set).at);
    const name = `security ipsec policy ${policy.word}`;
    for (const each of listed) {
      const proposal = proposals.get(each.word);
      const algorithms = proposal === undefined ? unsaid("The proposal is not defined.", each) : readIpsec(proposal);
      const at = joinRanges([...placeOf(policy).at, ...(proposal === undefined ? [] : placeOf(proposal).at)]);
      made.push({ ...ikeTells, ...placeOf(policy), name: `${name} proposal ${each.word}`, ...algorithms, groups, at });
    }
    if (set !== undefined) {
      const algorithms = unsaid("What the platform's proposal set holds is not stated.", set);
      made.push({ ...ikeTells, ...placeOf(policy), name: `${name} proposal-set ${set.word}`, ...algorithms, groups });
    } else if (listed.length === 0)
      made.push({ ...ikeTells, ...placeOf(policy), name, ...unsaid("The policy names no proposal.", policy), groups });
  }
  return made;
}

function readIpsec(proposal: ConfigNode | undefined): Omit<Algorithms, "groups"> {
  if (proposal === undefined) return { encryption: silent, integrity: silent, lifetime: silent };
  const protocol = value(proposal, "protocol");
  const lifetime = lifetimeOf(proposal, 3600);
  const { encryption, integrity } = algorithmsOf(proposal);
  // AH proves packets and hides nothing.
  if (protocol?.word === "ah") return { encryption: stated([], protocol), integrity, lifetime };
  return { encryption, integrity, lifetime };
}

/** Keys that stand in the configuration: no handshake, no groups and no end. */
function manualProposal(vpn: ConfigNode, manual: ConfigNode): VpnProposal {
  const protocol = value(manual, "protocol");
  const encryption = value(child(manual, "encryption"), "algorithm");
  const integrity = value(child(manual, "authentication"), "algorithm");
  const { at } = placeOf(manual);
  return {
    ...ikeTells,
    ...placeOf(manual),
    name: `security ipsec vpn ${vpn.word} manual`,
    authentication: notApplicable("The keys stand in the configuration."),
    encryption:
      encryption !== undefined
        ? stated([encryption.word.toLowerCase()], encryption)
        : protocol?.word === "ah"
          ? stated([], protocol)
          : unknownFact("The encryption is not stated.", at),
    integrity:
      integrity === undefined
        ? unknownFact("The integrity is not stated.", at)
        : stated([integrity.word.toLowerCase()], integrity),
    groups: stated([], manual),
    lifetime: stated(null, manual),
  };
}
