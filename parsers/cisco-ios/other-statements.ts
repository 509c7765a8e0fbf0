import { skip, skipBlock, touching } from "../lib/statements.ts";

export const otherStatements = [
  skip("boot", "boot-start-marker", "boot-end-marker", "boot system"),
  skipBlock("routing", "router"),
  skip("routing", "ip route", "ipv6 route", "ip prefix-list"),
  touching(["routing", "objects", "acls"], "router", "ip route", "ip prefix-list"),
];
