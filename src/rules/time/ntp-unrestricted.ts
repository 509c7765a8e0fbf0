import { fail, judge, pass, type Rule } from "../rule.ts";

export const ntpUnrestricted: Rule = {
  id: "ntp-unrestricted",
  title: "The device answers time requests from anywhere",
  severity: "low",
  area: "time",
  why: "Open NTP servers are used to flood others, and tell strangers about the device.",
  fix: "Say whom the device serves time to.",
  usability: "Hosts that took their time from the device without being listed lose it.",
  remediation: {
    "cisco-ios": "access-list 20 permit <time servers>\nntp access-group peer 20",
    "fortinet-fortios": "config system ntp\n set server-mode disable\nend",
    "juniper-junos":
      "set firewall family inet filter PROTECT term ntp from source-prefix-list TIME-SERVERS\nset interfaces lo0 unit 0 family inet filter input PROTECT",
  },
  needs: ["ntp"],
  references: {
    cci: ["CCI-002385"],
    "nist-800-53": ["SC-5"],
    nsa: ["6.4", "7.9"],
  },
  examples: {
    compliant: [
      { os: "fortinet-fortios", config: "config system ntp\n set ntpsync enable\n set server-mode disable\nend" },
    ],
    violating: [
      { os: "juniper-junos", config: "system { ntp { server 192.0.2.1; } }" },
      { os: "cisco-ios", config: "version 15.2\nntp server 192.0.2.1" },
    ],
    unknown: [
      {
        os: "fortinet-fortios",
        config: 'config system interface\n edit "port1"\n  set allowaccess ssh https\n next\nend',
        because: "a part of a configuration says nothing of the rest",
      },
    ],
  },
  *check(device) {
    yield judge("NTP", [device.ntp.unrestricted], (open) =>
      open
        ? fail("The device answers time requests from anywhere.")
        : pass("The device does not answer time requests from anywhere."),
    );
  },
};
