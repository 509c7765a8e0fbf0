import { skippedIn } from "../lib/statements.ts";
import type { SkippedStatement } from "../parser.ts";
import { groupTable, serverTable } from "./aaa.ts";
import { interfaceTable, switchedTable } from "./interfaces.ts";
import { keyTable } from "./key-chains.ts";
import { lineTable } from "./lines.ts";
import { policyDetails } from "./password-policy.ts";
import { bridgeWords } from "./bridge-domains.ts";
import { l2vpnWords, slaWords, vrfTable } from "./platform.ts";
import { routerWords } from "./routing-words.ts";
import { grpcTable, netconfTable, xmlTable } from "./servers.ts";
import { trapTable } from "./snmp.ts";
import { ntpTable } from "./ntp.ts";
import { userTable } from "./users.ts";
import { endsTable, isakmpTable, profileTable, proposalTable, transformTable } from "./vpn.ts";

const worded = (within: string, words: ReadonlySet<string>, reason: string): readonly SkippedStatement[] =>
  [...words].toSorted().map((word) => ({ statement: `${within} ${word}`, reason }));

/** What blocks skip, by the words of the block. */
export const blockSkips: readonly SkippedStatement[] = [
  ...skippedIn(serverTable, "tacacs-server|radius-server host *"),
  ...skippedIn(groupTable, "aaa group server *"),
  ...worded("aaa password-policy *", policyDetails, "password-criteria"),
  ...skippedIn(interfaceTable, "interface *"),
  ...skippedIn(switchedTable, "interface * l2transport"),
  ...skippedIn(keyTable, "key chain *"),
  ...skippedIn(lineTable, "line *"),
  ...skippedIn(vrfTable, "vrf *"),
  ...skippedIn(grpcTable, "grpc"),
  ...skippedIn(netconfTable, "netconf-yang|netconf agent"),
  ...skippedIn(xmlTable, "xml agent"),
  ...skippedIn(trapTable, "snmp-server vrf *"),
  ...skippedIn(ntpTable, "ntp"),
  ...skippedIn(userTable, "username *"),
  ...worded("router *", routerWords, "routing"),
  { statement: "router hsrp interface * hsrp version", reason: "routing" },
  { statement: "mpls ldp neighbor * targeted", reason: "routing" },
  ...worded("l2vpn", l2vpnWords, "l2vpn"),
  ...worded("l2vpn bridge group *", bridgeWords, "l2vpn"),
  {
    statement: "l2vpn bridge group * bridge-domain * storm-control multicast|unknown-unicast",
    reason: "storms-of-another-kind",
  },
  { statement: "l2vpn bridge group * bridge-domain * mac aging|learning|withdraw|port-down", reason: "mac-learning" },
  { statement: "dhcp ipv4 *", reason: "dhcp" },
  { statement: "spanning-tree mst *", reason: "spanning-tree" },
  ...skippedIn(isakmpTable, "crypto isakmp policy *"),
  ...skippedIn(proposalTable, "ikev2 proposal *"),
  ...skippedIn(transformTable, "ipsec transform-set *"),
  ...skippedIn(profileTable, "ipsec profile *"),
  ...skippedIn(endsTable, "keyring|ikev2 policy|profile *"),
  ...worded("ipsla", slaWords, "telemetry"),
];

/** Lines that are no statements. */
export const outputSkips: readonly SkippedStatement[] = [
  { statement: "an empty line", reason: "blank" },
  { statement: "! …", reason: "comment" },
  { statement: "RP/0/RP0/CPU0:NAME#show running-config", reason: "prompt" },
  { statement: "the time above an answer", reason: "output-header" },
  { statement: "############ MultiConfigPart …", reason: "output-header" },
  { statement: "tags of NETCONF and XML around a configuration", reason: "envelope" },
];
