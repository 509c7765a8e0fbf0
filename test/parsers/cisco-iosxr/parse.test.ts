import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { assert, array, constantFrom, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { ciscoIosxr } from "../../../parsers/cisco-iosxr/cisco-iosxr.ts";
import { recognise } from "../../../parsers/recognise.ts";
import { isKnown } from "../../../src/model/fact.ts";

const texts: readonly (readonly [string, string, string | null])[] = [
  ["its header", "!! IOS XR Configuration 7.3.2\nhostname a\n", "cisco-iosxr"],
  ["its old header", "!! IOS XR Configuration version = 5.2.1\nhostname a\n", "cisco-iosxr"],
  [
    "a fragment with a list",
    "ipv4 access-list A\n 10 permit ipv4 any any\n!\ninterface GigabitEthernet0/0/0/0\n ipv4 access-group A ingress\n",
    "cisco-iosxr",
  ],
  ["a routing policy", "route-policy A\n  pass\nend-policy\n!\nprefix-set B\n  192.0.2.0/24\nend-set\n", "cisco-iosxr"],
  ["an account", "username a\n group root-lr\n secret 5 $1$FAKE$FAKE\n!\nssh server v2\n", "cisco-iosxr"],
  ["a host name alone", "hostname a\n", null],
  ["nothing", "", null],
];

describe("recognition", () => {
  it.each(texts)("%s", (_, text, id) => {
    expect(recognise(text)?.id ?? null).toBe(id);
  });

  it.each([
    [
      "IOS",
      "version 15.2\nservice timestamps log datetime msec\ninterface GigabitEthernet0/0\n ip address 192.0.2.1 255.255.255.0\nline vty 0 4\n",
    ],
    ["NX-OS", "!Command: show running-config\nfeature bgp\nvrf context management\ninterface mgmt0\n"],
    ["EOS", "! device: a (vEOS, EOS-4.20.1F)\n!\nmanagement api http-commands\n!\ninterface Ethernet1\n"],
    ["Junos", "system {\n    host-name a;\n}\n"],
  ])("%s is none", (_, text) => {
    expect(ciscoIosxr.recognise(text)).toBeLessThan(0.5);
  });
});

const shared = join(import.meta.dirname, "../../../../shared/corpus");
const corpus = existsSync(shared)
  ? readFileSync(join(shared, "MANIFEST.tsv"), "utf8")
      .split("\n")
      .map((row) => row.split("\t"))
      .filter((row) => row[4] === "cisco-iosxr" && row[11] === "yes")
      .map((row) => row[0] ?? "")
  : [];
if (corpus.length === 0) process.stdout.write("The shared corpus is absent: no whole device is parsed.\n");

describe.skipIf(corpus.length === 0)("whole devices", () => {
  it.each(corpus)("%s is recognised and read whole", (path) => {
    const text = readFileSync(join(shared, path), "utf8");
    expect(recognise(text)?.id).toBe("cisco-iosxr");
    expect(ciscoIosxr.parse(text).unread).toEqual([]);
  });
});

const lines = [
  "ipv4 access-list A",
  " 10 permit tcp any any eq 22",
  " 20 deny ipv4 net-group G any",
  "object-group network ipv4 G",
  " 192.0.2.0/24",
  " object-group G",
  "route-policy P",
  "end-policy",
  "banner login ^",
  "^",
  "router ospf 1",
  " area 0",
  "  interface Loopback0",
  "   authentication message-digest keychain K",
  "key chain K",
  "line default",
  " transport input ssh",
  "username a",
  " group root-lr",
  "usergroup root-lr",
  " inherit usergroup root-lr",
  "no ssh server v2",
  "ssh server vrf default",
  "control-plane",
  " management-plane",
  "  inband",
  "   interface all",
  "    allow SSH peer",
  "     address ipv4 192.0.2.1",
  "ntp",
  "snmp-server community",
  "!",
  "",
  "end",
];

it("reads, skips or leaves each line, whatever their order", () => {
  assert(
    property(array(constantFrom(...lines), { maxLength: 60 }), (chosen) => {
      const { coverage } = ciscoIosxr.parse(`${chosen.join("\n")}\n`);
      expect(coverage.read + coverage.skipped + coverage.unread).toBe(coverage.lines);
    }),
    { numRuns: 300 },
  );
});

const bound = (acl: string): boolean => {
  const { config } = ciscoIosxr.parse(`interface Loopback0\n ipv4 access-group ${acl} ingress\n`);
  return config.uses.some(({ kind, name }) => kind === "acl" && name === acl);
};

it("keeps that an interface uses a list that nothing defines", () => {
  expect(bound("MISSING")).toBe(true);
});

it("never says that a line takes no sessions while a server is there", () => {
  const { config } = ciscoIosxr.parse("ssh server v2\nline default\n transport input all\n");
  const protocols = config.management.logins.find(({ kind }) => kind === "vty")?.protocols;
  expect(protocols !== undefined && isKnown(protocols) ? protocols.value : null).toEqual(["ssh"]);
});

it("names what it skips, each once", () => {
  const statements = ciscoIosxr.skips?.map(({ statement }) => statement) ?? [];
  expect(statements.length).toBeGreaterThan(100);
  expect(new Set(statements).size).toBe(statements.length);
});
