import type { Rule } from "../rule.ts";
import { judgeEntries } from "../subjects/unreached.ts";

export const aclEntryRedundant: Rule = {
  id: "acl-entry-redundant",
  title: "Earlier entries of an ACL make an entry needless",
  severity: "low",
  area: "acl",
  why: "Entries that change nothing make a list longer than anyone reads, and hide the ones that matter.",
  fix: "Delete the entry; `redoubt acl minimise` proves that every packet fares as before.",
  usability: "None: earlier entries decide every packet of it the same way.",
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
          "version 15.2\nip access-list extended EDGE\n permit tcp 192.0.2.0 0.0.0.255 any eq 22\n permit tcp 198.51.100.0 0.0.0.255 any eq 22",
      },
      {
        os: "cisco-ios",
        config:
          "version 15.2\nip access-list extended EDGE\n permit tcp any host 192.0.2.80 eq 80\n permit tcp any host 192.0.2.80 range 80 443",
        because: "the first alone is within the second, and comes before it",
      },
    ],
    violating: [
      {
        os: "juniper-junos",
        config:
          "firewall { family inet { filter EDGE { term NET { from { source-address { 192.0.2.0/24; } } then accept; } term HOST { from { source-address { 192.0.2.7/32; } protocol tcp; } then accept; } } } }",
      },
      {
        os: "cisco-ios",
        config:
          "version 15.2\nip access-list extended EDGE\n permit ip 192.0.2.0 0.0.0.255 any\n permit tcp host 192.0.2.7 any eq 22",
      },
      {
        os: "cisco-ios",
        config:
          "version 15.2\nip access-list extended EDGE\n permit tcp any any range 1 100\n permit tcp any any range 101 200\n permit tcp any any range 50 150",
        because: "the first two cover the third only together",
      },
      {
        os: "cisco-ios",
        config:
          "version 15.2\nip access-list extended EDGE\n permit udp any host 192.0.2.53 eq 53\n permit udp any host 192.0.2.53 eq 53",
      },
    ],
    unknown: [
      {
        os: "cisco-ios",
        config:
          "version 15.2\ntime-range NIGHT\n periodic daily 0:00 to 6:00\nip access-list extended EDGE\n deny tcp any any eq 23 time-range NIGHT\n permit tcp any any\n permit tcp any any eq 23",
        because: "by night the first decides the packets of the third the other way",
      },
    ],
  },
  check: (device) => judgeEntries(device, "redundant"),
};
