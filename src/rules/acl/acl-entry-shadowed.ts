import type { Rule } from "../rule.ts";
import { judgeEntries } from "../subjects/unreached.ts";

export const aclEntryShadowed: Rule = {
  id: "acl-entry-shadowed",
  title: "Earlier entries of an ACL decide the other way all that an entry is for",
  severity: "medium",
  area: "acl",
  why: "Somebody meant the entry to permit or deny something, and it never does: entries before it take all its packets, at least some of them the other way.",
  fix: "Move the entry above those that cover it, narrow these, or delete it.",
  usability: "Moving the entry changes what passes: that is its point, and what it cuts off may be in use.",
  remediation: {
    "cisco-ios": "ip access-list extended <name>\n no <sequence number>\n <lower sequence number> <the entry>",
    "juniper-junos": "insert firewall family inet filter <name> term <term> before term <covering term>",
  },
  needs: ["acls", "objects"],
  references: { cci: ["CCI-001414"], "nist-800-53": ["AC-4"], nsa: ["2.4"] },
  examples: {
    compliant: [
      {
        os: "cisco-ios",
        config:
          "version 15.2\nip access-list extended EDGE\n permit tcp any any established\n permit tcp any any eq 443",
        because: "the first takes only a part of what the second matches",
      },
      {
        os: "cisco-ios",
        config:
          "version 15.2\nip access-list extended EDGE\n deny tcp 192.0.2.0 0.0.0.127 any\n permit tcp 192.0.2.0 0.0.0.255 any",
        because: "half of the second is left",
      },
    ],
    violating: [
      {
        os: "juniper-junos",
        config:
          "firewall { family inet { filter EDGE { term ALL { from { protocol tcp; } then accept; } term SSH { from { protocol tcp; destination-port 22; } then discard; } } } }",
      },
      {
        os: "cisco-ios",
        config: "version 15.2\nip access-list extended EDGE\n permit tcp any any\n deny tcp any any eq 23",
        because: "the second is meant to deny what the first permits",
      },
      {
        os: "cisco-ios",
        config:
          "version 15.2\nip access-list extended EDGE\n permit tcp 192.0.2.0 0.0.0.127 any\n permit tcp 192.0.2.128 0.0.0.127 any\n deny tcp 192.0.2.0 0.0.0.255 any eq 23",
        because: "the first two cover the third only together",
      },
      {
        os: "cisco-ios",
        config:
          "version 15.2\nipv6 access-list EDGE6\n permit tcp any any range 0 1023\n deny udp any any\n deny tcp any any eq 23",
      },
    ],
    unknown: [
      {
        os: "cisco-ios",
        config:
          "version 15.2\ntime-range NIGHT\n periodic daily 0:00 to 6:00\nip access-list extended EDGE\n permit tcp any any time-range NIGHT\n deny tcp any any eq 23",
        because: "by night the first takes all that the second is for",
      },
    ],
  },
  check: (device) => judgeEntries(device, "shadowed"),
};
