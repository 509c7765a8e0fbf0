import type { FirewallPolicy } from "../../model/acl.ts";
import { read } from "../../model/fact.ts";
import { namedGroups, type NamedGroups } from "../../acl/named-groups.ts";
import { fail, judge, pass, unknown, type Rule } from "../rule.ts";
import { capital, policySubject } from "../subjects/entry-words.ts";
import { every, matchesEverything, type Known } from "../subjects/width.ts";

/** A policy in force that lets everything between its zones through; null where a condition is not known. */
function permitsEverything(policy: FirewallPolicy, groups: NamedGroups): Known {
  if (policy.action !== "permit" || !policy.enabled) return false;
  return every(
    policy.applications === "any",
    policy.users === "any",
    matchesEverything(policy, groups, policy.scope),
    policy.unresolved.length === 0 ? true : null,
  );
}

export const policyPermitsAnyToAny: Rule = {
  id: "policy-permits-any-to-any",
  title: "A firewall policy permits everything between its zones",
  severity: "high",
  area: "acl",
  why: "A policy from any source to any destination with any service makes the firewall a router between the two zones.",
  fix: "Permit what is needed, by source, destination and service.",
  usability: "Traffic that nobody wrote down is cut off: log it before the policy goes.",
  remediation: {
    "juniper-junos":
      "set security policies from-zone <zone> to-zone <zone> policy <name> match application <application>",
    "fortinet-fortios":
      "config firewall policy\n edit <id>\n  set service <service>\n  set dstaddr <address>\n next\nend",
  },
  needs: ["policies", "objects"],
  references: {
    cci: ["CCI-001097", "CCI-001414"],
    "nist-800-53": ["SC-7", "AC-4"],
    stig: ["FNFG-FW-000005", "FNFG-FW-000085"],
    cis: ["fortios 3.2"],
    nsa: ["2.4"],
  },
  examples: {
    compliant: [
      {
        os: "fortinet-fortios",
        config:
          'config firewall policy\n edit 1\n  set srcintf "port1"\n  set dstintf "port2"\n  set srcaddr "all"\n  set dstaddr "all"\n  set action accept\n  set schedule "always"\n  set service "HTTPS"\n next\nend',
      },
      {
        os: "juniper-junos",
        config:
          "security { policies { from-zone trust to-zone untrust { policy WEB { match { source-address any; destination-address any; application junos-https; } then { permit; } } } } }",
      },
    ],
    violating: [
      {
        os: "fortinet-fortios",
        config:
          'config firewall policy\n edit 1\n  set srcintf "port1"\n  set dstintf "port2"\n  set srcaddr "all"\n  set dstaddr "all"\n  set action accept\n  set schedule "always"\n  set service "ALL"\n next\nend',
      },
      {
        os: "juniper-junos",
        config:
          "security { policies { from-zone trust to-zone untrust { policy ALL { match { source-address any; destination-address any; application any; } then { permit; } } } } }",
      },
    ],
  },
  *check(device) {
    const groups = namedGroups(device);
    for (const policy of device.firewallPolicies) {
      if (policy.action !== "permit" || !policy.enabled) continue;
      const subject = policySubject(policy);
      const everything = permitsEverything(policy, groups);
      yield judge(subject, [read(null, policy.at, policy.path)], () => {
        if (everything === null) return unknown(`Whether ${subject} permits everything cannot be told.`);
        return everything
          ? fail(`${capital(subject)} permits everything.`)
          : pass(`${capital(subject)} does not permit everything.`);
      });
    }
  },
};
