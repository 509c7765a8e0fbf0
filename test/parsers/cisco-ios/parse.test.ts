import * as fc from "fast-check";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ciscoIos } from "../../../parsers/cisco-ios/cisco-ios.ts";
import { decodeType7 } from "../../../parsers/lib/cisco/passwords.ts";
import type { ParseResult } from "../../../parsers/parser.ts";

const cases = globSync("*.cfg", { cwd: import.meta.dirname }).sort();
const texts = cases.map((file) => readFileSync(join(import.meta.dirname, file), "utf8"));
const lines = texts.flatMap((text) => text.split("\n"));

const anyLine = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...lines) },
  { weight: 2, arbitrary: fc.constantFrom(...lines).chain(mutated) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
);
const anyText = fc.array(anyLine, { maxLength: 60 }).map((parts) => parts.join("\n"));

function mutated(line: string): fc.Arbitrary<string> {
  return fc
    .tuple(fc.nat(line.length), fc.nat(8), fc.string({ maxLength: 6 }))
    .map(([at, drop, put]) => line.slice(0, at) + put + line.slice(at + drop));
}

function redacted(text: string, { secrets }: ParseResult): string {
  const rows = text.split("\n").map((line) => line.replace(/\r+$/, ""));
  for (const { line, start, end } of [...secrets].sort((a, b) => b.start - a.start)) {
    const row = rows[line - 1] ?? "";
    rows[line - 1] = row.slice(0, start) + "*".repeat(end - start) + row.slice(end);
  }
  return rows.join("\n");
}

