import type { SkippedStatement } from "../parser.ts";
import { skippedIn } from "../lib/statements.ts";
import { groupTable } from "./aaa.ts";
import { boundTable, classTable, policyTable } from "./control-plane.ts";
import { interfaceTable } from "./interfaces.ts";
import { lineTable } from "./logins.ts";
import { peerTable, routerTable } from "./routers.ts";
import { accessMapTable, keyTable, routeMapTable, vrfTable } from "./routing.ts";
import { groupTable as sharedGroupTable } from "./shared-addresses.ts";
import { callhomeTable } from "./small-services.ts";
import { vlanTable } from "./switching.ts";
import { ruleTable } from "./users.ts";
import { ikePolicyTable, ikeTable, mapTable } from "./vpn.ts";

/** What blocks skip, by the words of the block. */
export const blockSkips: readonly SkippedStatement[] = [
  ...skippedIn(groupTable, "aaa group server *"),
  ...skippedIn(classTable, "class-map type control-plane *"),
  ...skippedIn(policyTable, "policy-map type control-plane *"),
  ...skippedIn(boundTable, "control-plane"),
  ...skippedIn(interfaceTable, "interface *"),
  ...skippedIn(sharedGroupTable, "interface * hsrp|vrrp|glbp *"),
  ...skippedIn(lineTable, "line *"),
  ...skippedIn(routerTable, "router *"),
  ...skippedIn(peerTable, "router bgp * neighbor *"),
  ...skippedIn(routeMapTable, "route-map *"),
  ...skippedIn(vrfTable, "vrf context *"),
  ...skippedIn(keyTable, "key chain * key *"),
  ...skippedIn(accessMapTable, "vlan access-map *"),
  ...skippedIn(callhomeTable, "callhome"),
  ...skippedIn(vlanTable, "vlan *"),
  ...skippedIn(ruleTable, "role name *"),
  ...skippedIn(ikeTable, "crypto ike domain ipsec"),
  ...skippedIn(ikePolicyTable, "crypto ike domain ipsec policy *"),
  ...skippedIn(mapTable, "crypto map domain ipsec *"),
];

/** Lines that are no statements. */
export const outputSkips: readonly SkippedStatement[] = [
  { statement: "an empty line", reason: "blank" },
  { statement: "! …", reason: "comment" },
  { statement: "!# …", reason: "checkpoint-default" },
  { statement: "NAME# show running-config", reason: "prompt" },
];
