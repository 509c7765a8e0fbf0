import { byDefault, joinRanges, notApplicable, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { VpnProposal } from "../../src/model/vpn.ts";
import { decimal } from "../lib/cisco/addresses.ts";
import { groupsOf, ikePolicy, secondsOf, unstated, type CryptoBlock } from "../lib/cisco/ike.ts";
import { use } from "../lib/cisco/objects.ts";
import { placeOf, readAt, wholePlace } from "../lib/cisco/places.ts";
import { transformsOf } from "../lib/cisco/transforms.ts";
import type { Statement } from "../lib/indented.ts";
import { block, on, readStatements, skip, table, touching, type Handler, type Touches } from "../lib/statements.ts";
import type { Draft } from "./draft.ts";

const vpnTouches: Touches = ["vpn"];

/** One policy of IKE, or one entry of a crypto map, while it is read. */
interface BlockContext {
  readonly ledger: Draft["ledger"];
  readonly draft: Draft;
  readonly name: string;
  readonly settings: Map<string, Statement>;
}

const kept =
  (name: string): Handler<BlockContext> =>
  ({ settings }, statement) => {
    settings.set(name, statement);
    return !statement.negated;
  };

export const ikePolicyTable = table<BlockContext>([
  ...["encryption", "hash", "group", "authentication"].map((name) => on(name, kept(name))),
  on("lifetime seconds", kept("lifetime")),
  skip("vpn", "exit"),
]);

export const ikeTable = table<Draft>([
  block("policy", (draft, statement) => {
    const name = `crypto ike domain ipsec policy ${statement.words[1] ?? ""}`;
    const settings = readBlock(draft, name, statement, ikePolicyTable);
    if (!statement.negated) draft.ikePolicies.push({ name, statement, settings });
    return !statement.negated;
  }),
  // Names of the ends, their keys, and how soon a dead one is noticed are in no part of the model.
  skip("vpn", "key", "identity", "keepalive", "exit"),
]);

export const mapTable = table<BlockContext>([
  on("match address", ({ draft, name }, statement) => {
    use(draft, "acl", statement.words[2], statement, name);
    return !statement.negated;
  }),
  ...["set transform-set", "set pfs", "set security-association lifetime seconds"].map((name) => on(name, kept(name))),
  skip("vpn", "set peer", "set security-association lifetime gigabytes", "exit"),
  skip("vpn", "set security-association lifetime megabytes", "set security-association lifetime kilobytes"),
]);

function readBlock(
  draft: Draft,
  name: string,
  statement: Statement,
  by: typeof ikePolicyTable,
): BlockContext["settings"] {
  const settings: BlockContext["settings"] = new Map();
  readStatements({ ledger: draft.ledger, draft, name, settings }, statement.children, by, vpnTouches);
  return settings;
}

/** IKE and IPsec of MDS ("Configuring IPSec Network Security", MDS 9000 Security Configuration Guide). */
export const vpnStatements = [
  block<Draft>("crypto ike domain ipsec", (draft, statement) => {
    readStatements(draft, statement.children, ikeTable, vpnTouches);
    return !statement.negated;
  }),
  on<Draft>("crypto transform-set domain ipsec", (draft, statement) => {
    const [, , , , name, ...words] = statement.words;
    if (name === undefined || statement.negated) return false;
    draft.transformSets.set(name, { ...transformsOf(words), at: placeOf(statement) });
    return true;
  }),
  block<Draft>("crypto map domain ipsec", (draft, statement) => {
    const name = statement.words.join(" ");
    const settings = readBlock(draft, name, statement, mapTable);
    if (!statement.negated) draft.mapEntries.push({ name, statement, settings });
    return !statement.negated;
  }),
  on<Draft>("crypto global domain ipsec security-association lifetime seconds", (draft, statement) => {
    draft.saLifetime = readAt(decimal(statement.words[6]), statement);
    return !statement.negated;
  }),
  on<Draft>(["crypto ike", "crypto ipsec", "crypto isakmp", "crypto map"], (draft, statement) => {
    draft.vpnLines.push(...placeOf(statement));
    return false;
  }),
  touching(["vpn", "objects", "management.tls"], "crypto"),
];

/** Which version is spoken is said end by end ("initiator version"). */
const eitherVersion = unknownFact("Which version is spoken differs by the other end.");

const ikeSays = notApplicable("IKE authenticates the other end.");

/** One entry of a crypto map, with the transform sets that it uses. */
function ipsecProposal(entry: CryptoBlock, { transformSets, saLifetime }: Draft): VpnProposal {
  const { name, settings } = entry;
  const at = wholePlace(entry.statement);
  const uses = settings.get("set transform-set");
  const named = uses?.words.slice(2) ?? [];
  const used = named.flatMap((each) => transformSets.get(each) ?? []);
  const algorithms = (of: "encryption" | "integrity"): Fact<readonly string[]> =>
    uses === undefined || used.length < named.length
      ? unknownFact("No transform set is named that is defined.", uses === undefined ? at : placeOf(uses))
      : read([...new Set(used.flatMap((each) => each[of]))], joinRanges(used.flatMap((each) => each.at)));
  const pfs = settings.get("set pfs");
  const own = settings.get("set security-association lifetime seconds");
  return {
    kind: "ipsec",
    name,
    scope: null,
    versions: notApplicable("IPsec has no versions of its own."),
    encryption: algorithms("encryption"),
    integrity: algorithms("integrity"),
    groups: pfs === undefined ? unstated("set pfs", entry) : groupsOf(pfs, pfs.words.slice(2)),
    authentication: ikeSays,
    aggressive: ikeSays,
    lifetime:
      own === undefined ? (saLifetime ?? unstated("set security-association lifetime seconds", entry)) : secondsOf(own),
    at,
  };
}

export function vpnOf(draft: Draft): Fact<readonly VpnProposal[]> {
  if (draft.vpnLines.length > 0)
    return unknownFact("Not all of what IPsec offers is read.", joinRanges(draft.vpnLines));
  const proposals = [
    ...draft.ikePolicies.map((policy) => ikePolicy(policy, eitherVersion)),
    ...draft.mapEntries.map((entry) => ipsecProposal(entry, draft)),
  ];
  return proposals.length === 0
    ? byDefault([], "NX-OS: no line sets up a VPN")
    : read(proposals, joinRanges(proposals.flatMap(({ at }) => at)));
}
