import { fail, judge, pass, type Rule } from "../rule.ts";

export const noCentralAuthentication: Rule = {
  id: "no-central-authentication",
  title: "Logins are not asked of a central server",
  severity: "medium",
  area: "accounts",
  why: "Accounts that live on each device outlive the people they were made for, and a leaver's access is never quite gone.",
  fix: "Ask TACACS+, RADIUS or LDAP servers first, and local accounts only when these are silent.",
  usability: "Logins depend on the servers: run two of them, and keep one local account.",
  remediation: {
    "cisco-ios":
      "aaa new-model\ntacacs server <name>\n address ipv4 <address>\n key 6 <key>\naaa authentication login default group tacacs+ local",
    "juniper-junos":
      "set system tacplus-server <address> secret <key>\nset system authentication-order [ tacplus password ]",
    "fortinet-fortios":
      "config system admin\n edit <name>\n  set remote-auth enable\n  set remote-group <group>\n next\nend",
  },
  needs: ["aaa", "users"],
  references: {
    cci: ["CCI-000370"],
    "nist-800-53": ["CM-6 (1)"],
    stig: ["CISC-ND-001370", "JUSX-DM-000095", "JUNI-ND-001360", "JUEX-NM-000640", "FGFW-ND-000165"],
    cis: ["cisco-ios 1.1.2", "cisco-ios 1.1.3", "cisco-ios-xe 1.1.2", "cisco-ios-xe 1.1.3"],
    nsa: ["4.1", "4.2"],
  },
  examples: {
    compliant: [
      {
        os: "cisco-ios",
        config:
          "version 15.2\naaa new-model\naaa authentication login default group tacacs+ local\ntacacs server A\n address ipv4 192.0.2.10\n key FAKE-secret-1",
      },
      {
        os: "juniper-junos",
        config: 'system { authentication-order [ tacplus password ]; tacplus-server { 192.0.2.10 secret "$9$FAKE"; } }',
      },
    ],
    violating: [
      { os: "cisco-ios", config: "version 15.2\naaa new-model\naaa authentication login default local" },
      {
        os: "juniper-junos",
        config: "system { host-name example; }",
        because: "Junos asks its own accounts by default",
      },
    ],
  },
  *check(device) {
    yield judge("login authentication", [device.aaa.centralAuthentication], (central) =>
      central ? pass("Logins are asked of a central server.") : fail("Logins are not asked of a central server."),
    );
  },
};
