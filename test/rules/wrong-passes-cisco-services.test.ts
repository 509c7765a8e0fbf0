import { describe, expect, it } from "vitest";
import { outcomesOf, type Case } from "./outcomes-of.ts";

const ios = (lines: string): string =>
  `version 15.2\nhostname r1\n${lines}line con 0\nline vty 0 4\n transport input ssh\nend\n`;
const nxOs = (lines: string): string => `!Command: show running-config\nversion 9.3(3)\nhostname n1\n${lines}`;

const list = "access-list 10 permit 192.0.2.0 0.0.0.255\n";

const takenBack: readonly Case[] = [
  [
    "cisco-ios",
    "service-sources-unrestricted",
    "the list of the web server is taken away again",
    ios(`${list}ip http server\nno ip http secure-server\nip http access-class 10\nno ip http access-class 10\n`),
  ],
  [
    "cisco-ios",
    "service-sources-unrestricted",
    "the list of NETCONF is taken away again",
    ios(
      `${list}no ip http server\nno ip http secure-server\nnetconf-yang\nnetconf-yang ssh ipv4 access-list name 10\nno netconf-yang ssh ipv4 access-list name 10\n`,
    ),
  ],
  [
    "cisco-ios",
    "no-login-banner",
    "the banner is taken away again",
    ios("banner login ^C hello ^C\nno banner login\n"),
  ],
  [
    "cisco-ios",
    "no-login-banner",
    "no login line shows the message of the day",
    "version 15.2\nhostname r1\nbanner motd ^C hello ^C\nline con 0\nline vty 0 4\n no motd-banner\nend\n",
  ],
  [
    "cisco-ios",
    "configuration-changes-not-logged",
    "the archive is taken away again",
    ios("archive\n log config\n  logging enable\nno archive\n"),
  ],
  [
    "cisco-ios",
    "configuration-changes-not-logged",
    "the log of the archive is taken away again",
    ios("archive\n log config\n  logging enable\narchive\n no log config\n"),
  ],
  [
    "arista-eos",
    "password-complexity-off",
    "the policy for accounts is taken away again",
    "! device: sw1 (DCS-7050, EOS-4.24.2F)\nhostname sw1\nmanagement security\n   password policy P\n      minimum upper 1\nmanagement accounts\n   password policy P\nno management accounts\nend\n",
  ],
  [
    "cisco-ios",
    "password-complexity-off",
    "what the policy asks for is taken away again",
    ios(
      "aaa common-criteria policy P\n upper-case 1\n no upper-case 1\nusername ops common-criteria-policy P secret 9 $9$FAKE$FAKE\n",
    ),
  ],
  ["cisco-nxos", "ssh-weak-host-keys", "a short RSA key", nxOs("ssh key rsa 1024\nssh keytypes rsa-sha2-256\n")],
];

describe("what a further line takes back or weakens", () => {
  it.each(takenBack)("%s %s: %s", (os, rule, _, config) => {
    const outcomes = outcomesOf(os, rule, config);
    expect(outcomes).not.toContain("pass");
    expect(outcomes).toContain("fail");
  });
});

const untold: readonly Case[] = [
  [
    "cisco-ios",
    "login-events-not-logged",
    "a discriminator drops messages on their way",
    ios(
      "login on-failure log\nlogin on-success log\nlogging discriminator D facility drops SEC_LOGIN\nlogging host 192.0.2.1 discriminator D\n",
    ),
  ],
  [
    "cisco-ios",
    "console-without-authentication",
    "the lines were left out of the text",
    "version 15.2\nhostname r1\naaa new-model\naaa authentication login default none\nend\n",
  ],
  [
    "cisco-ios",
    "login-without-authentication",
    "the lines were left out of the text",
    "version 15.2\nhostname r1\naaa new-model\naaa authentication login default group tacacs+ local\nend\n",
  ],
  [
    "cisco-ios",
    "snmp-writable-community",
    "a user of version 2c in a group that may write",
    ios("snmp-server group G v2c write W\nsnmp-server user ops G v2c\n"),
  ],
  [
    "cisco-iosxr",
    "snmp-default-community",
    "a user of version 2c",
    "!! IOS XR Configuration 6.6.2\nhostname r1\nsnmp-server user public G v2c\nsnmp-server group G v2c\nend\n",
  ],
];

const xrGroup: readonly Case[] = [
  [
    "cisco-iosxr",
    "login-sources-unrestricted",
    "a group that is not read may restrict the lines",
    "!! IOS XR Configuration 6.6.2\nhostname r1\ngroup G\n line default\n  access-class ingress M\n !\nend-group\napply-group G\nssh server v2\nend\n",
  ],
  [
    "cisco-nxos",
    "management-reachable-from-outside",
    "accounts that are users of SNMP too",
    `${nxOs("")}username ops password 5 $5$FAKE$FAKE role network-admin\nno feature ssh\ninterface mgmt0\n  ip address 192.0.2.1/24\n`,
  ],
];

describe("what the text does not tell", () => {
  it.each([...untold, ...xrGroup])("%s %s: %s", (os, rule, _, config) => {
    expect(new Set(outcomesOf(os, rule, config))).toEqual(new Set(["unknown"]));
  });
});

const kept: readonly Case[] = [
  [
    "cisco-ios",
    "no-login-banner",
    "a login banner is shown whatever the lines say of the message of the day",
    "version 15.2\nhostname r1\nbanner login ^C hello ^C\nline con 0\nline vty 0 4\n no motd-banner\nend\n",
  ],
  [
    "cisco-ios",
    "service-sources-unrestricted",
    "the list is replaced by another",
    ios(
      `${list}access-list 11 permit 192.0.2.7\nip http server\nno ip http secure-server\nip http access-class 10\nno ip http access-class 10\nip http access-class 11\n`,
    ),
  ],
];

describe("what still holds", () => {
  it.each(kept)("%s %s: %s", (os, rule, _, config) => {
    expect(outcomesOf(os, rule, config)).toContain("pass");
  });
});
