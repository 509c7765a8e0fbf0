import type { Rule } from "../rule.ts";
import { judgePolicies } from "../subjects/unreached.ts";

export const policyRedundant: Rule = {
  id: "policy-redundant",
  title: "Earlier firewall policies make a policy needless",
  severity: "low",
  area: "acl",
  why: "Policies that no session reaches make a rule base longer than anyone reads, and hide the ones that matter.",
  fix: "Delete the policy, after a look at what else hangs on it, such as inspection profiles or address translation.",
  usability: "None for what passes: earlier policies decide every session of it the same way.",
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
          'config firewall policy\n edit 1\n  set srcintf "port1"\n  set dstintf "port2"\n  set srcaddr "all"\n  set dstaddr "all"\n  set action accept\n  set schedule "always"\n  set service "HTTPS"\n next\n edit 2\n  set srcintf "port1"\n  set dstintf "port2"\n  set srcaddr "all"\n  set dstaddr "all"\n  set action accept\n  set schedule "always"\n  set service "SSH"\n next\nend',
      },
      {
        os: "fortinet-fortios",
        config:
          'config firewall policy\n edit 1\n  set srcintf "port1"\n  set dstintf "port2"\n  set srcaddr "all"\n  set dstaddr "all"\n  set action accept\n  set schedule "always"\n  set service "ALL"\n next\n edit 2\n  set srcintf "port3"\n  set dstintf "port2"\n  set srcaddr "all"\n  set dstaddr "all"\n  set action accept\n  set schedule "always"\n  set service "SSH"\n next\nend',
        because: "sessions from another interface reach the second",
      },
    ],
    violating: [
      {
        os: "fortinet-fortios",
        config:
          'config firewall policy\n edit 1\n  set srcintf "port1"\n  set dstintf "port2"\n  set srcaddr "all"\n  set dstaddr "all"\n  set action accept\n  set schedule "always"\n  set service "ALL"\n next\n edit 2\n  set srcintf "port1"\n  set dstintf "port2"\n  set srcaddr "all"\n  set dstaddr "all"\n  set action accept\n  set schedule "always"\n  set service "SSH"\n next\nend',
      },
      {
        os: "juniper-junos",
        config:
          "security { policies { from-zone trust to-zone untrust { policy WEB { match { source-address any; destination-address any; application [ junos-http junos-https ]; } then { permit; } } policy TLS { match { source-address any; destination-address any; application junos-https; } then { permit; } } } } }",
      },
    ],
  },
  check: (device) => judgePolicies(device, "redundant"),
};
