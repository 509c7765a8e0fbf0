import { byDefault, joinRanges, notApplicable, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { VpnProposal } from "../../src/model/vpn.ts";
import { groupsOf, ikePolicy, ikev2Proposal, secondsOf, unstated, type CryptoBlock } from "../lib/cisco/ike.ts";
import { placeOf, readAt, wholePlace } from "../lib/cisco/places.ts";
import { transformsOf } from "../lib/cisco/transforms.ts";
import type { Statement } from "../lib/indented.ts";
import {
  block,
  on,
  readStatements,
  skip,
  skipBlock,
  table,
  touching,
  type Handler,
  type Table,
} from "../lib/statements.ts";
import { leaveAll, notRead, type Draft } from "./draft.ts";

interface BlockContext {
  readonly ledger: Draft["ledger"];
  readonly settings: Map<string, Statement>;
}

const kept =
  (name: string): Handler<BlockContext> =>
  ({ settings }, statement) => {
    settings.set(name, statement);
    return !statement.negated;
  };

export const isakmpTable = table<BlockContext>([
  ...["encryption", "hash", "group", "authentication", "lifetime"].map((name) => on(name, kept(name))),
  skip("vpn", "description"),
]);

/** What makes keys of the shared secret is in no part of the model. */
export const proposalTable = table<BlockContext>([
  ...["encryption", "integrity", "dh-group"].map((name) => on(name, kept(name))),
  skip("vpn", "prf", "description"),
]);

export const transformTable = table<BlockContext>([on("transform", kept("transform")), skip("vpn", "mode")]);

/** Whose traffic is meant, and whose key is asked for: what is offered is said by the transform set and the groups. */
export const profileTable = table<BlockContext>([
  ...["set transform-set", "set pfs", "set security-association lifetime seconds"].map((name) => on(name, kept(name))),
  skip("vpn", "set ikev2-profile", "set isakmp-profile", "set responder-only", "set security-association replay"),
  skip("vpn", "set security-association lifetime kilobytes", "description", "reverse-route"),
]);

export const endsTable = table<Draft>([
  skipBlock("vpn", "peer", "match", "proposal", "keyring", "identity", "description"),
]);

function readBlock(draft: Draft, statement: Statement, by: Table<BlockContext>): CryptoBlock {
  const settings: BlockContext["settings"] = new Map();
  readStatements({ ledger: draft.ledger, settings }, statement.children, by, ["vpn"]);
  return { name: statement.words.join(" "), statement, settings };
}

const leaving = (draft: Draft, statement: Statement): false => {
  leaveAll(draft, statement.children, ["vpn"]);
  return notRead(draft, "vpn", wholePlace(statement));
};

/** A block of that many words, kept under a name of its own. */
const keeping =
  (length: number, by: Table<BlockContext>, into: (draft: Draft) => CryptoBlock[]) =>
  (draft: Draft, statement: Statement): boolean => {
    if (statement.negated || statement.words.length !== length) return leaving(draft, statement);
    into(draft).push(readBlock(draft, statement, by));
    return true;
  };

/**
 * IKE and IPsec in the older words ("crypto isakmp", "crypto ipsec") and the newer ones ("ikev2", "ipsec"): System
 * Security Command Reference, "IPSec Commands" and "Internet Key Exchange Security Protocol Commands".
 */
export const vpnStatements = [
  block<Draft>(
    "crypto isakmp policy",
    keeping(4, isakmpTable, ({ crypto }) => crypto.isakmp),
  ),
  block<Draft>(
    "ikev2 proposal",
    keeping(3, proposalTable, ({ crypto }) => crypto.ikev2),
  ),
  block<Draft>(
    "crypto ipsec transform-set",
    keeping(4, transformTable, ({ crypto }) => crypto.transforms),
  ),
  block<Draft>(
    "ipsec transform-set",
    keeping(3, transformTable, ({ crypto }) => crypto.transforms),
  ),
  block<Draft>(
    "crypto ipsec profile",
    keeping(4, profileTable, ({ crypto }) => crypto.profiles),
  ),
  block<Draft>(
    "ipsec profile",
    keeping(3, profileTable, ({ crypto }) => crypto.profiles),
  ),
  block<Draft>(["crypto isakmp", "crypto ipsec", "crypto ikev2", "ikev2", "ipsec", "ike"], leaving),
  // Ends by their addresses and names, with their keys: which proposal holds for which is not worked out.
  block<Draft>(["keyring", "crypto keyring", "ikev2 policy"], (draft, statement) => {
    readStatements(draft, statement.children, endsTable, ["vpn"]);
    return !statement.negated && statement.words.length <= 3;
  }),
  block<Draft>("ikev2 profile", (draft, statement) => {
    readStatements(draft, statement.children, endsTable, ["vpn"]);
    return !statement.negated && statement.words.length === 3;
  }),
  touching(["vpn"], "crypto", "ikev2", "ipsec", "ike", "keyring"),
];

const ikeSays = notApplicable("IKE authenticates the other end.");

function ipsecProposal(profile: CryptoBlock, sets: ReadonlyMap<string, Statement | undefined>): VpnProposal {
  const { name, settings, statement } = profile;
  const uses = settings.get("set transform-set");
  const named = uses?.words.slice(2) ?? [];
  const used = named.flatMap((each) => sets.get(each) ?? []);
  const algorithms = (of: "encryption" | "integrity"): Fact<readonly string[]> =>
    uses === undefined || used.length < named.length
      ? unknownFact("No transform set is named that is defined.", placeOf(uses ?? statement))
      : read(
          [...new Set(used.flatMap(({ words }) => transformsOf(words.slice(1))[of]))],
          joinRanges(used.flatMap(placeOf)),
        );
  const pfs = settings.get("set pfs");
  const lifetime = settings.get("set security-association lifetime seconds");
  return {
    kind: "ipsec",
    name,
    scope: null,
    versions: notApplicable("IPsec has no versions of its own."),
    encryption: algorithms("encryption"),
    integrity: algorithms("integrity"),
    groups: pfs === undefined ? unstated("set pfs", profile) : groupsOf(pfs, pfs.words.slice(2)),
    authentication: ikeSays,
    aggressive: ikeSays,
    lifetime:
      lifetime === undefined ? unstated("set security-association lifetime seconds", profile) : secondsOf(lifetime),
    at: wholePlace(statement),
  };
}

export function vpnOf(draft: Draft): Fact<readonly VpnProposal[]> {
  const unread = draft.notRead.get("vpn");
  if (unread !== undefined) return unknownFact("Not all of what IKE and IPsec offer is read.", joinRanges(unread));
  const { isakmp, ikev2, transforms, profiles } = draft.crypto;
  const sets = new Map(
    transforms.map(({ statement, settings }) => [statement.words.at(-1) ?? "", settings.get("transform")]),
  );
  const proposals = [
    ...isakmp.map((each) => ikePolicy(each, readAt(["1"], each.statement))),
    ...ikev2.map((each) => ikev2Proposal(each, "dh-group")),
    ...profiles.map((each) => ipsecProposal(each, sets)),
  ];
  return proposals.length === 0
    ? byDefault([], 'IOS XR: no IPsec unless "crypto isakmp|ipsec" or "ikev2" (System Security Command Reference)')
    : read(proposals, joinRanges(proposals.flatMap(({ at }) => at)));
}
