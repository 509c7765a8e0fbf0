import { byDefault, joinRanges, notApplicable, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { VpnProposal } from "../../src/model/vpn.ts";
import { decimal } from "../lib/cisco/addresses.ts";
import { placeOf, readAt, wholePlace } from "../lib/cisco/places.ts";
import type { Statement } from "../lib/indented.ts";
import {
  block,
  on,
  readStatements,
  skip,
  skipBlock,
  skippedIn,
  table,
  touching,
  type Touches,
} from "../lib/statements.ts";
import type { Ledger } from "../lib/ledger.ts";
import { ciphersOf } from "./ssl-profiles.ts";
import type { Draft, IpsecProfile, PolicyDraft } from "./draft.ts";

const vpnTouches: Touches = ["vpn"];

interface PolicyContext {
  readonly ledger: Ledger;
  readonly policy: PolicyDraft;
}

const keep =
  (name: string) =>
  (context: PolicyContext, statement: Statement): void => {
    context.policy.settings.set(name, statement);
  };

const policyTable = table<PolicyContext>([
  ...["encryption", "integrity", "dh-group", "ike-lifetime", "version", "authentication"].map((name) =>
    on(name, keep(name)),
  ),
  ...["esp encryption", "esp integrity", "pfs dh-group", "sa lifetime"].map((name) => on(name, keep(name))),
  skip("vpn", "local-id", "remote-id", "anti-replay", "exit"),
]);

interface ProfileContext {
  readonly ledger: Ledger;
  readonly profile: IpsecProfile;
}

const profileTable = table<ProfileContext>([
  on("ike-policy", ({ profile }, statement) => {
    profile.ikePolicy = statement.words[1] ?? null;
  }),
  on("shared-key", ({ profile }, statement) => {
    profile.settings.set("shared-key", statement);
  }),
  skip("vpn", "sa-policy", "connection", "dpd", "mode", "flow", "local-id", "remote-id", "exit"),
]);

function readPolicy(draft: Draft, statement: Statement, into: PolicyDraft[]): boolean {
  const name = statement.words[2];
  const made: PolicyDraft = { name: name ?? "", at: [...wholePlace(statement)], settings: new Map() };
  readStatements({ ledger: draft.ledger, policy: made }, statement.children, policyTable, vpnTouches);
  if (name === undefined || statement.negated) return false;
  into.push(made);
  return true;
}

const securityTable = table<Draft>([
  block("ike policy", (draft, statement) => readPolicy(draft, statement, draft.ikePolicies)),
  block("sa policy", (draft, statement) => readPolicy(draft, statement, draft.saPolicies)),
  block("profile", (draft, statement) => {
    const at = [...wholePlace(statement)];
    const profile = { name: statement.words[1] ?? "", at, settings: new Map<string, Statement>(), ikePolicy: null };
    draft.ipsecProfiles.push(profile);
    readStatements({ ledger: draft.ledger, profile }, statement.children, profileTable, vpnTouches);
  }),
  skipBlock("vpn", "key controller"),
  skip("vpn", "hardware encryption", "connection tx-interface", "exit"),
]);

/** "ip security" (EOS User Manual, "IPsec and VPN"). */
export const vpnStatements = [
  block<Draft>("ip security", (draft, statement) => {
    readStatements(draft, statement.children, securityTable, vpnTouches);
    return !statement.negated;
  }),
  touching(vpnTouches, "ip security"),
];

const releaseDecides = (what: string): Fact<never> => unknownFact(`Without "${what}" the release decides.`);

function algorithm({ settings }: PolicyDraft, name: string): Fact<readonly string[]> {
  const statement = settings.get(name);
  const word = statement?.words.at(-1)?.toLowerCase();
  return statement === undefined || word === undefined || statement.negated
    ? releaseDecides(name)
    : readAt([word], statement);
}

function groups({ settings }: PolicyDraft, name: string): Fact<readonly number[]> {
  const statement = settings.get(name);
  const group = decimal(statement?.words.at(-1));
  if (statement === undefined) return releaseDecides(name);
  return group === null || statement.negated
    ? unknownFact("The group is no number.", placeOf(statement))
    : readAt([group], statement);
}

/** Hours, or what a word after the number says; a lifetime by volume is none in seconds. */
function lifetime({ settings }: PolicyDraft, name: string): Fact<number | null> {
  const statement = settings.get(name);
  const number = decimal(statement?.words.slice(name.split(" ").length)[0]);
  if (statement === undefined || number === null || statement.negated) return releaseDecides(name);
  const unit = statement.words.slice(name.split(" ").length)[1] ?? "hours";
  const seconds = { hours: 3600, minutes: 60 }[unit];
  return seconds === undefined
    ? unknownFact("The lifetime is not one in time.", placeOf(statement))
    : readAt(number * seconds, statement);
}

const aggressive = unknownFact("Whether aggressive mode is accepted is not in the configuration.");

function ikeProposal(own: PolicyDraft, users: readonly IpsecProfile[]): VpnProposal {
  const keys = users.flatMap(({ settings }) => settings.get("shared-key") ?? []);
  const version = own.settings.get("version")?.words[1];
  return {
    kind: "ike",
    name: `ip security ike policy ${own.name}`,
    scope: null,
    at: joinRanges(own.at),
    versions: version === undefined ? releaseDecides("version") : read([version], joinRanges(own.at)),
    encryption: algorithm(own, "encryption"),
    integrity: algorithm(own, "integrity"),
    groups: groups(own, "dh-group"),
    authentication:
      keys.length > 0 && keys.length === users.length
        ? read("pre-shared-key", joinRanges(keys.flatMap(placeOf)))
        : unknownFact("No profile says how both ends are told from others.", joinRanges(own.at)),
    aggressive,
    lifetime: lifetime(own, "ike-lifetime"),
  };
}

function saProposal(own: PolicyDraft): VpnProposal {
  const carried = "IPsec proposals carry packets: IKE agrees on it.";
  return {
    kind: "ipsec",
    name: `ip security sa policy ${own.name}`,
    scope: null,
    at: joinRanges(own.at),
    versions: notApplicable(carried),
    encryption: algorithm(own, "esp encryption"),
    integrity: algorithm(own, "esp integrity"),
    groups: groups(own, "pfs dh-group"),
    authentication: notApplicable(carried),
    aggressive: notApplicable(carried),
    lifetime: lifetime(own, "sa lifetime"),
  };
}

function tlsProposals(draft: Draft): readonly VpnProposal[] {
  return [...draft.sslProfiles.values()].map((profile) => ({
    kind: "tls",
    name: `ssl profile ${profile.name}`,
    scope: null,
    at: joinRanges(profile.at),
    versions: profile.versions ?? releaseDecides("tls versions"),
    encryption: ciphersOf(profile) ?? releaseDecides("cipher-list"),
    integrity: notApplicable("A TLS cipher suite names it with its cipher."),
    groups: unknownFact("The release decides on the groups."),
    authentication: read("certificate", joinRanges(profile.at)),
    aggressive: notApplicable("TLS has no such mode."),
    lifetime: notApplicable("A TLS profile states no lifetime."),
  }));
}

export function vpnOf(draft: Draft): Fact<readonly VpnProposal[]> {
  const users = Map.groupBy(draft.ipsecProfiles, ({ ikePolicy }) => ikePolicy);
  const found = [
    ...draft.ikePolicies.map((each) => ikeProposal(each, users.get(each.name) ?? [])),
    ...draft.saPolicies.map(saProposal),
    ...tlsProposals(draft),
  ];
  if (found.length === 0) return byDefault([], 'EOS: no VPN unless "ip security"');
  return read(found, joinRanges(found.flatMap(({ at }) => at)));
}

export const vpnSkipped = [
  ...skippedIn(securityTable, "ip security"),
  ...skippedIn(policyTable, "ip security ike|sa policy *"),
  ...skippedIn(profileTable, "ip security profile *"),
];
