import type { SkippedStatement } from "../parser.ts";
import { bgpSkipped } from "./bgp.ts";
import { interfaceSkipped } from "./interfaces.ts";
import { apiSkipped } from "./management-api.ts";
import { managementSkipped } from "./management.ts";
import { natSkipped } from "./nat.ts";
import { platformSkipped } from "./platform.ts";
import { routingSkipped } from "./routing.ts";
import { securitySkipped } from "./ssl-profiles.ts";
import { vpnSkipped } from "./vpn.ts";

/** What is skipped inside of blocks. */
export const skippedInBlocks: readonly SkippedStatement[] = [
  ...interfaceSkipped,
  ...apiSkipped,
  ...managementSkipped,
  ...securitySkipped,
  ...routingSkipped,
  ...bgpSkipped,
  ...vpnSkipped,
  ...natSkipped,
  ...platformSkipped,
];
