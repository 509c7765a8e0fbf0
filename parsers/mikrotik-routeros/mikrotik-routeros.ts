import type { DeviceConfig, ModelArea } from "../../src/model/device-config.ts";
import { read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { Nat } from "../../src/model/nat.ts";
import { LazyLines } from "../lib/lazy-lines.ts";
import { Ledger, type Lines } from "../lib/ledger.ts";
import type { Parser, Uncollected } from "../parser.ts";
import { readAaa, readUsers } from "./accounts.ts";
import type { Draft } from "./draft.ts";
import { readFirewall, type Firewall } from "./firewall.ts";
import { headerOf, identityOf } from "./header.ts";
import { readInterfaces } from "./interfaces.ts";
import { readExport, type ExportText, type Item } from "./items.ts";
import { readAddressLists, readInterfaceLists } from "./lists.ts";
import { reasonOf, skips, touchesOf } from "./menus.ts";
import { recognise } from "./recognise.ts";
import { readRouting } from "./routing.ts";
import { markLoose, markSecrets } from "./secrets.ts";
import { readManagement } from "./services.ts";
import { readSmallServices } from "./small-services.ts";
import { readSwitching } from "./switching.ts";
import { readSnmp } from "./snmp.ts";
import { readBanners, readDns, readLogging, readNtp } from "./time-and-logs.ts";
import { readVpn } from "./vpn.ts";

/** RouterOS 6 and 7 as "/export" writes it ("Configuration Management", export), in either way of writing menus. */
export const mikrotikRouteros: Parser = {
  id: "mikrotik-routeros",
  title: "MikroTik RouterOS",
  recognise,
  parse(text) {
    const lines = new LazyLines(text);
    const ledger = new Ledger(lines);
    const exported = readExport(lines);
    const header = headerOf(exported.comments);
    const draft = draftOf(exported, ledger, lines, header.major);
    const { groups, definitions } = readAddressLists(draft);
    const firewall = readFirewall(draft, readInterfaceLists(draft));
    const config: DeviceConfig = {
      os: "mikrotik-routeros",
      identity: identityOf(draft, header),
      interfaces: readInterfaces(draft),
      aclSets: firewall.aclSets,
      addressGroups: groups,
      serviceGroups: [],
      firewallPolicies: [],
      definitions,
      uses: firewall.uses,
      management: readManagement(draft),
      aaa: readAaa(draft),
      users: readUsers(draft),
      snmp: readSnmp(draft),
      ntp: readNtp(draft),
      logging: readLogging(draft),
      banners: readBanners(draft),
      dns: readDns(draft),
      smallServices: readSmallServices(draft),
      routing: readRouting(draft),
      switching: readSwitching(draft),
      vpn: readVpn(draft),
      nat: natOf(draft, firewall),
    };
    settle(draft, exported, lines);
    return { config, ...ledger.close(), problems: [], uncollected: missing(draft) };
  },
  skips,
};

function draftOf(exported: ExportText, ledger: Ledger, lines: Lines, major: 6 | 7 | null): Draft {
  const menus = new Map<string, Item[]>();
  const secretNames = new Map<string, boolean>();
  const withSecrets: Item[] = [];
  for (const item of exported.items) {
    const own = menus.get(item.menu);
    if (own === undefined) menus.set(item.menu, [item]);
    else own.push(item);
    if (markSecrets(ledger, item, lines, secretNames)) withSecrets.push(item);
  }
  const withRules = [...exported.rules, ...exported.members].flatMap(([menu, all]) => (all.length === 0 ? [] : [menu]));
  for (const [first, last] of exported.strays)
    for (let line = first; line <= last; line += 1) markLoose(ledger, line, lines.at(line - 1) ?? "");
  // An export of one menu has the same comments above it.
  const roots = new Set([...menus.keys(), ...withRules].map((menu) => menu.split(" ")[0] ?? ""));
  const others = ["/ip", "/system", "/tool", "/port", "/snmp", "/routing"].filter((root) => roots.has(root));
  const whole = major !== null && roots.has("/interface") && others.length > 0;
  return {
    ledger,
    menus,
    rules: exported.rules,
    members: exported.members,
    withSecrets,
    major,
    system: major === null ? "RouterOS" : `RouterOS ${major}`,
    whole,
  };
}

/** Every line that no reader took: comments, menus, what is skipped by name, and what nobody understands. */
function settle(
  { ledger, menus }: Draft,
  { menus: menuLines, comments, blanks, strays }: ExportText,
  lines: Lines,
): void {
  for (const line of blanks) ledger.skip(line, "blank");
  for (const { line } of comments) ledger.skip(line, "comment");
  for (const line of menuLines) ledger.read(line);
  for (const [menu, items] of menus) {
    const reason = reasonOf(menu);
    for (const { first, last } of items) {
      for (let line = first; line <= last; line += 1) {
        if (ledger.isRead(line)) continue;
        if (reason !== null && !readMenus.has(menu)) ledger.skip(line, reason);
        else if (!readMenus.has(menu)) ledger.leave(line, touchesOf(menu));
      }
    }
  }
  for (const [first, last] of strays) {
    for (let line = first; line <= last; line += 1) {
      // A prompt and what was typed at it: "[admin@name] > /export".
      if (/^\[[^\s\]@]*@[^\]]*\] *[^>]{0,40}>/.test(lines.at(line - 1) ?? "")) ledger.skip(line, "prompt");
      else ledger.leave(line, ["*"]);
    }
  }
}

/** Menus whose readers say themselves what an unread line of theirs may bear on. */
const readMenus = new Set([
  "/ip service",
  "/ip ssh",
  "/ip dns",
  "/snmp",
  "/snmp community",
  "/user",
  "/user group",
  "/user aaa",
  "/user settings",
  "/radius",
  "/system logging",
  "/system logging action",
  "/system ntp client",
  "/system ntp client servers",
  "/system ntp server",
  "/system ntp key",
  "/system note",
  "/system identity",
  "/system console",
]);

/** Destinations are translated before the filter, sources after it ("Packet Flow in RouterOS"). */
function natOf(draft: Draft, { nat }: Firewall): Fact<Nat> {
  if (!draft.whole && nat.length === 0)
    return unknownFact("The text is a part of an export, and says nothing of the rest.");
  return read(
    { rules: nat, policyDestination: "translated", policySource: "original" },
    nat.flatMap(({ at }) => at),
  );
}

const everything: readonly ModelArea[] = [
  "identity",
  "interfaces",
  "acls",
  "objects",
  "management.logins",
  "management.services",
  "management.ssh",
  "management.tls",
  "aaa",
  "snmp",
  "ntp",
  "logging",
  "banners",
  "dns",
  "smallServices",
  "routing",
  "switching",
  "vpn",
  "system",
];

/** An export never holds users, a script that makes some is silent on others ("admin" is there from the start), and a part says nothing of the rest. */
function missing({ whole }: Draft): readonly Uncollected[] {
  const users: Uncollected[] = [
    { why: "An export of RouterOS leaves its users out.", touches: ["users", "passwords"] },
  ];
  return whole
    ? users
    : [
        { why: "The text is a part of an export, or a script, and says nothing of the rest.", touches: everything },
        ...users,
      ];
}
