import { read } from "../../model/fact.ts";
import { fail, judge, notApplicable, pass, type Rule } from "../rule.ts";
import { policySubject } from "../subjects/entry-words.ts";

export const policyWithoutLogging: Rule = {
  id: "policy-without-logging",
  title: "A firewall policy permits sessions without logging them",
  severity: "low",
  area: "acl",
  why: "After an incident nobody can say which sessions passed.",
  fix: "Log the sessions of every policy that permits.",
  usability: "Busy policies write many messages: the log server needs room.",
  remediation: {
    "juniper-junos": "set security policies from-zone <zone> to-zone <zone> policy <name> then log session-close",
    "fortinet-fortios": "config firewall policy\n edit <id>\n  set logtraffic all\n next\nend",
  },
  needs: ["policies"],
  references: {
    cci: ["CCI-000130", "CCI-000172"],
    "nist-800-53": ["AU-3", "AU-12"],
    stig: ["FNFG-FW-000020", "FNFG-FW-000165"],
    cis: ["fortios 3.4"],
    nsa: ["2.4"],
  },
  examples: {
    compliant: [
      {
        os: "fortinet-fortios",
        config:
          'config firewall policy\n edit 1\n  set srcintf "port1"\n  set dstintf "port2"\n  set srcaddr "all"\n  set dstaddr "all"\n  set action accept\n  set schedule "always"\n  set service "HTTPS"\n  set logtraffic all\n next\nend',
      },
      {
        os: "juniper-junos",
        config:
          "security { policies { from-zone trust to-zone untrust { policy WEB { match { source-address any; destination-address any; application junos-https; } then { permit; log { session-close; } } } } } }",
      },
    ],
    violating: [
      {
        os: "fortinet-fortios",
        config:
          'config firewall policy\n edit 1\n  set srcintf "port1"\n  set dstintf "port2"\n  set srcaddr "all"\n  set dstaddr "all"\n  set action accept\n  set schedule "always"\n  set service "HTTPS"\n  set logtraffic disable\n next\nend',
      },
      {
        os: "juniper-junos",
        config:
          "security { policies { from-zone trust to-zone untrust { policy WEB { match { source-address any; destination-address any; application junos-https; } then { permit; } } } } }",
      },
    ],
  },
  *check(device) {
    for (const policy of device.firewallPolicies) {
      if (policy.action !== "permit" || !policy.enabled) continue;
      const subject = policySubject(policy);
      yield judge(subject, [read(policy.log, policy.at, policy.path)], (log) => {
        if (policy.implied === true)
          return notApplicable(`Nobody wrote the ${subject}, so that nothing asks it to log.`);
        return log ? pass(`Sessions of ${subject} are logged.`) : fail(`Sessions of ${subject} are not logged.`);
      });
    }
  },
};
