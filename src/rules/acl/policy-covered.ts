import { read } from "../../model/fact.ts";
import { coveredPolicies } from "../../acl/covers.ts";
import { namedGroups } from "../../acl/named-groups.ts";
import { fail, judge, pass, unknown, type Rule } from "../rule.ts";
import { policySubject } from "../subjects/entry-words.ts";

export const policyCovered: Rule = {
  id: "policy-covered",
  title: "A firewall policy can never match",
  severity: "low",
  area: "acl",
  why: "A policy whose sessions an earlier one takes all does nothing: it misleads whoever reads the list, and where the two differ in action, somebody meant something that does not happen.",
  fix: "Delete the policy, or move it above the one that covers it.",
  usability: "None for a redundant policy; moving a shadowed one changes what passes.",
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
    ],
  },
  *check(device) {
    const groups = namedGroups(device);
    for (const policies of Map.groupBy(device.firewallPolicies, ({ scope }) => scope).values()) {
      const { covered, uncompared } = coveredPolicies(policies, groups);
      const doubtful = new Set(uncompared);
      const coveredBy = new Map(covered.map(({ entry, by }) => [entry, by]));
      for (const policy of policies) {
        if (!policy.enabled) continue;
        const subject = policySubject(policy);
        const by = coveredBy.get(policy);
        const places = [policy, ...(by === undefined ? [] : [by])].map(({ at, path }) => read(null, at, path));
        yield judge(subject, places, () => {
          if (doubtful.has(policy))
            return unknown(`What ${subject} matches could not be compared with earlier policies.`);
          if (by === undefined) return pass(`No single earlier policy covers ${subject}.`);
          return fail(
            policy.action === by.action
              ? `No session reaches ${subject}: it is redundant after ${policySubject(by)}.`
              : `No session reaches ${subject}: it is shadowed by ${policySubject(by)}, which acts otherwise.`,
          );
        });
      }
    }
  },
};
