import { notApplicable, unknownFact, type Fact } from "../../../src/model/fact.ts";
import type { VpnProposal } from "../../../src/model/vpn.ts";
import type { Statement } from "../indented.ts";
import { decimal } from "./addresses.ts";
import { placeOf, readAt, wholePlace } from "./places.ts";

/** A block of IKE or IPsec, and what stands under it by name. */
export interface CryptoBlock {
  readonly name: string;
  readonly statement: Statement;
  readonly settings: ReadonlyMap<string, Statement>;
}

/** Where a statement is missing and no default is documented here. */
export function unstated(what: string, { statement }: CryptoBlock): Fact<never> {
  return unknownFact(`What holds without "${what}" is not known.`, wholePlace(statement));
}

/** "14", "group14" or "19 20": numbers by IANA. */
export function groupsOf(statement: Statement, words: readonly string[]): Fact<readonly number[]> {
  const numbers = words.flatMap((word) => decimal(word.replace(/^group/, "")) ?? []);
  return numbers.length === 0 || numbers.length < words.length
    ? unknownFact("The group is no number.", placeOf(statement))
    : readAt(numbers, statement);
}

/** "encryption aes 256" as "aes-256". */
function oneAlgorithm(block: CryptoBlock, name: string): Fact<readonly string[]> {
  const statement = block.settings.get(name);
  const stated = statement?.words.slice(1).join("-") ?? "";
  return statement === undefined || stated === "" ? unstated(name, block) : readAt([stated], statement);
}

/** A policy of IKE in the form of version 1: "encryption", "hash", "group", "authentication", "lifetime". */
export function ikePolicy(block: CryptoBlock, versions: VpnProposal["versions"]): VpnProposal {
  const { name, settings } = block;
  const at = wholePlace(block.statement);
  const group = settings.get("group");
  const method = settings.get("authentication");
  const lifetime = settings.get("lifetime");
  return {
    kind: "ike",
    name,
    scope: null,
    versions,
    encryption: oneAlgorithm(block, "encryption"),
    integrity: oneAlgorithm(block, "hash"),
    groups: group === undefined ? unstated("group", block) : groupsOf(group, group.words.slice(1)),
    authentication: method === undefined ? unstated("authentication", block) : methodOf(method),
    aggressive: unknownFact("Whether aggressive mode is accepted is not in the configuration.", at),
    lifetime: lifetime === undefined ? unstated("lifetime", block) : secondsOf(lifetime),
    at,
  };
}

/** The number that a statement ends with. */
export function secondsOf(statement: Statement): Fact<number | null> {
  const seconds = decimal(statement.words.at(-1));
  return seconds === null ? unknownFact("The lifetime is no number.", placeOf(statement)) : readAt(seconds, statement);
}

export function methodOf(statement: Statement): VpnProposal["authentication"] {
  const word = statement.words[1] ?? "";
  if (word === "pre-share") return readAt("pre-shared-key", statement);
  return ["rsa-sig", "rsa-encr", "ecdsa-sig"].includes(word)
    ? readAt("certificate", statement)
    : unknownFact("The way of authentication is not known.", placeOf(statement));
}

/** A proposal of IKEv2: several algorithms of each kind, under the words that the platform has for them. */
export function ikev2Proposal(
  { name, statement: own, settings }: CryptoBlock,
  group: "group" | "dh-group",
): VpnProposal {
  const words = (word: string): Fact<readonly string[]> => {
    const statement = settings.get(word);
    return statement === undefined || statement.words.length < 2
      ? unknownFact(`A proposal without "${word}" is not complete.`, placeOf(own))
      : readAt(statement.words.slice(1), statement);
  };
  const encryption = words("encryption");
  // Combined modes bring their own integrity.
  const isCombined = "value" in encryption && encryption.value.every((each) => each.includes("gcm"));
  const groups = settings.get(group);
  return {
    kind: "ike",
    name,
    scope: null,
    versions: readAt(["2"], own),
    encryption,
    integrity:
      settings.get("integrity") === undefined && isCombined
        ? notApplicable("Combined modes protect integrity themselves.")
        : words("integrity"),
    groups:
      groups === undefined
        ? unknownFact(`A proposal without "${group}" is not complete.`, placeOf(own))
        : groupsOf(groups, groups.words.slice(1)),
    authentication: notApplicable("The IKEv2 profile says how to authenticate, not the proposal."),
    aggressive: notApplicable("IKEv2 has no aggressive mode."),
    lifetime: notApplicable("The IKEv2 profile states the lifetime, not the proposal."),
    at: wholePlace(own),
  };
}
