import type { Rule } from "../rule.ts";
import { judgeEntries } from "../subjects/unreached.ts";

export const aclEntryEmpty: Rule = {
  id: "acl-entry-empty",
  title: "No packet can match an ACL entry",
  severity: "low",
  area: "acl",
  why: "An entry whose conditions contradict each other, or that names an empty group, does nothing: what somebody meant by it does not happen.",
  fix: "Correct the conditions, fill the group, or delete the entry.",
  usability: "A corrected entry begins to permit or deny: look at what it will match.",
  remediation: {
    "cisco-ios": "ip access-list extended <name>\n no <sequence number>",
    "juniper-junos": "delete firewall family inet filter <name> term <term>",
  },
  needs: ["acls", "objects"],
  references: { cci: ["CCI-001414"], "nist-800-53": ["AC-4"], nsa: ["2.4"] },
  examples: {
    compliant: [
      {
        os: "cisco-ios",
        config:
          "version 15.2\nobject-group network WEB\n host 192.0.2.80\nip access-list extended EDGE\n permit tcp any object-group WEB eq 443",
      },
    ],
    violating: [
      {
        os: "juniper-junos",
        config:
          "firewall { family inet { filter EDGE { term NONE { from { protocol icmp; destination-port 22; } then accept; } } } }",
        because: "no ICMP packet has a port",
      },
      {
        os: "cisco-ios",
        config:
          "version 15.2\nobject-group network WEB\nip access-list extended EDGE\n permit tcp any object-group WEB eq 443",
        because: "the group is empty",
      },
    ],
  },
  check: (device) => judgeEntries(device, "empty"),
};
