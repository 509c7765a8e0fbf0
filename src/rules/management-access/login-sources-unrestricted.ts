import { isKnown, knownValue } from "../../model/fact.ts";
import { fail, judge, notApplicable, pass, unknown, type Rule } from "../rule.ts";
import { opennessOf } from "../subjects/sources.ts";
import { placeOf } from "../subjects/place-of.ts";

export const loginSourcesUnrestricted: Rule = {
  id: "login-sources-unrestricted",
  title: "A login line accepts sessions from any source",
  severity: "medium",
  area: "management-access",
  why: "Whoever can reach the device can try passwords and attack its SSH or Telnet server.",
  fix: "Restrict every network login line to the management hosts, for IPv4 and for IPv6.",
  usability: "Sessions from hosts that are not on the list are refused: list jump hosts and pollers first.",
  remediation: {
    "cisco-ios":
      "ip access-list standard MGMT\n permit <management network>\nline vty 0 15\n access-class MGMT in vrf-also\n ipv6 access-class MGMT6 in",
  },
  needs: ["management.logins", "acls", "objects", "interfaces"],
  references: {
    cci: ["CCI-001368"],
    "nist-800-53": ["AC-4"],
    stig: ["CISC-ND-000140"],
    cis: ["cisco-ios 1.2.4", "cisco-ios 1.2.5", "cisco-ios-xe 1.2.4", "cisco-ios-xe 1.2.5"],
    nsa: ["7.4"],
  },
  examples: {
    compliant: [
      {
        os: "cisco-ios",
        config:
          "version 15.2\naccess-list 10 permit 192.0.2.0 0.0.0.255\nline vty 0 4\n access-class 10 in\n transport input ssh",
      },
      { os: "cisco-ios", config: "version 15.2\nline vty 0 4\n transport input none" },
    ],
    violating: [
      { os: "cisco-ios", config: "version 15.2\nline vty 0 4\n transport input ssh" },
      {
        os: "cisco-ios",
        config: "version 15.2\naccess-list 10 permit any\nline vty 0 4\n access-class 10 in\n transport input ssh",
        because: "the list lets everyone in",
      },
      {
        os: "cisco-ios",
        config: "version 15.2\nline vty 0 4\n access-class 10 in\n transport input ssh",
        because: "a list that is not there refuses nobody",
      },
      {
        os: "cisco-ios",
        config:
          "version 15.2\naccess-list 10 permit 192.0.2.0 0.0.0.255\ninterface GigabitEthernet0/0\n ipv6 address 2001:db8::1/64\nline vty 0 4\n access-class 10 in\n transport input ssh",
        because: "IPv6 sessions pass by the list for IPv4",
      },
    ],
    unknown: [
      {
        os: "cisco-ios",
        config: "version 15.2\ninterface GigabitEthernet0/0\n ip quantum mode",
        because: "nobody knows what a line means that the parser does not understand",
      },
    ],
  },
  *check(device) {
    for (const login of device.management.logins) {
      if (login.kind === "console") continue;
      if (isKnown(login.protocols) && login.protocols.value.length === 0) {
        yield judge(login.name, [login.protocols, placeOf(login)], () =>
          notApplicable(`Login line "${login.name}" accepts nothing from the network.`),
        );
        continue;
      }
      const openness = opennessOf(device, knownValue(login.sources) ?? []);
      yield judge(login.name, [login.sources, openness.lists, login.protocols, placeOf(login)], () => {
        if (openness.state === "unknown") return unknown(openness.why);
        return openness.state === "open"
          ? fail(`Login line "${login.name}" accepts sessions from any source: ${openness.why}.`)
          : pass(`Login line "${login.name}" accepts sessions from listed sources only.`);
      });
    }
  },
};
