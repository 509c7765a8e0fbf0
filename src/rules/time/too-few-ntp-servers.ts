import { isKnown } from "../../model/fact.ts";
import { fail, judge, listed, pass, unknown, type Rule } from "../rule.ts";

export const tooFewNtpServers: Rule = {
  id: "too-few-ntp-servers",
  title: "Fewer than two time servers are configured",
  severity: "medium",
  area: "time",
  why: "With a wrong clock logs of several devices cannot be put in order, and certificates and keys with a lifetime fail; a single server can fail or lie.",
  fix: "Name two or more time servers.",
  usability: "None; the clock may jump once.",
  remediation: {
    "cisco-ios": "ntp server <first>\nntp server <second>",
    "juniper-junos": "set system ntp server <first>\nset system ntp server <second>",
    "fortinet-fortios":
      "config system ntp\n set ntpsync enable\n set type custom\n config ntpserver\n  edit 1\n   set server <first>\n  next\n  edit 2\n   set server <second>\n  next\n end\nend",
  },
  needs: ["ntp"],
  references: {
    cci: ["CCI-004922", "CCI-004928"],
    "nist-800-53": ["SC-45", "SC-45 (2)"],
    stig: ["CISC-ND-001030", "JUSX-DM-000094", "JUNI-ND-001020", "JUEX-NM-000430", "FGFW-ND-000120"],
    cis: ["cisco-ios 2.3.2", "cisco-ios-xe 2.3.2", "junos 6.7.1", "fortios 2.1.4"],
    nsa: ["6.4"],
  },
  examples: {
    compliant: [
      { os: "cisco-ios", config: "version 15.2\nntp server 192.0.2.1\nntp server 192.0.2.2" },
      { os: "juniper-junos", config: "system { ntp { server 192.0.2.1; server 192.0.2.2; } }" },
      {
        os: "fortinet-fortios",
        config:
          'config system ntp\n set ntpsync enable\n set type custom\n config ntpserver\n  edit 1\n   set server "192.0.2.1"\n  next\n  edit 2\n   set server "192.0.2.2"\n  next\n end\nend',
      },
    ],
    violating: [
      { os: "cisco-ios", config: "version 15.2\nhostname example\nend" },
      { os: "cisco-ios", config: "version 15.2\nntp server 192.0.2.1" },
      { os: "juniper-junos", config: "system { ntp { server 192.0.2.1; } }" },
      { os: "juniper-junos", config: "system { host-name example; }" },
    ],
    unknown: [
      {
        os: "fortinet-fortios",
        config: 'config system interface\n edit "port1"\n  set allowaccess ssh https\n next\nend',
        because: "a part of a configuration says nothing of the rest",
      },
      {
        os: "juniper-junos",
        config: "interfaces { ge-0/0/0 { unit 0; } }",
        because: "a part of a configuration says nothing of the rest",
      },
    ],
  },
  *check(device) {
    const { servers: named, authenticate } = device.ntp;
    const list = listed(named, "No line names a time server.");
    // Absence counts only where the part of the configuration that names servers is there.
    if (named.length < 2 && !isKnown(authenticate) && ("unknown" in authenticate || named.length === 0)) {
      yield judge("NTP", [list, authenticate], () => unknown("Whether time servers are configured is not known."));
      return;
    }
    yield judge("NTP", [list], (servers) => {
      // The same server twice is still one opinion on the time.
      const count = new Set(servers.map(({ address }) => address)).size;
      if (count === 0) return fail("No time server is configured.");
      return count === 1 ? fail("Only one time server is configured.") : pass(`${count} time servers are configured.`);
    });
  },
};
