import type { DeviceConfig } from "../../src/model/device-config.ts";
import { joinedDefinitions, listNames } from "../lib/cisco/objects.ts";
import { readCiscoText } from "../lib/cisco/text.ts";
import { LazyLines } from "../lib/lazy-lines.ts";
import { recordNamedUses } from "../lib/cisco/named-uses.ts";
import { markSecrets } from "../lib/cisco/secrets.ts";
import { escaping } from "../lib/cisco/escaping.ts";
import { Ledger } from "../lib/ledger.ts";
import { readStatements, skippedIn, table } from "../lib/statements.ts";
import type { Parser, ParseResult } from "../parser.ts";
import { aaaOf, aaaStatements } from "./aaa.ts";
import { aclSets, aclStatements } from "./acl.ts";
import { controlPlaneOf } from "./control-plane.ts";
import { emptyDraft, type Draft } from "./draft.ts";
import { identityOf, identityStatements, readComment, reportTruncation } from "./identity.ts";
import { interfacesOf, interfaceStatements } from "./interfaces.ts";
import { literalEnd, literalStarts } from "./literal-text.ts";
import { managementStatements } from "./management.ts";
import { natOf, natStatements } from "./nat.ts";
import { platformStatements } from "./platform.ts";
import { recognise } from "./recognise.ts";
import { routingOf, routingStatements } from "./routing.ts";
import { markOwnSecrets } from "./secrets.ts";
import { skippedInBlocks } from "./skips.ts";
import { managementServices } from "./services.ts";
import { bannersOf, dnsOf, smallServices, smallServiceStatements } from "./small-services.ts";
import { snmpOf, snmpStatements } from "./snmp.ts";
import { loginLines, sshServer } from "./ssh.ts";
import { webTls } from "./ssl-profiles.ts";
import { switchingOf, switchingStatements } from "./switching.ts";
import { loggingOf, ntpOf, timeAndLogStatements } from "./time-and-logs.ts";
import { usersOf, userStatements } from "./users.ts";
import { vpnOf, vpnStatements } from "./vpn.ts";

const topLevel = table<Draft>([
  ...identityStatements,
  ...interfaceStatements,
  ...aclStatements,
  ...managementStatements,
  ...aaaStatements,
  ...userStatements,
  ...snmpStatements,
  ...timeAndLogStatements,
  ...smallServiceStatements,
  ...routingStatements,
  ...switchingStatements,
  ...vpnStatements,
  ...natStatements,
  ...platformStatements,
]);

/** Arista EOS (EOS User Manual 4.x). */
export const aristaEos: Parser = {
  id: "arista-eos",
  title: "Arista EOS",
  recognise,
  parse,
  skips: [
    { statement: "an empty line", reason: "blank" },
    { statement: "! …", reason: "comment" },
    { statement: "NAME# show running-config", reason: "prompt" },
    ...skippedIn(topLevel),
    ...skippedInBlocks,
  ],
};

function parse(text: string): ParseResult {
  const lines = new LazyLines(text);
  const ledger = new Ledger(lines);
  const draft = emptyDraft(ledger, lines);
  const statements = readCiscoText(draft, lines, topLevel, {
    reasonOf: (line) => (line.startsWith("!") ? "comment" : isPrompt(line) ? "prompt" : null),
    marks: ["#", ">"],
    readComment: (line, number) => readComment(draft, line, number),
    literalStarts,
    literalEnd,
    closedBy: "EOF",
  });
  const end = statements.findIndex(({ from = 0, to = 0 }) => to - from === 3 && lines.hasAt("end", from, to));
  readStatements(draft, end < 0 ? statements : statements.slice(0, end + 1), topLevel, ["*"]);
  recordNamedUses(draft, statements);
  reportTruncation(draft, lines);
  markSecrets(ledger, lines);
  markOwnSecrets(ledger, lines);
  const { coverage, unread, skipped, secrets } = ledger.close();
  return {
    config: configOf(draft),
    coverage,
    unread: unread.map((line) => escaping(topLevel, line, lines)),
    skipped,
    secrets,
    problems: draft.problems,
  };
}

/** A prompt that a capture left, alone or with the command that shows the configuration or ends the session. */
function isPrompt(line: string): boolean {
  if (line.length >= 120) return false;
  return /^[A-Za-z0-9][\w.-]{0,62}(?:\([\w-]{1,40}\))?[#>] ?(?:(?:show|sh) (?:running-config|run|startup-config|start)[\w -]{0,40}|(?:terminal|term) (?:length|width) \d{1,5}|enable|en|exit|quit|logout|end)?$/.test(
    line,
  );
}

function configOf(draft: Draft): DeviceConfig {
  const controlPlane = controlPlaneOf(draft);
  const lists = aclSets(draft);
  return {
    os: "arista-eos",
    identity: identityOf(draft),
    interfaces: interfacesOf(draft),
    aclSets: lists,
    addressGroups: [],
    serviceGroups: [],
    firewallPolicies: [],
    definitions: joinedDefinitions([...listNames(lists), ...draft.interfaceNames], draft.definitions),
    uses: draft.uses,
    management: {
      logins: loginLines(draft),
      services: managementServices(draft),
      ssh: sshServer(draft),
      tls: webTls(draft),
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
    routing: routingOf(draft),
    switching: switchingOf(draft),
    vpn: vpnOf(draft),
    nat: natOf(draft),
  };
}
