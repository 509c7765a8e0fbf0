import { knownValue } from "../../model/fact.ts";
import { fail, judge, pass, unknown, type Rule } from "../rule.ts";
import { opennessOf, speaksIpv6 } from "../subjects/sources.ts";
import { accountSubject } from "../subjects/stored-passwords.ts";
import { placeOf } from "../subjects/place-of.ts";

export const accountSourcesUnrestricted: Rule = {
  id: "account-sources-unrestricted",
  title: "An account may log in from anywhere",
  severity: "medium",
  area: "accounts",
  why: "A stolen or guessed password works from every network that reaches the device; one such account opens the login page to all.",
  fix: "Name the networks that each account logs in from.",
  usability: "Logins from other networks are refused.",
  remediation: {
    "fortinet-fortios": "config system admin\n edit <name>\n  set trusthost1 <network> <mask>\n next\nend",
  },
  needs: ["users"],
  references: {
    cci: ["CCI-001368"],
    "nist-800-53": ["AC-4"],
    cis: ["fortios 2.4.2"],
    nsa: ["7.4"],
  },
  examples: {
    compliant: [
      {
        os: "fortinet-fortios",
        config:
          'config system admin\n edit "ops"\n  set trusthost1 192.0.2.0 255.255.255.0\n  set accprofile "super_admin"\n  set password ENC SH2FAKE-hash\n next\nend',
      },
    ],
    unknown: [
      {
        os: "fortinet-fortios",
        config:
          'config system interface\n edit "port1"\n  config ipv6\n   set ip6-address 2001:db8::1/64\n   set ip6-allowaccess https\n  end\n next\nend\nconfig system admin\n edit "ops"\n  set trusthost1 192.0.2.0 255.255.255.0\n  set accprofile "super_admin"\n  set password ENC SH2FAKE-hash\n next\nend',
        because: "nothing restricts IPv6",
      },
    ],
    violating: [
      {
        os: "fortinet-fortios",
        config:
          'config system admin\n edit "ops"\n  set accprofile "super_admin"\n  set password ENC SH2FAKE-hash\n next\nend',
        because: "without a trusted host every source is accepted",
      },
    ],
  },
  *check(device) {
    for (const user of device.users) {
      // Where nothing is said for the account, sources are restricted on lines and services, if at all.
      if ("default" in user.sources) continue;
      const subject = accountSubject(user);
      const sources = knownValue(user.sources) ?? [];
      const openness = opennessOf(device, sources);
      const ofIpv4 = sources.every((source) => source.kind === "prefix" && !source.prefix.includes(":"));
      yield judge(subject, [user.sources, openness.lists, placeOf(user)], () => {
        if (openness.state === "unknown") return unknown(openness.why);
        // FortiOS: hosts of one IP version say nothing of the other.
        if (openness.state === "restricted" && ofIpv4 && speaksIpv6(device))
          return unknown(`The ${subject} has sources in IPv4 alone, while interfaces have IPv6 addresses.`);
        return openness.state === "open"
          ? fail(`The ${subject} may log in from anywhere: ${openness.why}.`)
          : pass(`The ${subject} may log in from listed sources only.`);
      });
    }
  },
};
