import type { Rule } from "../rule.ts";
import { judgePolicies } from "../subjects/unreached.ts";

export const policyShadowed: Rule = {
  id: "policy-shadowed",
  title: "Earlier firewall policies decide the other way all that a policy is for",
  severity: "medium",
  area: "acl",
  why: "Somebody meant the policy to permit or deny something, and it never does: policies before it take all its sessions, at least some of them the other way.",
  fix: "Move the policy above those that cover it, narrow these, or delete it.",
  usability: "Moving the policy changes what passes: that is its point, and what it cuts off may be in use.",
  remediation: {
    "juniper-junos":
      "insert security policies from-zone <zone> to-zone <zone> policy <name> before policy <covering policy>",
    "fortinet-fortios": "config firewall policy\n move <id> before <covering id>\nend",
  },
  needs: ["policies", "objects"],
  references: { cci: ["CCI-001414"], "nist-800-53": ["AC-4"], cis: ["fortios 3.1"], nsa: ["2.4"] },
  examples: {
    compliant: [
      {
        os: "fortinet-fortios",
        config:
          'config firewall policy\n edit 1\n  set srcintf "port1"\n  set dstintf "port2"\n  set srcaddr "all"\n  set dstaddr "all"\n  set schedule "always"\n  set service "SSH"\n next\n edit 2\n  set srcintf "port1"\n  set dstintf "port2"\n  set srcaddr "all"\n  set dstaddr "all"\n  set action accept\n  set schedule "always"\n  set service "ALL"\n next\nend',
        because: "the first denies a part, and the second permits the rest",
      },
    ],
    violating: [
      {
        os: "fortinet-fortios",
        config:
          'config firewall policy\n edit 1\n  set srcintf "port1"\n  set dstintf "port2"\n  set srcaddr "all"\n  set dstaddr "all"\n  set action accept\n  set schedule "always"\n  set service "ALL"\n next\n edit 2\n  set srcintf "port1"\n  set dstintf "port2"\n  set srcaddr "all"\n  set dstaddr "all"\n  set schedule "always"\n  set service "SSH"\n next\nend',
        because: "the second denies, since FortiOS denies where no action is set",
      },
      {
        os: "juniper-junos",
        config:
          "security { policies { from-zone trust to-zone untrust { policy ALL { match { source-address any; destination-address any; application any; } then { permit; } } policy SSH { match { source-address any; destination-address any; application junos-ssh; } then { deny; } } } } }",
      },
      {
        os: "fortinet-fortios",
        config:
          'config firewall address\n edit "low"\n  set subnet 192.0.2.0 255.255.255.128\n next\n edit "high"\n  set subnet 192.0.2.128 255.255.255.128\n next\n edit "both"\n  set subnet 192.0.2.0 255.255.255.0\n next\nend\nconfig firewall policy\n edit 1\n  set srcintf "port1"\n  set dstintf "port2"\n  set srcaddr "low"\n  set dstaddr "all"\n  set action accept\n  set schedule "always"\n  set service "ALL"\n next\n edit 2\n  set srcintf "port1"\n  set dstintf "port2"\n  set srcaddr "high"\n  set dstaddr "all"\n  set action accept\n  set schedule "always"\n  set service "ALL"\n next\n edit 3\n  set srcintf "port1"\n  set dstintf "port2"\n  set srcaddr "both"\n  set dstaddr "all"\n  set schedule "always"\n  set service "SSH"\n next\nend',
        because: "the first two cover the third only together",
      },
    ],
    unknown: [
      {
        os: "fortinet-fortios",
        config:
          'config firewall address\n edit "site"\n  set type fqdn\n  set fqdn "www.example.com"\n next\nend\nconfig firewall policy\n edit 1\n  set srcintf "port1"\n  set dstintf "port2"\n  set srcaddr "all"\n  set dstaddr "site"\n  set action accept\n  set schedule "always"\n  set service "ALL"\n next\n edit 2\n  set srcintf "port1"\n  set dstintf "port2"\n  set srcaddr "all"\n  set dstaddr "all"\n  set schedule "always"\n  set service "SSH"\n next\nend',
        because: "nobody knows which addresses a name stands for",
      },
    ],
  },
  check: (device) => judgePolicies(device, "shadowed"),
};
