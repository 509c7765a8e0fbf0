import type { Lines } from "../lib/ledger.ts";
import type { DeviceConfig } from "../../src/model/device-config.ts";
import { byDefault, joinRanges, lines as places, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { Nat } from "../../src/model/nat.ts";
import { joinedDefinitions } from "../lib/cisco/objects.ts";
import { readCiscoText } from "../lib/cisco/text.ts";
import { LazyLines } from "../lib/lazy-lines.ts";
import { recordNamedUses } from "../lib/cisco/named-uses.ts";
import { readStatements, skippedIn, table } from "../lib/statements.ts";
import type { Parser, ParseResult } from "../parser.ts";
import { aaaOf, aaaStatements } from "./aaa.ts";
import { aclSets, aclStatements } from "./acl.ts";
import { controlPlaneOf, controlPlaneStatements } from "./control-plane.ts";
import { emptyDraft, type Draft } from "./draft.ts";
import { surroundings } from "./envelope.ts";
import { FormalLedger, unfold } from "./formal.ts";
import { identityOf, identityStatements, readComment } from "./identity.ts";
import { interfacesOf, interfaceStatements } from "./interfaces.ts";
import { keyChainAlgorithms, keyChainStatements } from "./key-chains.ts";
import { recordListMentions } from "./list-mentions.ts";
import { lineStatements, loginLines } from "./lines.ts";
import { literalStarts, textEnd } from "./literal-text.ts";
import { managementServices, sshServer, webTls } from "./management-services.ts";
import { addressGroups, serviceGroups } from "./object-groups.ts";
import { platformStatements } from "./platform.ts";
import { recognise } from "./recognise.ts";
import { routingStatements } from "./routing.ts";
import { markSecrets } from "./secrets.ts";
import { serverStatements } from "./servers.ts";
import { blockSkips, outputSkips } from "./skips.ts";
import { bannersOf, dnsOf, smallServices, smallServiceStatements } from "./small-services.ts";
import { snmpOf, snmpStatements } from "./snmp.ts";
import { loggingOf, loggingStatements } from "./logging.ts";
import { ntpOf, ntpStatements } from "./ntp.ts";
import { switchingOf } from "./switching.ts";
import { usersOf, userStatements } from "./users.ts";
import { vpnOf, vpnStatements } from "./vpn.ts";

const topLevel = table<Draft>([
  ...identityStatements,
  ...interfaceStatements,
  ...aclStatements,
  ...lineStatements,
  ...serverStatements,
  ...controlPlaneStatements,
  ...aaaStatements,
  ...userStatements,
  ...snmpStatements,
  ...ntpStatements,
  ...loggingStatements,
  ...smallServiceStatements,
  ...keyChainStatements,
  ...routingStatements,
  ...vpnStatements,
  ...platformStatements,
]);

/** Cisco IOS XR: ASR 9000, CRS, NCS, XR 12000, 8000. */
export const ciscoIosxr: Parser = {
  id: "cisco-iosxr",
  title: "Cisco IOS XR",
  recognise,
  parse,
  skips: [...outputSkips, ...skippedIn(topLevel), ...blockSkips],
};

function parse(text: string): ParseResult {
  const lines = new LazyLines(text);
  const ledger = new FormalLedger(lines);
  const draft = emptyDraft(ledger, lines);
  const written = readCiscoText(draft, lines, topLevel, {
    reasonOf: (line) => (line.startsWith("!") ? "comment" : surroundings(line)),
    marks: ["<", "#", ":"],
    readComment: (line, number) => readComment(draft, line, number),
    literalStarts,
    literalEnd: textEnd,
  });
  const { statements, folded } = unfold(written);
  ledger.fold(folded);
  draft.keyChains = keyChainAlgorithms(statements);
  readStatements(draft, statements, topLevel, ["*"]);
  recordNamedUses(draft, statements);
  recordListMentions(draft, statements);
  reportTruncation(draft, lines);
  markSecrets(ledger, lines);
  const { coverage, unread, skipped, secrets } = ledger.close();
  return { config: configOf(draft), coverage, unread, skipped, secrets, problems: draft.problems };
}

function configOf(draft: Draft): DeviceConfig {
  const controlPlane = controlPlaneOf(draft);
  return {
    os: "cisco-iosxr",
    identity: identityOf(draft),
    interfaces: interfacesOf(draft),
    aclSets: aclSets(draft),
    addressGroups: addressGroups(draft),
    serviceGroups: serviceGroups(draft),
    firewallPolicies: [],
    definitions: joinedDefinitions(draft.interfaceNames, draft.definitions),
    uses: draft.uses,
    management: {
      logins: loginLines(draft),
      services: managementServices(draft),
      ssh: sshServer(draft),
      tls: webTls(),
    },
    ...(controlPlane === undefined ? {} : { controlPlane }),
    aaa: aaaOf(draft),
    users: usersOf(draft),
    snmp: snmpOf(draft),
    ntp: ntpOf(draft),
    logging: loggingOf(draft),
    banners: bannersOf(draft),
    dns: dnsOf(draft),
    smallServices: smallServices(draft),
    routing:
      draft.sessions.length === 0
        ? byDefault([], 'IOS XR: no routing protocol unless "router", "mpls ldp" or "rsvp"')
        : read(draft.sessions, joinRanges(draft.sessions.flatMap(({ at }) => at))),
    switching: switchingOf(draft),
    vpn: vpnOf(draft),
    nat: natOf(draft),
  };
}

function natOf(draft: Draft): Fact<Nat> {
  const at = draft.notRead.get("nat");
  return at === undefined
    ? byDefault(
        { rules: [], policyDestination: "original", policySource: "original" },
        'IOS XR: no translation unless "service cgn" (Carrier Grade NAT Command Reference)',
      )
    : unknownFact("Carrier-grade NAT is not read.", joinRanges(at));
}

/** A whole device's text has a header and ends with "end"; one with the header alone was cut off. */
function reportTruncation(draft: Draft, lines: Lines): void {
  if (draft.end !== null || draft.header === null) return;
  let last = lines.length;
  while (last > 1 && (lines.at(last - 1) ?? "").trim() === "") last -= 1;
  draft.problems.push({
    code: "truncated",
    message: `The configuration stops at line ${last}: "end", which IOS XR writes last, is missing, and what stood before it may be too. (A whole device by line ${draft.header}.)`,
    at: places(last),
  });
}
