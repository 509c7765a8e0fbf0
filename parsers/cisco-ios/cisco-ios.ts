import type { AclSet } from "../../src/model/acl.ts";
import type { DeviceConfig } from "../../src/model/device-config.ts";
import { byDefault, joinRanges, lines as places, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { Aaa } from "../../src/model/accounts.ts";
import { Ledger, type Lines } from "../lib/ledger.ts";
import { joinedPlace } from "../lib/cisco/places.ts";
import { escaping } from "../lib/cisco/escaping.ts";
import type { Statement } from "../lib/indented.ts";
import { readStatements, skippedIn, table } from "../lib/statements.ts";
import type { Parser, ParseResult, Uncollected } from "../parser.ts";
import { aaaStatements } from "./aaa.ts";
import { commandAccounting } from "./accounting.ts";
import { aaaServers } from "./aaa-servers.ts";
import { aclStatements, inSequence, impliedEntries } from "./acl.ts";
import { controlPlaneOf } from "./control-plane.ts";
import { bannersOf, bannerStatements } from "./banners.ts";
import { joinedDefinitions, listNames } from "../lib/cisco/objects.ts";
import { emptyDraft, type Draft } from "./draft.ts";
import { identityOf, identityStatements, readComment } from "./identity.ts";
import { interfacesOf, interfaceStatements } from "./interfaces.ts";
import { literalEnd, literalStarts } from "../lib/cisco/literal-text.ts";
import { loginLines } from "./login-lines.ts";
import { loginStatements } from "./logins.ts";
import { emptyGroupsOf } from "../lib/cisco/server-groups.ts";
import { readCiscoText } from "../lib/cisco/text.ts";
import { beginsAsOne, LineStarts } from "../lib/line-starts.ts";
import { LazyLines } from "../lib/lazy-lines.ts";
import { recordNamedUses } from "../lib/cisco/named-uses.ts";
import { platformStatements } from "./platform.ts";
import { policyStatements } from "./policies.ts";
import { lockoutAttempts, lockoutTime } from "./lockout.ts";
import { rightsStatements, usersOf } from "./rights.ts";
import { routingStatements } from "./routing.ts";
import { vpnOf } from "./vpn-proposals.ts";
import { vpnStatements } from "./vpn.ts";
import { routingOf } from "./routing-sessions.ts";
import { recognise } from "./recognise.ts";
import { managementServices } from "./management-services.ts";
import { natOf } from "./nat.ts";
import { withOwnWords } from "./stated.ts";
import { switchingOf } from "./switching.ts";
import { markSecrets } from "../lib/cisco/secrets.ts";
import { serviceStatements } from "./services.ts";
import { dnsOf, smallServices, smallServiceStatements } from "./small-services.ts";
import { blockSkips, outputSkips } from "./skips.ts";
import { snmpOf, snmpStatements } from "./snmp.ts";
import { sshServer, sshStatements, webTls } from "./ssh.ts";
import { loggingOf, ntpOf, timeAndLogStatements } from "./time-and-logs.ts";
import { userStatements } from "./users.ts";

/** Cisco IOS and IOS XE: routers and Catalyst switches. */
export const ciscoIos: Parser = {
  id: "cisco-ios",
  title: "Cisco IOS and IOS XE",
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
  const statements = readCiscoText(draft, lines, topLevel, {
    reasonOf: commentKind,
    marks: ["#", ">"],
    readComment: (line, number) => readComment(draft, line, number),
    literalStarts,
    literalEnd,
  });
  const end = statements.findIndex(({ from = 0, to = 0 }) => to - from === 3 && lines.hasAt("end", from, to));
  const top = end < 0 ? statements : statements.slice(0, end + 1);
  const together: Statement[] = [];
  readStatements(draft, top, topLevel, ["*"], (_, statement) => {
    if (beginsAsOne(statement, readTogether)) together.push(withOwnWords(statement));
    return false;
  });
  recordNamedUses(draft, statements);
  reportTruncation(draft, lines);
  markSecrets(ledger, lines);
  const { coverage, unread, skipped, secrets } = ledger.close();
  return {
    config: configOf(draft, together),
    coverage,
    unread: unread.map((line) => escaping(topLevel, line, lines)),
    skipped,
    secrets,
    problems: draft.problems,
    ...(withoutLines(draft) && { uncollected: [leftOutLines] }),
  };
}

/** IOS writes its lines into every configuration: a whole device's text without one has been shortened. */
const leftOutLines: Uncollected = {
  why: 'The lines ("line con 0", "line vty 0 4"), which IOS writes into every configuration, were left out of the text.',
  touches: ["management.logins"],
};

function withoutLines({ lines, version, hostname }: Draft): boolean {
  return lines.length === 0 && version !== undefined && hostname !== undefined;
}

function commentKind(line: string): "comment" | "prompt" | null {
  if (line.startsWith("!")) return "comment";
  return isPrompt(line) ? "prompt" : null;
}

/** A prompt that a capture left, alone or with the command that shows the configuration or ends the session. */
function isPrompt(line: string): boolean {
  return (
    line.length < 120 &&
    /^[A-Za-z0-9][\w.-]{0,62}[#>] ?(?:(?:show|sh) (?:running-config|run|startup-config|start|config)[\w -]{0,40}|(?:terminal|term) (?:length|width) \d{1,3}|enable|en|exit|quit|logout|end)?$/.test(
      line,
    )
  );
}

const topLevel = table<Draft>([
  ...identityStatements,
  ...interfaceStatements,
  ...aclStatements,
  ...loginStatements,
  ...serviceStatements,
  ...sshStatements,
  ...aaaStatements,
  ...userStatements,
  ...rightsStatements,
  ...snmpStatements,
  ...timeAndLogStatements,
  ...bannerStatements,
  ...smallServiceStatements,
  ...routingStatements,
  ...policyStatements,
  ...vpnStatements,
  ...platformStatements,
]);

/** What is worked out from statements of different places together. */
const readTogether = new LineStarts([
  "router",
  "ipv6 router",
  "key chain",
  "mpls ldp",
  "crypto",
  "ip nat",
  "ip dhcp",
  "ip arp",
  "vtp",
  "spanning-tree",
]);

/** `top` holds the statements that are read together. */
function configOf(draft: Draft, top: readonly Statement[]): DeviceConfig {
  const controlPlane = controlPlaneOf(draft);
  const lists = aclSets(draft);
  return {
    os: "cisco-ios",
    identity: identityOf(draft),
    interfaces: interfacesOf(draft),
    aclSets: lists,
    addressGroups: [...draft.addressGroups.values()],
    serviceGroups: [...draft.serviceGroups.values()],
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
    routing: routingOf(draft, top),
    switching: switchingOf(draft, top),
    vpn: vpnOf(draft, top),
    nat: natOf(draft, top),
  };
}

function aclSets(draft: Draft): AclSet[] {
  return [...draft.acls.values()].map((acl): AclSet => {
    const implied = impliedEntries(acl);
    return {
      name: acl.name,
      family: acl.family,
      kind: acl.kind,
      at: joinedPlace(acl.at),
      entries: inSequence(acl),
      ...(implied.length > 0 && { implied }),
      // A list without entries permits everything; the deny is implied by the first entry ("IP Access List Overview").
      defaultAction: acl.entries.length === 0 ? "permit" : "deny",
      // An entry with layer 4 conditions permits noninitial fragments by layer 3 alone, and never denies them
      // ("Specifying IP Extended Access Lists with Fragment Control", Cisco IOS IP Configuration Guide).
      laterFragments: "by-addresses-when-permitting",
    };
  });
}

function aaaOf(draft: Draft): Aaa {
  const login = draft.methodLists.filter(({ type, service }) => type === "authentication" && service === "login");
  const central = login.filter(({ methods }) =>
    methods.some((method) => method.startsWith("group ") || method === "tacacs+" || method === "radius"),
  );
  const within = draft.numbers.get("block-for within");
  return {
    enabled:
      draft.switches.get("aaa new-model") ??
      byDefault(false, 'IOS: off unless "aaa new-model" (Security Command Reference)'),
    servers: aaaServers(draft),
    ...emptyGroupsOf(draft.groups),
    methodLists: draft.methodLists,
    centralAuthentication:
      central.length > 0
        ? { value: true, at: joinRanges(central.flatMap((list) => list.at)) }
        : login.length > 0
          ? { value: false, at: joinRanges(login.flatMap((list) => list.at)) }
          : byDefault(false, 'IOS: local unless "aaa authentication login" names a group (Security Command Reference)'),
    commandAccounting: commandAccounting(draft),
    privilegedPasswords: draft.privilegedPasswords,
    passwordPolicy: {
      minimumLength:
        draft.numbers.get("min-length") ?? byDefault(null, 'IOS: none unless "security passwords min-length"'),
      complexity: complexity(draft),
      obscured:
        draft.switches.get("service password-encryption") ??
        byDefault(false, 'IOS: off unless "service password-encryption" (Security Command Reference, commands S)'),
      lockoutAttempts: lockoutAttempts(draft),
      ...(within === undefined ? {} : { lockoutWindow: within }),
      lockoutTime: lockoutTime(draft),
    },
  };
}

/** A policy holds for the accounts that name it ("username … common-criteria-policy", Security Command Reference). */
function complexity(draft: Draft): Fact<boolean> {
  const policy = { at: joinRanges([...draft.complexityKinds.values()].flat()) };
  if (policy.at.length === 0) return byDefault(false, 'IOS: none unless "aaa common-criteria policy"');
  const bound = [...draft.users.keys()].map((name) => draft.switches.get(`password policy of ${name}`));
  return bound.length > 0 && !bound.includes(undefined)
    ? read(true, joinRanges([policy, ...bound.flatMap((fact) => fact ?? [])].flatMap(({ at }) => at)))
    : unknownFact("A policy asks for kinds of characters, and not every account is bound to it.", policy.at);
}

/**
 * A whole device's text ends with "end"; a fragment need not. A version and a host name without "end" may be either:
 * the text is called cut off, since what was cut off could change every verdict.
 */
function reportTruncation(draft: Draft, lines: Lines): void {
  if (draft.end !== null) return;
  const { version, hostname } = draft;
  const shows =
    draft.header !== null
      ? [places(draft.header)]
      : version !== undefined && hostname !== undefined
        ? [version.at, hostname.at]
        : [];
  if (shows.length === 0) return;
  let last = lines.length;
  while (last > 1 && (lines.at(last - 1) ?? "").trim() === "") last -= 1;
  const whole = joinRanges(shows.flat())
    .map(([first]) => first)
    .join(" and ");
  draft.problems.push({
    code: "truncated",
    message: `The configuration stops at line ${last}: "end", which IOS writes last, is missing, and what stood before it may be too. (A whole device by line ${whole}.)`,
    at: places(last),
  });
}
