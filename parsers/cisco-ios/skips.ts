import { skippedIn } from "../lib/statements.ts";
import type { SkippedStatement } from "../parser.ts";
import { serverTable } from "./aaa-servers.ts";
import { groupTable } from "./aaa.ts";
import { timeRangeLines } from "./acl.ts";
import { interfaceTable } from "./interfaces.ts";
import { lineTable } from "./logins.ts";
import { classTable, policyTable, controlPlaneTable, zoneTable, accessMapTable } from "./policies.ts";
import { viewTable } from "./rights.ts";
import { keyTable, routerTable, routeMapTable, vrfTable } from "./routing.ts";
import { netconfTable } from "./services.ts";
import { archiveLogTable, archiveTable } from "./time-and-logs.ts";
import { criteriaTable } from "./users.ts";
import { cryptoTable, isakmpTable, proposalTable, transformTable } from "./vpn.ts";

/** What blocks skip, by the words of the block. */
export const blockSkips: readonly SkippedStatement[] = [
  ...skippedIn(serverTable, "tacacs|radius server *"),
  ...skippedIn(groupTable, "aaa group server *"),
  ...skippedIn(timeRangeLines, "time-range *"),
  ...skippedIn(interfaceTable, "interface *"),
  ...skippedIn(lineTable, "line *"),
  ...skippedIn(classTable, "class-map *"),
  ...skippedIn(policyTable, "policy-map *"),
  ...skippedIn(controlPlaneTable, "control-plane *"),
  ...skippedIn(zoneTable, "zone security *"),
  ...skippedIn(accessMapTable, "vlan access-map *"),
  ...skippedIn(viewTable, "parser view *"),
  ...skippedIn(routerTable, "router *"),
  ...skippedIn(keyTable, "key chain * key *"),
  ...skippedIn(routeMapTable, "route-map *"),
  ...skippedIn(vrfTable, "vrf definition *"),
  ...skippedIn(netconfTable, "netconf-yang"),
  ...skippedIn(archiveLogTable, "archive log config"),
  ...skippedIn(archiveTable, "archive"),
  ...skippedIn(criteriaTable, "aaa common-criteria policy *"),
  ...skippedIn(cryptoTable, "crypto *"),
  ...skippedIn(isakmpTable, "crypto isakmp policy *"),
  ...skippedIn(proposalTable, "crypto ikev2 proposal *"),
  ...skippedIn(transformTable, "crypto ipsec transform-set *"),
];

/** Lines that are no statements, and blocks that are skipped whole. */
export const outputSkips: readonly SkippedStatement[] = [
  { statement: "an empty line", reason: "blank" },
  { statement: "! …", reason: "comment" },
  { statement: "NAME# show running-config", reason: "prompt" },
];
