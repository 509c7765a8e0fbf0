import { byDefault, joinRanges, notApplicable, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { VpnProposal } from "../../src/model/vpn.ts";
import { decimal } from "../lib/cisco/addresses.ts";
import { use } from "../lib/cisco/objects.ts";
import { placeOf, readAt, wholePlace } from "../lib/cisco/places.ts";
import { atLeast } from "../lib/cisco/version.ts";
import type { Statement } from "../lib/indented.ts";
import { block, on, readStatements, skip, skipBlock, touching, type Touches } from "../lib/statements.ts";
import { releaseOf, type Draft } from "./draft.ts";
import { tlsVersions } from "./ssh.ts";
import { policyTable, recordTable, tunnelTable, webvpnTable } from "./vpn-blocks.ts";

const vpnTouches: Touches = ["vpn", "objects"];

/** "crypto", "tunnel-group", "group-policy" and "webvpn" (VPN CLI Configuration Guide). */
export const vpnStatements = [
  block<Draft>(["crypto ikev1 policy", "crypto isakmp policy", "isakmp policy"], ikePolicy),
  block<Draft>("crypto ikev2 policy", ikePolicy),
  on<Draft>(["crypto ipsec ikev1 transform-set", "crypto ipsec transform-set"], transformSet),
  block<Draft>("crypto ipsec ikev2 ipsec-proposal", ipsecProposal),
  on<Draft>(["crypto map", "crypto dynamic-map"], cryptoMap),
  on<Draft>(["crypto ikev1 am-disable", "crypto isakmp am-disable"], (draft, statement) => {
    draft.switches.set("am-disable", readAt(!statement.negated, statement));
  }),
  on<Draft>(["crypto ikev1 enable", "crypto ikev2 enable", "crypto isakmp enable"], (draft, statement) => {
    use(draft, "zone", statement.words[3], statement, statement.words.slice(0, 3).join(" "));
    draft.switches.set(statement.words.slice(0, 3).join(" "), readAt(!statement.negated, statement));
    return statement.words[3] !== undefined;
  }),
  skip(
    "vpn",
    "crypto ipsec security-association",
    "crypto ipsec df-bit",
    "crypto ipsec fragmentation",
    "crypto ipsec inner-routing-lookup",
    "crypto ipsec ikev2 sa-strength-enforcement",
    "crypto ikev1 ipsec-over-tcp",
    "crypto ikev1 limit",
    "crypto ikev2 limit",
    "crypto ikev2 cookie-challenge",
    "crypto ikev2 remote-access",
    "crypto ikev2 notify",
    "crypto ikev2 fragmentation",
    "crypto isakmp identity",
    "crypto isakmp nat-traversal",
    "crypto isakmp disconnect-notify",
    "crypto isakmp reload-wait",
    "crypto isakmp ipsec-over-tcp",
    "crypto engine",
    "crypto large-rsa-key-exchange",
    "vpn-addr-assign",
    "vpn-sessiondb",
    "vpn load-balancing",
    "vpn-filter",
    "ip local pool",
    "ipv6 local pool",
    "tunnel-group-map",
    "l2tp tunnel",
    "vpdn group",
    "vpdn username",
    "vpnsetup",
    "vpnclient",
    "anyconnect",
  ),
  skipBlock("vpn", "crypto ipsec profile"),
  skipBlock("certificates", "crypto ca", "crypto key"),
  block<Draft>("tunnel-group", (draft, statement) => {
    const by = statement.words.slice(0, 2).join(" ");
    readStatements({ ledger: draft.ledger, draft, by }, statement.children, tunnelTable, vpnTouches);
  }),
  block<Draft>("group-policy", (draft, statement) => {
    const by = statement.words.slice(0, 2).join(" ");
    readStatements({ ledger: draft.ledger, draft, by }, statement.children, policyTable, vpnTouches);
  }),
  block<Draft>("webvpn", (draft, statement) => {
    readStatements(draft, statement.children, webvpnTable, vpnTouches);
  }),
  block<Draft>("dynamic-access-policy-record", (draft, statement) => {
    readStatements(draft, statement.children, recordTable, vpnTouches);
  }),
  skip("dynamic-access", "dynamic-access-policy-config"),
  touching(vpnTouches, "crypto", "isakmp", "tunnel-group", "group-policy", "webvpn", "vpn", "vpdn"),
];

const settings: ReadonlyMap<string, "encryption" | "integrity" | "group" | "lifetime" | "authentication" | "prf"> =
  new Map([
    ["encryption", "encryption"],
    ["hash", "integrity"],
    ["integrity", "integrity"],
    ["group", "group"],
    ["lifetime", "lifetime"],
    ["authentication", "authentication"],
    ["prf", "prf"],
  ]);

/** Settings of a policy as statements of their own, also where PIX wrote each on a line with the policy's number. */
function ikePolicy(draft: Draft, statement: Statement): boolean {
  const { words, negated } = statement;
  if (negated || words[0] === "isakmp") {
    draft.vpnUnknown.push(...wholePlace(statement));
    for (const child of statement.children) draft.ledger.leave(child.line, vpnTouches);
    return false;
  }
  const two = words[1] === "ikev2";
  const found = new Map<string, Statement>();
  let all = true;
  for (const child of statement.children) {
    const setting = settings.get(child.words[0] ?? "");
    if (setting === undefined || child.negated) all = false;
    else found.set(setting, child);
    if (setting === undefined || child.negated) draft.ledger.leave(child.line, vpnTouches);
    else draft.ledger.read(child.line);
  }
  const of = (name: string): Fact<readonly string[]> => {
    const child = found.get(name);
    return child === undefined
      ? unknownFact(`"${name}" is not stated, and its default depends on the release.`, placeOf(statement))
      : readAt(child.words.slice(1), child);
  };
  const groups = of("group");
  const auth = found.get("authentication")?.words[1];
  draft.vpn.push({
    kind: "ike",
    name: words.join(" "),
    scope: null,
    versions: read([two ? "2" : "1"], placeOf(statement)),
    encryption: of("encryption"),
    integrity: of("integrity"),
    groups: "value" in groups ? { ...groups, value: groups.value.map(Number) } : groups,
    authentication: two
      ? notApplicable("The tunnel group says how IKEv2 peers authenticate.")
      : auth === undefined
        ? unknownFact("How peers authenticate is not stated.", placeOf(statement))
        : read(auth === "pre-share" ? "pre-shared-key" : auth === "crack" ? null : "certificate", placeOf(statement)),
    aggressive: two ? notApplicable("IKEv2 has no aggressive mode.") : aggressive(draft),
    lifetime: lifetime(found.get("lifetime"), statement),
    at: wholePlace(statement),
  });
  return all;
}

/** Read when the whole text is: the statement may follow. */
function aggressive({ switches }: Draft): Fact<boolean> {
  const off = switches.get("am-disable");
  return off === undefined
    ? byDefault(true, 'ASA: accepted unless "crypto ikev1 am-disable" (Command Reference)')
    : { ...off, value: !off.value };
}

function lifetime(child: Statement | undefined, { line, last }: Statement): Fact<number | null> {
  if (child === undefined) return byDefault(86_400, 'ASA: 86,400 seconds unless "lifetime" (Command Reference)');
  const word = child.words.at(-1);
  const seconds = decimal(word);
  if (word === "none") return readAt(null, child);
  return seconds === null ? unknownFact("The lifetime is not understood.", [[line, last]]) : readAt(seconds, child);
}

/** "crypto ipsec ikev1 transform-set NAME esp-aes-256 esp-sha-hmac [mode transport]". */
function transformSet(draft: Draft, statement: Statement): boolean {
  const at = statement.words.indexOf("transform-set");
  const [name, ...transforms] = statement.words.slice(at + 1);
  if (name === undefined || statement.negated || transforms.length === 0) return false;
  if (transforms[0] === "mode") return true;
  const integrity = transforms.filter((word) => word.endsWith("-hmac") || word === "esp-none");
  const encryption = transforms.filter((word) => !integrity.includes(word));
  draft.vpn.push({
    ...ipsec(statement.words.slice(0, at + 2).join(" "), statement),
    encryption: readAt(encryption, statement),
    integrity: readAt(integrity, statement),
  });
  return true;
}

function ipsec(name: string, statement: Statement): VpnProposal {
  const apart = notApplicable("IKE agrees on it.");
  return {
    kind: "ipsec",
    name,
    scope: null,
    versions: apart,
    encryption: unknownFact("No encryption is stated.", placeOf(statement)),
    integrity: unknownFact("No integrity is stated.", placeOf(statement)),
    groups: unknownFact("Whether there is perfect forward secrecy is for the crypto map to say.", placeOf(statement)),
    authentication: apart,
    aggressive: apart,
    lifetime: unknownFact("The lifetime is for the crypto map to say.", placeOf(statement)),
    at: wholePlace(statement),
  };
}

function ipsecProposal(draft: Draft, statement: Statement): boolean {
  const name = statement.words[4];
  let proposal = ipsec(statement.words.join(" "), statement);
  for (const child of statement.children) {
    const [protocol, esp, kind, ...algorithms] = child.words;
    const known = protocol === "protocol" && esp === "esp" && algorithms.length > 0 && !child.negated;
    if (known && kind === "encryption") proposal = { ...proposal, encryption: readAt(algorithms, child) };
    else if (known && kind === "integrity") proposal = { ...proposal, integrity: readAt(algorithms, child) };
    else {
      draft.ledger.leave(child.line, vpnTouches);
      continue;
    }
    draft.ledger.read(child.line);
  }
  if (name === undefined || statement.negated) return false;
  draft.vpn.push(proposal);
  return true;
}

const mapWords: ReadonlySet<string> = new Set([
  "match",
  "set",
  "ipsec-isakmp",
  "interface",
  "client",
  "annotation",
  "ipv6-local-address",
]);

/** "crypto map NAME N match address LIST", "… set …", "crypto map NAME interface X". */
function cryptoMap(draft: Draft, statement: Statement): boolean {
  const { words } = statement;
  const rest = decimal(words[3]) === null ? words.slice(3) : words.slice(4);
  if (rest[0] === "match" && rest[1] === "address") use(draft, "acl", rest[2], statement, words.slice(0, 3).join(" "));
  if (rest[0] === "interface") use(draft, "zone", rest[1], statement, words.slice(0, 3).join(" "));
  if (rest[0] === "set" && rest[1] === "pfs")
    draft.lists.set(`pfs ${words[2] ?? ""} ${words[3] ?? ""}`, readAt(rest.slice(2), statement));
  return mapWords.has(rest[0] ?? "");
}

/** Proposals of IKE and IPsec, and TLS where web VPN is offered. */
export function vpnOf(draft: Draft): Fact<readonly VpnProposal[]> {
  if (draft.vpnUnknown.length > 0)
    return unknownFact("Policies of IKE are not understood.", joinRanges(draft.vpnUnknown));
  const ike = draft.vpn.map((each) =>
    each.kind === "ike" && "value" in each.aggressive ? { ...each, aggressive: aggressive(draft) } : each,
  );
  const web = draft.switches.get("webvpn");
  const all = web?.value === true ? [...ike, tlsProposal(draft, web.at)] : ike;
  if (all.length > 0) return read(all, joinRanges(all.flatMap(({ at }) => at)));
  const release = releaseOf(draft);
  return release !== null && atLeast(release, 8)
    ? byDefault([], `ASA ${release.text}: no VPN unless "crypto" and "webvpn" say so`)
    : unknownFact("Whether the release has policies of its own is not known.");
}

function tlsProposal(draft: Draft, at: VpnProposal["at"]): VpnProposal {
  const none = notApplicable("TLS has no such thing.");
  const unsaid = unknownFact('What "ssl cipher" leaves to the release is not known.');
  return {
    kind: "tls",
    name: "webvpn",
    scope: null,
    versions: tlsVersions(draft),
    encryption: unsaid,
    integrity: unsaid,
    groups: unsaid,
    authentication: unknownFact("The tunnel groups say how users authenticate."),
    aggressive: none,
    lifetime: none,
    at,
  };
}
