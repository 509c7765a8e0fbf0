import { describe, expect, it } from "vitest";
import { juniperJunos } from "../../../parsers/juniper-junos/juniper-junos.ts";
import { decodeType9, loginPasswordOf, passwordOf } from "../../../parsers/juniper-junos/passwords.ts";
import { matchesGlob, matchesWildcard } from "../../../parsers/juniper-junos/wildcards.ts";

describe("recognition", () => {
  it.each([
    [
      "braces",
      "version 20.1R1;\nsystem {\n    host-name a;\n}\ninterfaces {\n    ge-0/0/0 {\n        unit 0;\n    }\n}\n",
    ],
    ["set", "set system host-name a\nset interfaces ge-0/0/0 unit 0 family inet address 192.0.2.1/24\n"],
    [
      "xml",
      '<rpc-reply xmlns:junos="http://xml.juniper.net/junos/20.1R0/junos">\n<configuration>\n</configuration>\n</rpc-reply>\n',
    ],
    [
      "a piece",
      "firewall {\n    family inet {\n        filter a {\n            term b {\n                then accept;\n            }\n        }\n    }\n}\n",
    ],
  ])("is sure of Junos: %s", (_, text) => {
    expect(juniperJunos.recognise(text)).toBeGreaterThanOrEqual(0.5);
  });

  it.each([
    [
      "VyOS blocks",
      "firewall {\n    all-ping enable\n    name WAN {\n        default-action drop\n    }\n}\ninterfaces {\n    ethernet eth0 {\n        address dhcp\n    }\n}\n",
    ],
    [
      "VyOS set lines",
      "set interfaces ethernet eth0 address 'dhcp'\nset firewall name WAN default-action 'drop'\nset system host-name 'vyos'\n",
    ],
    ["FortiOS", '#config-version=FGT60E-7.0.1\nconfig system global\n    set hostname "a"\nend\n'],
    ["NX-OS", "hostname a\nfeature ssh\ninterface Ethernet1/1\n  no shutdown\n"],
    [
      "F5",
      "ltm pool /Common/a {\n    members {\n        /Common/b:80 {\n            address 192.0.2.1\n        }\n    }\n}\n",
    ],
    [
      "PAN-OS",
      "set deviceconfig system hostname a\nset network interface ethernet ethernet1/1 layer3 ip 192.0.2.1/24\nset zone trust network layer3 ethernet1/1\n",
    ],
    ["prose", "This is no configuration.\nIt has lines.\n"],
    ["nothing", ""],
  ])("is not sure of %s", (_, text) => {
    expect(juniperJunos.recognise(text)).toBeLessThan(0.5);
  });
});

const alphabet = "QzF3n6/9CAtpu0OB1IREhcSyrleKvMW8LXx7N-dVbwsY2g4oaJZGUDjiHkq.mPf5T";
const weights = [
  [1, 4, 32],
  [1, 16, 32],
  [1, 8, 32],
  [1, 64],
  [1, 32],
  [1, 4, 16, 128],
  [1, 32, 64],
];

/** Writes "$9$" as a device does, with Q as first character, which three random ones follow. */
function encodeType9(plain: string): string {
  let text = "$9$QAAA";
  let previous = "Q";
  for (let index = 0; index < plain.length; index += 1) {
    let code = plain.codePointAt(index) ?? 0;
    const gaps: number[] = [];
    for (const weight of (weights[index % weights.length] ?? []).toReversed()) {
      gaps.unshift(Math.floor(code / weight));
      code %= weight;
    }
    for (const gap of gaps) {
      previous = alphabet[(alphabet.indexOf(previous) + gap + 1) % alphabet.length] ?? "";
      text += previous;
    }
  }
  return text;
}

describe("passwords", () => {
  it.each(["public", "FAKE-secret-1", "a"])("are read from $9$: %s", (plain) => {
    expect(decodeType9(encodeType9(plain))).toBe(plain);
    expect(passwordOf(encodeType9(plain)).secret?.matchesAny([plain])).toBe(true);
  });

  it.each(["$9$", "$9$ ", "$9$Q", "$9$\u00e9\u00e9", "$9$QAAA!"])("that are malformed tell nothing: %s", (text) => {
    expect(passwordOf(text).secret?.matchesAny(["public"]) ?? false).toBe(false);
  });

  it.each([
    ["$1$FAKE$FAKE", "md5-crypt"],
    ["$5$FAKE$FAKE", "sha256-crypt"],
    ["$6$FAKE$FAKE", "sha512-crypt"],
    ["$sha1$FAKE$FAKE", "sha1"],
    ["$8$FAKE", "juniper-type-8"],
    ["FAKEFAKEFAKE.", "des-crypt"],
    ["<removed>", "unrecognised"],
    ["$7$FAKE", "unrecognised"],
  ])("are named by their form: %s", (text, hash) => {
    expect(loginPasswordOf(text).hash).toBe(hash);
  });
});

describe("wildcards", () => {
  it.each([
    ["*", "ge-0/0/0", true],
    ["ge-*", "ge-0/0/0", true],
    ["ge-*", "xe-0/0/0", false],
    ["xe-0/0/[01]", "xe-0/0/1", true],
    ["xe-0/0/[!01]", "xe-0/0/1", false],
    ["xe-[0-2]/*", "xe-3/0/0", false],
    ["v?", "v1", true],
    ["v?", "v12", false],
    ["*a*b", "xxaxxab", true],
    ["", "a", false],
  ])("<%s> and %s", (pattern, word, matches) => {
    expect(matchesGlob(pattern, word)).toBe(matches);
  });

  it("mean no machinery", () => {
    expect(matchesWildcard("<*>", "apply-groups", "unit")).toBe(false);
    expect(matchesWildcard("<*>", "interface-range", "interfaces")).toBe(false);
  });
});
