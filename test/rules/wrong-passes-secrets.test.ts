import { describe, expect, it } from "vitest";
import { outcomesOf, type Case } from "./outcomes-of.ts";

const routerOs = "# 2024-07-31 09:33:47 by RouterOS 7.16\n";
const panOs = "set deviceconfig system hostname fw1\nset zone trust network layer3 ethernet1/1\n";

const opnsenseUser = (name: string, hash: string): string =>
  `<?xml version="1.0"?>\n<opnsense>\n<system>\n<user>\n<name>${name}</name>\n<uid>0</uid>\n<password>${hash}</password>\n</user>\n</system>\n</opnsense>\n`;

// Hashes that stand in every image are no secrets.
const shippedHashes: readonly Case[] = [
  [
    "opnsense",
    "default-credentials",
    "root of every image",
    opnsenseUser("root", "$2y$10$YRVoF4SgskIsrXOvOQjGieB9XqHPRra9R7d80B3BZdbY/j21TwBfS"),
  ],
  [
    "opnsense",
    "default-credentials",
    "the same hash for an account of another name",
    opnsenseUser("ops", "$2y$10$YRVoF4SgskIsrXOvOQjGieB9XqHPRra9R7d80B3BZdbY/j21TwBfS"),
  ],
  [
    "ubiquiti-edgeos",
    "default-credentials",
    "ubnt of every image",
    "system {\n  login {\n    user ubnt {\n      authentication {\n        encrypted-password $1$zKNoUbAo$gomzUbYvgyUMcD436Wo66.\n      }\n      level admin\n    }\n  }\n}\n",
  ],
  [
    "cisco-asa",
    "default-credentials",
    "the hash of cisco",
    "ASA Version 9.8(2)\nhostname fw1\nenable password 2KFQnbNIdI.2KYOU encrypted\n",
  ],
  [
    "cisco-ios",
    "default-credentials",
    "an account's password without its name",
    "version 15.2\nenable password vagrant\n",
  ],
  [
    "cisco-asa",
    "default-credentials",
    "the hash of nothing, as ASA ships it",
    "ASA Version 9.1(2)\nhostname fw1\nenable password 8Ry2YjIyt7RRXU24 encrypted\n",
  ],
  [
    "cisco-asa",
    "account-without-password",
    "the hash of nothing",
    "ASA Version 9.1(2)\nhostname fw1\nusername ops password 8Ry2YjIyt7RRXU24 encrypted\n",
  ],
];

describe("a password that vendors ship", () => {
  it.each(shippedHashes)("%s %s: %s", (os, rule, _, config) => {
    expect(outcomesOf(os, rule, config)).toContain("fail");
  });
});

const masks: readonly Case[] = [
  ["cisco-ios", "default-credentials", "type 7 behind a mask", "version 15.2\nusername ops password 7 <removed>\n"],
  ["cisco-ios", "default-credentials", "letters for a mask", "version 15.2\nusername ops secret xxxxxxxx\n"],
  ["cisco-ios", "reversible-password", "letters for a mask", "version 15.2\nusername ops secret xxxxxxxx\n"],
  [
    "cisco-asa",
    "reversible-password",
    "no hash at all",
    "ASA Version 9.8(2)\nusername ops password FAKE-1 encrypted\n",
  ],
  [
    "juniper-junos",
    "default-credentials",
    "a mask that decodes",
    'system { login { user ops { class super-user; authentication { encrypted-password "$9$SECRET-DATA"; } } } }\n',
  ],
  [
    "cisco-iosxr",
    "reversible-password",
    "a masked type 7 beside a hash",
    "!! IOS XR Configuration 6.6.2\nhostname r1\nusername ops\n group root-lr\n password 7 <removed>\n secret 5 $1$FAKE$FAKEhash\n!\n",
  ],
  [
    "fortinet-fortios",
    "reversible-password",
    "a mask instead of a hash",
    '#config-version=FGT60F-7.4.1-FW-build2463-230830:opmode=0:vdom=0:user=admin\nconfig system admin\n edit "ops"\n  set accprofile "super_admin"\n  set password <removed>\n next\nend\n',
  ],
  [
    "cisco-ios",
    "snmp-default-community",
    "a template's word",
    "version 15.2\nsnmp-server community ${RO_COMMUNITY} RO 10\naccess-list 10 permit host 192.0.2.10\n",
  ],
  [
    "cisco-ios",
    "snmp-default-community",
    "a community that is encrypted",
    "version 15.2\nhostname r1\nsnmp-server community 6 FAKE RO\nend\n",
  ],
  [
    "cisco-iosxr",
    "snmp-default-community",
    "a community that is encrypted",
    "!! IOS XR Configuration 6.6.2\nhostname r1\nsnmp-server community encrypted FAKE RO\nend\n",
  ],
  [
    "cisco-asa",
    "snmp-default-community",
    "a community that is encrypted",
    "ASA Version 9.8(2)\nhostname fw1\nsnmp-server host inside 192.0.2.1 community 8 FAKE\n",
  ],
  [
    "cisco-ios",
    "snmp-default-community",
    "a default of type 7",
    "version 15.2\nhostname r1\nsnmp-server community 7 06161A2340470A RO\nend\n",
  ],
  [
    "juniper-junos",
    "snmp-default-community",
    "a community of version 3 that is encrypted",
    'version 22.4R3;\nsystem { host-name r1; }\nsnmp { v3 { snmp-community a { community-name "$9$!"; security-name b; } } }\n',
  ],
];

describe("a masked secret", () => {
  it.each(masks)("%s %s: %s", (os, rule, _, config) => {
    expect(outcomesOf(os, rule, config)).not.toContain("pass");
  });
});

const clearTexts: readonly Case[] = [
  [
    "cisco-nxos",
    "passwords-not-obscured",
    "an account",
    "!Command: show running-config\nversion 9.3(3)\nusername ops password 0 FAKE-secret-1\n",
  ],
  [
    "arista-eos",
    "passwords-not-obscured",
    "a server's key",
    "! device: sw1 (DCS-7050, EOS-4.24.2F)\ntacacs-server host 192.0.2.5 key 0 FAKE-secret-1\n",
  ],
  [
    "paloalto-panos",
    "passwords-not-obscured",
    "an account",
    `${panOs}set mgt-config users ops password FAKE-secret-1\n`,
  ],
  [
    "mikrotik-routeros",
    "passwords-not-obscured",
    "a server's key",
    `${routerOs}/radius\nadd address=192.0.2.5 secret=FAKE-secret-1 service=login\n`,
  ],
];

describe("a password in clear", () => {
  it.each(clearTexts)("%s %s: %s", (os, rule, _, config) => {
    expect(outcomesOf(os, rule, config)).toEqual(["fail"]);
  });
});
