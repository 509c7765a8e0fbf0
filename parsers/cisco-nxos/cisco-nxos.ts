import { modelAreas, type DeviceConfig } from "../../src/model/device-config.ts";
import { byDefault, joinRanges, read } from "../../src/model/fact.ts";
import { Ledger } from "../lib/ledger.ts";
import { escaping } from "../lib/cisco/escaping.ts";
import { literalEnd, literalStarts } from "../lib/cisco/literal-text.ts";
import { readCiscoText } from "../lib/cisco/text.ts";
import { LazyLines } from "../lib/lazy-lines.ts";
import { recordNamedUses } from "../lib/cisco/named-uses.ts";
import { joinedDefinitions, listNames } from "../lib/cisco/objects.ts";
import { markSecrets } from "../lib/cisco/secrets.ts";
import { readStatements, skippedIn, table } from "../lib/statements.ts";
import type { Parser, ParseResult, Uncollected } from "../parser.ts";
import { aaaOf, aaaStatements } from "./aaa.ts";
import { aclSets, aclStatements } from "./acl.ts";
import { bannersOf, bannerStatements } from "./banners.ts";
import { controlPlaneOf, controlPlaneStatements } from "./control-plane.ts";
import { emptyDraft, type Draft } from "./draft.ts";
import { identityOf, identityStatements, readComment } from "./identity.ts";
import { interfacesOf, interfaceStatements } from "./interfaces.ts";
import { loginLines, loginStatements } from "./logins.ts";
import { featureStatements, managementServices, serviceStatements } from "./management-services.ts";
import { serviceGroups } from "./object-groups.ts";
import { natOf, natStatements } from "./nat.ts";
import { platformStatements } from "./platform-skips.ts";
import { recognise } from "./recognise.ts";
import { routingStatements } from "./routing.ts";
import { sessionLines, sessionsOf } from "./routing-sessions.ts";
import { dnsOf, smallServices, smallServiceStatements } from "./small-services.ts";
import { blockSkips, outputSkips } from "./skips.ts";
import { snmpOf, snmpStatements } from "./snmp.ts";
import { sshServer, sshStatements, webTls } from "./ssh.ts";
import { switchingOf, switchingStatements } from "./switching.ts";
import { loggingOf, ntpOf, timeAndLogStatements } from "./time-and-logs.ts";
import { usersOf, userStatements } from "./users.ts";
import { vpnOf, vpnStatements } from "./vpn.ts";

const topLevel = table<Draft>([
  ...identityStatements,
  ...featureStatements(),
  ...interfaceStatements,
  ...aclStatements,
  ...loginStatements,
  ...serviceStatements,
  ...sshStatements,
  ...aaaStatements,
  ...userStatements,
  ...snmpStatements,
  ...timeAndLogStatements,
  ...bannerStatements,
  ...smallServiceStatements,
  ...routingStatements,
  ...natStatements,
  ...vpnStatements,
  ...switchingStatements,
  ...controlPlaneStatements,
  ...platformStatements,
]);

/** Cisco NX-OS: Nexus 3000, 5000, 6000, 7000 and 9000. */
export const ciscoNxos: Parser = {
  id: "cisco-nxos",
  title: "Cisco NX-OS",
  recognise,
  parse,
  get skips() {
    return [...outputSkips, ...skippedIn(topLevel), ...blockSkips];
  },
};

function parse(text: string): ParseResult {
  const lines = new LazyLines(text);
  const ledger = new Ledger(lines);
  const draft = emptyDraft(ledger, lines);
  const contexts: number[] = [];
  const statements = readCiscoText(draft, lines, topLevel, {
    reasonOf,
    marks: ["#"],
    readComment(line, number) {
      const before = draft.contexts;
      readComment(draft, line, number);
      if (draft.contexts > before) contexts.push(number);
    },
    literalStarts,
    literalEnd,
  });
  // What a second virtual device states must not be taken for the first one's: it stays unread.
  const second = contexts[1] ?? Number.POSITIVE_INFINITY;
  const own = statements.filter(({ line }) => line < second);
  readStatements(draft, own, topLevel, ["*"]);
  recordNamedUses(draft, own);
  markSecrets(ledger, lines);
  const { coverage, unread, skipped, secrets } = ledger.close();
  const uncollected = uncollectedOf(draft);
  return {
    config: configOf(draft),
    coverage,
    unread: unread.map((line) => escaping(topLevel, line, lines)),
    skipped,
    secrets,
    problems: draft.problems,
    ...(uncollected.length > 0 && { uncollected }),
  };
}

