import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { array, assert, constantFrom, nat, oneof, property, string, tuple } from "fast-check";
import { describe, expect, it } from "vitest";
import { aristaEos } from "../../../parsers/arista-eos/arista-eos.ts";

const root = import.meta.dirname;
const fixtures = globSync("*.cfg", { cwd: root })
  .toSorted()
  .map((file) => readFileSync(join(root, file), "utf8"));

const words = [
  "no",
  "default",
  "interface",
  "Ethernet1",
  "ip",
  "ipv6",
  "access-list",
  "access-group",
  "standard",
  "permit",
  "deny",
  "tcp",
  "any",
  "host",
  "eq",
  "range",
  "10",
  "192.0.2.0/24",
  "2001:db8::/64",
  "management",
  "api",
  "http-commands",
  "gnmi",
  "ssh",
  "vrf",
  "MGMT",
  "shutdown",
  "username",
  "secret",
  "sha512",
  "role",
  "snmp-server",
  "community",
  "user",
  "v3",
  "auth",
  "priv",
  "aaa",
  "authentication",
  "login",
  "group",
  "server",
  "router",
  "bgp",
  "neighbor",
  "password",
  "7",
  "isis",
  "banner",
  "EOF",
  "end",
  "!",
  "\n",
  "\n   ",
  "\n      ",
  "\r\n",
  "\t",
  "\u0000",
];

const salad = array(constantFrom(...words), { maxLength: 200 }).map((list) => list.join(" "));

/** A fixture from which a slice was cut out, and into which another text was put. */
const mutated = tuple(nat(fixtures.length - 1), nat(4000), nat(400), oneof(string(), salad)).map(
  ([which, at, length, text]) => {
    const whole = fixtures[which] ?? "";
    const start = whole.length === 0 ? 0 : at % whole.length;
    return whole.slice(0, start) + text + whole.slice(start + length);
  },
);

describe("whatever the text", () => {
  it.each([
    ["words of the language", salad],
    ["fixtures with a piece exchanged", mutated],
    ["any text", string()],
  ] as const)("every line is read, skipped or unread: %s", (_, texts) => {
    assert(
      property(texts, (text) => {
        const { coverage, unread, secrets } = aristaEos.parse(text);
        const { lines, read, skipped } = coverage;
        expect(read + skipped + coverage.unread).toBe(lines);
        expect(unread).toHaveLength(coverage.unread);
        expect(secrets.every(({ line, start, end }) => line >= 1 && line <= lines && start < end)).toBe(true);
        expect(aristaEos.recognise(text)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 300 },
    );
  });
});

/** Forms of one setting in different releases, or as people type it. */
const forms: readonly (readonly [string, string, string])[] = [
  [
    "VRFs before 4.23",
    "vrf definition ONE\ninterface Ethernet1\n   no switchport\n   vrf forwarding ONE\n   ip address 192.0.2.1/24\nend\n",
    "vrf instance ONE\ninterface Ethernet1\n   no switchport\n   vrf ONE\n   ip address 192.0.2.1/24\nend\n",
  ],
  [
    "a dotted mask",
    "interface Ethernet1\n   no switchport\n   ip address 192.0.2.1 255.255.255.0\nend\n",
    "interface Ethernet1\n   no switchport\n   ip address 192.0.2.1/24\nend\n",
  ],
  [
    "keys of accounts",
    "username one nopassword\nusername one sshkey ssh-ed25519 FAKE\nend\n",
    "username one nopassword\nusername one ssh-key ssh-ed25519 FAKE\nend\n",
  ],
  [
    "the control plane",
    "control-plane\n   ip access-group ONE in\nend\n",
    "system control-plane\n   ip access-group ONE in\nend\n",
  ],
  [
    "wildcards of prefixes",
    "ip access-list ONE\n   10 permit ip 192.0.2.0 0.0.0.255 any\nend\n",
    "ip access-list ONE\n   10 permit ip 192.0.2.0/24 any\nend\n",
  ],
  [
    "entries without numbers",
    "ip access-list ONE\n   permit tcp any any eq ssh\n   deny ip any any\nend\n",
    "ip access-list ONE\n   10 permit tcp any any eq 22\n   20 deny ip any any\nend\n",
  ],
  [
    "groups of neighbours",
    "router bgp 1\n   neighbor G peer-group\n   neighbor 192.0.2.1 peer-group G\n   neighbor G password 0 FAKE\nend\n",
    "router bgp 1\n   neighbor G peer group\n   neighbor 192.0.2.1 peer group G\n   neighbor G password 0 FAKE\nend\n",
  ],
  [
    "indentation",
    "ip access-list ONE\n 10 permit ip any any\nmanagement ssh\n idle-timeout 5\n vrf MGMT\n  no shutdown\nend\n",
    "ip access-list ONE\n   10 permit ip any any\nmanagement ssh\n   idle-timeout 5\n   vrf MGMT\n      no shutdown\nend\n",
  ],
  [
    "line ends of Windows",
    "hostname r1\r\nbanner login\r\ntext\r\nEOF\r\nend\r\n",
    "hostname r1\nbanner login\ntext\nEOF\nend\n",
  ],
];

describe("forms of one configuration have one model", () => {
  it.each(forms)("%s", (_, one, other) => {
    expect(aristaEos.parse(one).config).toEqual(aristaEos.parse(other).config);
  });
});
