import type { Rule } from "../rule.ts";
import { judgePolicies } from "../subjects/unreached.ts";

export const policyEmpty: Rule = {
  id: "policy-empty",
  title: "No session can match a firewall policy",
  severity: "low",
  area: "acl",
  why: "A policy that names only empty groups does nothing: what somebody meant by it does not happen.",
  fix: "Fill the group, or delete the policy.",
  usability: "A policy whose group is filled begins to permit or deny: look at what it will match.",
  remediation: {
    "juniper-junos": "delete security policies from-zone <zone> to-zone <zone> policy <name>",
    "fortinet-fortios": "config firewall policy\n delete <id>\nend",
  },
  needs: ["policies", "objects"],
  references: { cci: ["CCI-001414"], "nist-800-53": ["AC-4"], cis: ["fortios 3.1"], nsa: ["2.4"] },
  examples: {
    compliant: [
      {
        os: "fortinet-fortios",
        config:
          'config firewall policy\n edit 1\n  set srcintf "port1"\n  set dstintf "port2"\n  set srcaddr "all"\n  set dstaddr "all"\n  set action accept\n  set schedule "always"\n  set service "HTTPS"\n next\nend',
      },
    ],
    violating: [
      {
        os: "fortinet-fortios",
        config:
          'config firewall address\n edit "web"\n  set subnet 192.0.2.0 255.255.255.0\n next\nend\nconfig firewall addrgrp\n edit "none"\n  set member "web"\n  set exclude enable\n  set exclude-member "web"\n next\nend\nconfig firewall policy\n edit 1\n  set srcintf "port1"\n  set dstintf "port2"\n  set srcaddr "none"\n  set dstaddr "all"\n  set action accept\n  set schedule "always"\n  set service "HTTPS"\n next\nend',
        because: "the group leaves out all that it holds",
      },
      {
        os: "juniper-junos",
        config:
          "security { address-book { global { address-set NONE; } } policies { from-zone trust to-zone untrust { policy P { match { source-address NONE; destination-address any; application any; } then { permit; } } } } }",
      },
    ],
  },
  check: (device) => judgePolicies(device, "empty"),
};