/** Comments, the defaults that checkpoints write as "!#", and prompts that a capture left. */
function reasonOf(line: string): string | null {
  if (line.startsWith("!#")) return "checkpoint-default";
  if (line.startsWith("!")) return "comment";
  const prompt =
    line.length < 120 &&
    /^[A-Za-z0-9][\w.-]{0,62}# ?(?:(?:show|sh) (?:running-config|run|startup-config|start)[\w -]{0,40}|(?:terminal|term) (?:length|width) \d{1,3}|exit|end)?$/.test(
      line,
    );
  return prompt ? "prompt" : null;
}

/** Sections of "show running-config SECTION" that are read into one part of the model. */
const sections: ReadonlyMap<string, readonly (typeof modelAreas)[number][]> = new Map([
  ["aaa", ["aaa"]],
  ["aclmgr", ["acls", "objects"]],
  ["bgp", ["routing"]],
  ["eigrp", ["routing"]],
  ["interface", ["interfaces"]],
  ["ntp", ["ntp"]],
  ["ospf", ["routing"]],
  ["snmp", ["snmp"]],
]);

/** "show running-config bgp" and its like collect a part: of the rest nothing is known. */
function uncollectedOf({ command }: Draft): readonly Uncollected[] {
  const match = /^show (?:running-config|startup-config)(.*)$/.exec(command?.value ?? "");
  const asked = (match?.[1] ?? "")
    .trim()
    .split(/\s+/)
    .filter((word) => !["", "all", "expand-port-profile", "vdc-all", "|", "no-more"].includes(word));
  const [section] = asked;
  if (section === undefined) return [];
  const known = sections.get(section) ?? [];
  return [
    {
      why: `The text is the part "${section}" of a configuration.`,
      touches: modelAreas.filter((area) => !known.includes(area)),
    },
  ];
}

/** A device's own output states its version or the command that showed it, and its name. */
function isWhole(draft: Draft): boolean {
  return (
    draft.hostname !== undefined &&
    (draft.version !== undefined || draft.command !== undefined) &&
    uncollectedOf(draft).length === 0
  );
}

function configOf(draft: Draft): DeviceConfig {
  const sessions = sessionsOf(draft);
  const lists = aclSets(draft);
  return {
    os: "cisco-nxos",
    identity: identityOf(draft),
    interfaces: interfacesOf(draft),
    aclSets: lists,
    addressGroups: [...draft.addressGroups.values()].map((group) => ({ ...group, at: joinRanges(group.at) })),
    serviceGroups: serviceGroups(draft),
    firewallPolicies: [],
    definitions: joinedDefinitions([...listNames(lists), ...draft.interfaceNames], draft.definitions),
    uses: draft.uses,
    management: {
      logins: loginLines(draft, isWhole(draft)),
      services: managementServices(draft),
      ssh: sshServer(draft),
      tls: webTls(draft),
    },
    controlPlane: controlPlaneOf(draft),
    aaa: aaaOf(draft),
    users: usersOf(draft),
    snmp: snmpOf(draft),
    ntp: ntpOf(draft),
    logging: loggingOf(draft),
    banners: bannersOf(draft),
    dns: dnsOf(draft),
    smallServices: smallServices(draft),
    routing:
      sessions.length > 0 ? read(sessions, sessionLines(sessions)) : byDefault([], "NX-OS: no line sets up a session"),
    switching: switchingOf(draft),
    vpn: vpnOf(draft),
    nat: natOf(draft),
  };
}
