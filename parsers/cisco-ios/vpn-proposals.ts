import { byDefault, joinRanges, notApplicable, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { VpnProposal } from "../../src/model/vpn.ts";
import { decimal } from "../lib/cisco/addresses.ts";
import { groupsOf, ikev2Proposal, methodOf } from "../lib/cisco/ike.ts";
import { placeOf, readAt, wholePlace } from "../lib/cisco/places.ts";
import { transformsOf, type Transforms } from "../lib/cisco/transforms.ts";
import { atLeast, versionOf } from "../lib/cisco/version.ts";
import type { Statement } from "../lib/indented.ts";
import type { Draft } from "./draft.ts";
import { beginsWith, stated } from "./stated.ts";

/** What the device offers for IKE and IPsec; nothing is offered unless a statement says so. */
export function vpnOf(draft: Draft, top: readonly Statement[]): Fact<readonly VpnProposal[]> {
  const proposals = [...isakmpPolicies(draft, top), ...ikev2Proposals(top), ...ipsecEntries(top)];
  return proposals.length === 0
    ? byDefault([], "IOS: no VPN unless a crypto map or profile stands there")
    : read(proposals, joinRanges(proposals.flatMap(({ at }) => at)));
}

const manual = "Security Command Reference";

/**
 * A setting's default as "show crypto isakmp policy" tells it under "Default protection suite": DES, SHA, RSA signatures,
 * group 1 and a day. IOS XE 17 takes weak algorithms away, release by release, and is unknown.
 */
function olderDefault<T>(draft: Draft, value: T, word: string): Fact<T> {
  const version = versionOf(draft.version?.value);
  if (version === null) return unknownFact(`Without a release the default of "${word}" is not known.`);
  return atLeast(version, 17)
    ? unknownFact(`The default of "${word}" in IOS XE ${version.text} is not known.`)
    : byDefault(value, `IOS ${version.text}: unless "${word}" (show crypto isakmp policy, Default protection suite)`);
}

function isakmpPolicies(draft: Draft, top: readonly Statement[]): readonly VpnProposal[] {
  const aggressive = top.findLast((each) => beginsWith(each, ["crypto", "isakmp", "aggressive-mode", "disable"]));
  return top
    .filter((each) => !each.negated && beginsWith(each, ["crypto", "isakmp", "policy"]))
    .map((policy): VpnProposal => {
      const { children } = policy;
      const encryption = stated(children, "encr") ?? stated(children, "encryption");
      const hash = stated(children, "hash");
      const group = stated(children, "group");
      const method = stated(children, "authentication");
      const lifetime = stated(children, "lifetime");
      return {
        kind: "ike",
        name: policy.words.join(" "),
        scope: null,
        versions: readAt(["1"], policy),
        encryption:
          encryption === null
            ? olderDefault(draft, ["des"], "encryption")
            : readAt([encryption.words.slice(1).join("-")], encryption),
        integrity: hash === null ? olderDefault(draft, ["sha"], "hash") : readAt([hash.words[1] ?? ""], hash),
        groups: group === null ? olderDefault(draft, [1], "group") : groupsOf(group, group.words.slice(1)),
        authentication: method === null ? olderDefault(draft, "certificate", "authentication") : methodOf(method),
        aggressive:
          aggressive === undefined || aggressive.negated
            ? byDefault(true, `IOS: accepted unless "crypto isakmp aggressive-mode disable" (${manual})`)
            : readAt(false, aggressive),
        lifetime:
          lifetime === null ? olderDefault(draft, 86_400, "lifetime") : readAt(decimal(lifetime.words[1]), lifetime),
        at: wholePlace(policy),
      };
    });
}

function ikev2Proposals(top: readonly Statement[]): readonly VpnProposal[] {
  return top
    .filter((each) => !each.negated && beginsWith(each, ["crypto", "ikev2", "proposal"]))
    .map((statement): VpnProposal => {
      const settings = new Map<string, Statement>();
      for (const word of ["encryption", "integrity", "group"]) {
        const found = stated(statement.children, word);
        if (found !== null) settings.set(word, found);
      }
      return ikev2Proposal({ name: statement.words.join(" "), statement, settings }, "group");
    });
}

/** "crypto ipsec transform-set NAME esp-aes 256 esp-sha-hmac". */
function transformSets(top: readonly Statement[]): ReadonlyMap<string, Transforms & { readonly statement: Statement }> {
  const found = new Map<string, Transforms & { readonly statement: Statement }>();
  for (const statement of top) {
    if (statement.negated || !beginsWith(statement, ["crypto", "ipsec", "transform-set"])) continue;
    found.set(statement.words[3] ?? "", { ...transformsOf(statement.words.slice(4)), statement });
  }
  return found;
}

const ikeSays = notApplicable("IKE authenticates the other end.");

/** Entries of crypto maps and IPsec profiles, each with the transform sets that it uses and its PFS group. */
function ipsecEntries(top: readonly Statement[]): readonly VpnProposal[] {
  const sets = transformSets(top);
  const lifetime = stated(top, "crypto ipsec security-association lifetime seconds");
  const entries = top.filter(
    (each) =>
      !each.negated &&
      (beginsWith(each, ["crypto", "map"]) ||
        beginsWith(each, ["crypto", "dynamic-map"]) ||
        beginsWith(each, ["crypto", "ipsec", "profile"])) &&
      (each.children.length > 0 || each.words[2] === "profile"),
  );
  return entries.map((entry): VpnProposal => {
    const uses = stated(entry.children, "set transform-set");
    const named = uses?.words.slice(2) ?? [];
    const used = named.flatMap((name) => sets.get(name) ?? []);
    const own = stated(entry.children, "set security-association lifetime seconds") ?? lifetime;
    const pfs = stated(entry.children, "set pfs");
    const algorithms = (of: "encryption" | "integrity"): Fact<readonly string[]> =>
      uses === null
        ? unknownFact("No transform set is named; the device's default one is not known.", placeOf(entry))
        : used.length < named.length
          ? unknownFact("A transform set is named that is not defined.", placeOf(uses))
          : read(
              [...new Set(used.flatMap((each) => each[of]))],
              joinRanges(used.flatMap((each) => placeOf(each.statement))),
            );
    return {
      kind: "ipsec",
      name: entry.words.join(" "),
      scope: null,
      versions: notApplicable("IPsec has no versions of its own."),
      encryption: algorithms("encryption"),
      integrity: algorithms("integrity"),
      groups:
        pfs === null
          ? byDefault([], `IOS: none unless "set pfs" (${manual})`)
          : pfs.words.length === 2
            ? unknownFact('Which group "set pfs" means alone depends on the release.', placeOf(pfs))
            : groupsOf(pfs, pfs.words.slice(2)),
      authentication: ikeSays,
      aggressive: ikeSays,
      lifetime:
        own === null
          ? byDefault(3600, `IOS: one hour unless "security-association lifetime" (${manual})`)
          : readAt(decimal(own.words.at(-1)), own),
      at: wholePlace(entry),
    };
  });
}
