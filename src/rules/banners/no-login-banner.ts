import { fail, judge, pass, type Rule } from "../rule.ts";

export const noLoginBanner: Rule = {
  id: "no-login-banner",
  title: "No banner is shown before login",
  severity: "low",
  area: "banners",
  why: "In many places unauthorised use can be prosecuted, and authorised use monitored, only after a notice.",
  fix: "Show a notice before login that access is restricted and monitored, and that tells nothing about the device.",
  usability: "Scripts that wait for the first prompt must skip the text.",
  remediation: {
    "cisco-ios": "banner login ^\n<notice>\n^",
    "juniper-junos": 'set system login message "<notice>"',
    "fortinet-fortios": "config system global\n set pre-login-banner enable\nend",
  },
  needs: ["banners"],
  references: {
    cci: ["CCI-000048"],
    "nist-800-53": ["AC-8"],
    stig: ["CISC-ND-000160", "JUSX-DM-000032", "JUNI-ND-000160", "JUEX-NM-000090", "FGFW-ND-000050"],
    cis: ["cisco-ios 1.3.2", "cisco-ios 1.3.3", "cisco-ios-xe 1.3.2", "cisco-ios-xe 1.3.3", "fortios 2.1.1"],
    nsa: ["10.1"],
  },
  examples: {
    compliant: [
      { os: "cisco-ios", config: "version 15.2\nbanner login ^C\nAuthorised use only.\n^C" },
      { os: "juniper-junos", config: 'system { login { message "Authorised use only."; } }' },
      { os: "fortinet-fortios", config: "config system global\n set pre-login-banner enable\nend" },
    ],
    violating: [
      { os: "cisco-ios", config: "version 15.2\nhostname example\nend" },
      { os: "juniper-junos", config: "system { host-name example; }" },
      { os: "fortinet-fortios", config: "config system global\n set pre-login-banner disable\nend" },
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
    yield judge("banner", [device.banners.beforeLogin], (text) =>
      text === null || text.trim() === ""
        ? fail("No banner is shown before login.")
        : pass("A banner is shown before login."),
    );
  },
};
