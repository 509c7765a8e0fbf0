import { isKnown } from "../../model/fact.ts";
import { listed, fail, judge, pass, type Rule } from "../rule.ts";

export const everyAccountAdministrator: Rule = {
  id: "every-account-administrator",
  title: "Every local account has full rights",
  severity: "medium",
  area: "accounts",
  why: "Where everybody may do everything, one stolen password is the whole device.",
  fix: "Give full rights to few; let operators log in with the rights that their work needs.",
  usability: "People whose rights shrink must ask, or raise their privilege, for some commands.",
  remediation: {
    "cisco-ios": "username <name> privilege 1",
    "juniper-junos": "set system login user <name> class operator",
    "fortinet-fortios": "config system admin\n edit <name>\n  set accprofile <restricted profile>\n next\nend",
  },
  needs: ["users"],
  references: {
    cci: ["CCI-000213", "CCI-001368"],
    "nist-800-53": ["AC-3", "AC-4"],
    stig: ["JUSX-DM-000025", "JUEX-NM-000060", "FGFW-ND-000035"],
    cis: ["cisco-ios 1.2.1", "cisco-ios-xe 1.2.1", "fortios 2.4.3"],
    nsa: ["4.5"],
  },
  examples: {
    compliant: [
      {
        os: "cisco-ios",
        config:
          "version 15.2\nusername emergency privilege 15 secret 9 $9$FAKE-hash\nusername reader privilege 1 secret 9 $9$FAKE-hash",
      },
      {
        os: "cisco-ios",
        config: "version 15.2\nusername emergency privilege 15 secret 9 $9$FAKE-hash",
        because: "a single account is the one of last resort",
      },
      {
        os: "juniper-junos",
        config:
          'system { login { user a { class super-user; authentication { encrypted-password "$6$FAKEsalt$FAKEhash"; } } user b { class read-only; authentication { encrypted-password "$6$FAKEsalt$FAKEhash"; } } } }',
      },
    ],
    violating: [
      {
        os: "fortinet-fortios",
        config:
          'config system admin\n edit "one"\n  set accprofile "super_admin"\n  set password ENC SH2FAKE-hash\n next\n edit "two"\n  set accprofile "super_admin"\n  set password ENC SH2FAKE-hash\n next\nend',
      },
      {
        os: "cisco-ios",
        config:
          "version 15.2\nusername one privilege 15 secret 9 $9$FAKE-hash\nusername two privilege 15 secret 9 $9$FAKE-hash",
      },
      {
        os: "juniper-junos",
        config:
          'system { login { user a { class super-user; authentication { encrypted-password "$6$FAKEsalt$FAKEhash"; } } user b { class super-user; authentication { encrypted-password "$6$FAKEsalt$FAKEhash"; } } } }',
      },
    ],
  },
  *check(device) {
    if (device.users.length === 0) return;
    const accounts = listed(device.users, "No line defines an account.");
    const restricted = device.users.find(({ administrator }) => isKnown(administrator) && !administrator.value);
    // One account without full rights decides, whatever is not known of the others.
    if (restricted !== undefined) {
      yield judge("local accounts", [restricted.administrator], () => pass("Not every local account has full rights."));
      return;
    }
    yield judge("local accounts", [accounts, ...device.users.map(({ administrator }) => administrator)], () =>
      device.users.length === 1
        ? pass("The only local account has full rights, as the account of last resort needs.")
        : fail(`All ${device.users.length} local accounts have full rights.`),
    );
  },
};
