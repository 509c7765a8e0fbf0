import { read } from "../../model/fact.ts";
import { fail, judge, pass, type Rule } from "../rule.ts";
import { policySubject } from "../subjects/entry-words.ts";

export const policyDisabled: Rule = {
  id: "policy-disabled",
  title: "A firewall policy is disabled",
  severity: "info",
  area: "acl",
  why: "Disabled policies pile up, and one of them turned on by mistake opens what nobody reviews any more.",
  fix: "Delete the policy when it is no longer needed.",
  usability: "None.",
  remediation: {
    "juniper-junos": "delete security policies from-zone <zone> to-zone <zone> policy <name>",
    "fortinet-fortios": "config firewall policy\n delete <id>\nend",
  },
  needs: ["policies"],
  references: { cci: ["CCI-001414"], "nist-800-53": ["AC-4"], cis: ["fortios 3.1"] },
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
        os: "juniper-junos",
        config:
          "security { policies { from-zone trust to-zone untrust { inactive: policy WEB { match { source-address any; destination-address any; application junos-https; } then { permit; } } } } }",
      },
      {
        os: "fortinet-fortios",
        config:
          'config firewall policy\n edit 1\n  set status disable\n  set srcintf "port1"\n  set dstintf "port2"\n  set srcaddr "all"\n  set dstaddr "all"\n  set action accept\n  set schedule "always"\n  set service "HTTPS"\n next\nend',
      },
    ],
  },
  *check(device) {
    for (const policy of device.firewallPolicies) {
      // Nobody can delete what nobody wrote.
      if (policy.implied === true) continue;
      const subject = policySubject(policy);
      yield judge(subject, [read(policy.enabled, policy.at, policy.path)], (enabled) =>
        enabled ? pass(`In force: ${subject}.`) : fail(`Disabled: ${subject}.`),
      );
    }
  },
};