describe("any text", () => {
  it("has each line read, skipped or unread, and never throws", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { coverage, unread, skipped } = ciscoIos.parse(text);
        const total = Object.values(skipped).reduce((sum, count) => sum + count, 0);
        expect([coverage.read + coverage.skipped + coverage.unread, unread.length, total]).toEqual([
          coverage.lines,
          coverage.unread,
          coverage.skipped,
        ]);
      }),
      { numRuns: 300 },
    );
  });

  it("gives each unread line something that it may bear on", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(ciscoIos.parse(text).unread.filter(({ touches }) => touches.length === 0)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it("has spans of secrets within their lines", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const rows = text.split("\n");
        const { secrets } = ciscoIos.parse(text);
        expect(
          secrets.filter(({ line, start, end }) => start < 0 || start >= end || end > (rows[line - 1] ?? "").length),
        ).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it("reads the same with CR LF ends", () => {
    fc.assert(
      fc.property(fc.constantFrom(...texts), (text) => {
        expect(ciscoIos.parse(text.replaceAll("\n", "\r\n"))).toEqual(ciscoIos.parse(text));
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    ["one long line", "a".repeat(3_000_000)],
    ["blanks", " ".repeat(1_000_000)],
    [
      "texts that never end",
      Array.from({ length: 5000 }, (_, index) => `banner motd ${String.fromCharCode(33 + (index % 90))}${index}`).join(
        "\n",
      ),
    ],
    ["deep indentation", Array.from({ length: 2000 }, (_, index) => `${" ".repeat(index)}x`).join("\n")],
    [
      "many stanzas of lines",
      Array.from({ length: 5000 }, (_, index) => `line vty ${index % 1800} ${(index % 1800) + 9}`).join("\n"),
    ],
  ])("survives %s", (_name, text) => {
    const { coverage } = ciscoIos.parse(text);
    expect(coverage.read + coverage.skipped + coverage.unread).toBe(coverage.lines);
  });
});

describe("secrets", () => {
  const words = fc.stringMatching(/^[A-Za-z0-9]{12,20}$/);
  const statements: readonly (readonly [string, (secret: string) => string])[] = [
    ["username", (secret) => `username u privilege 15 password 0 ${secret}`],
    ["enable", (secret) => `enable password level 7 ${secret}`],
    ["community", (secret) => `snmp-server community ${secret} RW 10`],
    ["trap community", (secret) => `snmp-server host 192.0.2.1 version 2c ${secret} snmp`],
    ["SNMP user", (secret) => `snmp-server user u g v3 auth sha ${secret} priv aes 128 ${secret}`],
    ["NTP key", (secret) => `ntp authentication-key 1 md5 ${secret} 7`],
    ["TACACS+ key", (secret) => `tacacs-server host 192.0.2.1 timeout 5 key ${secret} ${secret}`],
    ["IKE key", (secret) => `crypto isakmp key ${secret} address 192.0.2.1`],
    ["BGP password", (secret) => `router bgp 1\n neighbor 192.0.2.1 password 7 ${secret}`],
    ["key chain", (secret) => `key chain K\n key 1\n  key-string ${secret}`],
    ["line password", (secret) => `line vty 0 4\n password ${secret}`],
    ["HSRP", (secret) => `interface Vlan1\n standby 1 authentication ${secret}`],
    ["unknown statement", (secret) => `frobnicate passwd ${secret}`],
    ["account of a local RADIUS server", (secret) => `radius-server local\n user u nthash 7 ${secret}`],
    ["parser view", (secret) => `parser view V\n secret 5 ${secret}`],
    ["hash that no word announces", (secret) => `frobnicate $14$${secret}`],
    ["word after a cipher", (secret) => `frobnicate Cipher ${secret}`],
    ["word after a digest", (secret) => `frobnicate hmac-sha-256 ${secret}`],
    ["word after the digest of AH", (secret) => `frobnicate ah-md5 ${secret}`],
    ["Wi-Fi key", (secret) => `frobnicate PSK ${secret}`],
    ["line that a terminal broke", (secret) => `frobnicate\n ${Buffer.from(secret).toString("hex")}\t`],
    ["address with a password", (secret) => `boot system ftp://u:${secret}@192.0.2.1/image`],
  ];

  it.each(statements)("of a statement of the kind %s lie within a span", (_name, write) => {
    fc.assert(
      fc.property(words, anyText, (secret, rest) => {
        const text = `${write(secret)}\n!\n${rest.replaceAll("-----BEGIN", "")}`;
        const shown = redacted(text, ciscoIos.parse(text));
        expect(shown).not.toContain(secret);
        expect(shown).not.toContain(Buffer.from(secret).toString("hex"));
      }),
      { numRuns: 25 },
    );
  });

  it("of the fixtures lie within a span", () => {
    const text = readFileSync(join(import.meta.dirname, "secrets.cfg"), "utf8");
    expect(redacted(text, ciscoIos.parse(text))).not.toContain("FAKE");
  });

  it("never show in the model", () => {
    const text = readFileSync(join(import.meta.dirname, "secrets.cfg"), "utf8");
    const { config } = ciscoIos.parse(text);
    expect(JSON.stringify(config)).not.toMatch(/FAKE-(?:community|trap|enable|line)/);
  });

  // Vectors computed by hand from the published key: "cisco" with salts 2 and 7, and text that is no type 7.
  it.each([
    ["02050D480809", "cisco"],
    ["070C285F4D06", "cisco"],
    ["99050D480809", null],
    ["02050D48080", null],
    ["hello", null],
  ])("of type 7 decode: %s", (stored, clear) => {
    expect(decodeType7(stored)).toBe(clear);
  });
});

describe("truncation", () => {
  it.each([
    ["a header", "Building configuration...\n\nCurrent configuration : 99 bytes\n!\nhostname a", [5, 1]],
    ["a boot marker", "service timestamps log datetime\nboot-start-marker\nboot-end-marker\n\n", [3, 2]],
    ["version and host name", "version 15.2\n!\nhostname a\nline vty 0 4", [4, 1]],
    ["version and host name, whole", "version 15.2\nhostname a\nend", null],
    ["a host name alone", "hostname a\nline vty 0 4", null],
    ["a version alone", "version 15.2\nip finger", null],
    ["a version of a comment", "! Image: Software: IOS, Version 15.2(4)M3, fc1\nip finger", null],
  ])("of a text with %s", (_name, text, shown) => {
    const [problem, ...others] = ciscoIos.parse(text).problems;
    expect(others).toEqual([]);
    expect(problem?.at ?? null).toEqual(shown === null ? null : [[shown[0], shown[0]]]);
    expect(problem?.message ?? "").toContain(
      shown === null ? "" : `stops at line ${shown[0]}: "end", which IOS writes last, is missing`,
    );
    expect(problem?.message ?? "").toContain(shown === null ? "" : `(A whole device by line ${shown[1]}`);
  });
});

describe("a block pasted without indentation", () => {
  it.each([
    ["line vty 0 4", "login local", "management.logins"],
    ["line vty 0 4", "no login", "management.logins"],
    ["line vty 0 4", "transport input ssh", "management.logins"],
    ["line vty 0 4", "exec-timeout 0 0", "management.logins"],
    ["line vty 0 4", "access-class 10 in", "management.logins"],
    ["line vty 0 4", "privilege level 15", "management.logins"],
    ["line vty 0 4", "password FAKE-line-1", "management.logins"],
    ["line vty 0 4", "no exec", "*"],
    ["interface Vlan1", "ip address 192.0.2.1 255.255.255.0", "interfaces"],
    ["interface Vlan1", "ip access-group 101 in", "acls"],
    ["interface Vlan1", "no ip proxy-arp", "smallServices"],
    ["interface Vlan1", "shutdown", "*"],
    ["ip access-list extended A", "permit ip any any", "acls"],
    ["ip access-list extended A", "10 permit ip any any", "*"],
    ["interface range GigabitEthernet0/1 - 4", " ip access-group 101 in", "acls"],
  ])("%s: %s stays unread and bears on %s", (header, child, area) => {
    const touches = ciscoIos.parse(`${header}\n${child}\n`).unread.find(({ line }) => line === 2)?.touches;
    expect(touches).toContain(area);
  });
});

describe("recognition", () => {
  it.each([
    [
      "a router's interface and routes",
      "interface GigabitEthernet0/1\n description x\n ip address 192.0.2.1 255.255.255.0\n!\nip route 0.0.0.0 0.0.0.0 192.0.2.254\n",
      true,
    ],
    [
      "an extended list",
      "ip access-list extended A\n permit tcp 192.0.2.0 0.0.0.255 any eq 22\n deny ip any any log\n",
      true,
    ],
    [
      "a VPN",
      "crypto isakmp policy 10\n encryption aes 256\ncrypto ipsec transform-set T esp-aes 256 esp-sha-hmac\n",
      true,
    ],
    [
      "a list of NX-OS",
      "ip access-list A\n  10 permit tcp 192.0.2.0 0.0.0.255 any eq 22\ninterface Ethernet1/1\n  ip access-group A in\n",
      false,
    ],
    [
      "a list of EOS",
      "ip access-list A\n   10 permit tcp 192.0.2.0/24 any eq ssh\ninterface Ethernet1\n   ip address 192.0.2.1/24\n",
      false,
    ],
    ["a list of IOS XR", "ipv4 access-list A\n 10 permit tcp 192.0.2.0 0.0.0.255 any eq ssh\n", false],
    [
      "a list of ASA",
      "access-list A extended permit tcp 192.0.2.0 255.255.255.0 any eq ssh\naccess-group A in interface outside\n",
      false,
    ],
    [
      "an interface of ASA",
      "interface GigabitEthernet0/0\n nameif outside\n security-level 0\n ip address 192.0.2.1 255.255.255.0\n",
      false,
    ],
    ["an interface of ACOS", "interface ethernet 1\n ip address 192.0.2.1 255.255.255.0\n enable\n", false],
    ["a list of Dell", "ip access-list extended A\n seq 5 permit tcp 192.0.2.0/24 any\n", false],
  ])("of %s", (_name, text, ios) => {
    expect(ciscoIos.recognise(text) >= 0.5).toBe(ios);
  });

  it.each([
    ["IOS", "version 15.2\nservice timestamps log datetime msec\nhostname r1\nline vty 0 4\n login\nend\n", true],
    ["NX-OS", "!Command: show running-config\nversion 7.0(3)I7(6)\nfeature bgp\nline vty\n", false],
    [
      "IOS XR",
      "!! IOS XR Configuration 6.1.2\nhostname xr\ninterface MgmtEth0/RP0/CPU0/0\n ipv4 address 192.0.2.1 255.255.255.0\n",
      false,
    ],
    ["ASA", ": Saved\nASA Version 9.8(2)\nhostname fw\ninterface GigabitEthernet0/0\n nameif inside\n", false],
    ["EOS", "! device: sw1 (vEOS, EOS-4.20.1F)\nhostname sw1\nspanning-tree mode rapid-pvst\nline vty 0 4\n", false],
    ["nothing", "hello world\n", false],
    ["no text", "", false],
  ])("of %s", (_name, text, ios) => {
    expect(ciscoIos.recognise(text) >= 0.5).toBe(ios);
  });
});
