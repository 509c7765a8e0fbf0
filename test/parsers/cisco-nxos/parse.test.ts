import * as fc from "fast-check";
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ciscoIos } from "../../../parsers/cisco-ios/cisco-ios.ts";
import { ciscoNxos } from "../../../parsers/cisco-nxos/cisco-nxos.ts";
import { workOf } from "../work-of.ts";

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

describe("any text", () => {
  it("has each line read, skipped or unread, and never throws", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { coverage, unread, skipped } = ciscoNxos.parse(text);
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
        expect(ciscoNxos.parse(text).unread.filter(({ touches }) => touches.length === 0)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it("has spans of secrets within their lines", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const rows = text.split("\n");
        const outside = ciscoNxos
          .parse(text)
          .secrets.filter(({ line, start, end }) => start >= end || end > (rows[line - 1] ?? "").length);
        expect(outside).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});

type Write = (count: number) => string;

const repeated =
  (line: (index: number) => string): Write =>
  (count) =>
    `${Array.from({ length: count }, (_, index) => line(index)).join("\n")}\n`;

const long: readonly (readonly [string, Write])[] = [
  [
    "an access list",
    (count) =>
      `ip access-list A\n${repeated((index) => `  ${index + 1} permit tcp 10.0.0.0/24 any eq ${index}`)(count)}`,
  ],
  ["interfaces", repeated((index) => `interface Vlan${index}\n  ip address 10.0.0.1/24`)],
  ["one group", repeated((index) => `object-group ip address A\n  host 10.0.0.${index % 256}`)],
  ["one user", repeated(() => "username a role network-admin\n!")],
  ["communities", repeated((index) => `snmp-server community FAKE${index} group network-operator`)],
  [
    "neighbours",
    (count) => `router bgp 1\n${repeated((index) => `  neighbor 10.0.0.${index}\n    remote-as 2`)(count)}`,
  ],
  ["unknown lines", repeated((index) => ` frobnicate ${index}`)],
  ["unclosed texts", repeated((index) => `banner motd ${String.fromCharCode(0x100 + index)}`)],
];

describe("work doubles when the text doubles", () => {
  it.each(long)("%s", (_, write) => {
    const once = workOf(() => ciscoNxos.parse(write(1000)));
    const twice = workOf(() => ciscoNxos.parse(write(2000)));
    expect(twice / once).toBeLessThan(2.2);
  });
});

/** Texts of its own kind score at least one half, those of relatives clearly below. */
describe("recognition", () => {
  it.each([
    ["a header of the device", "!Command: show running-config\nversion 9.3(8) Bios:version\nhostname a\n"],
    ["RANCID's header", "!RANCID-CONTENT-TYPE: cisco-nx\nhostname a\n"],
    ["features and a VRF", "feature bgp\nvrf context management\n"],
    ["a control-plane policy", "policy-map type control-plane A\n  class B\nline vty\n"],
  ])("%s is NX-OS", (_, text) => {
    expect(ciscoNxos.recognise(text)).toBeGreaterThanOrEqual(0.5);
  });

  it.each([
    [
      "IOS",
      "version 15.2\nservice timestamps log datetime\ninterface GigabitEthernet0/1\n ip address 192.0.2.1 255.255.255.0\nline vty 0 4\n",
    ],
    [
      "EOS",
      "! device: a (vEOS, EOS-4.28.0F)\nvrf instance MGMT\ninterface Ethernet1\n   no switchport\n   ip address 192.0.2.1/24\n",
    ],
    ["IOS XR", "!! IOS XR Configuration 7.3.2\ninterface MgmtEth0/RP0/CPU0/0\n ipv4 address 192.0.2.1/24\n"],
    ["ASA", "ASA Version 9.12(4)\ninterface Ethernet1/1\n nameif inside\n security-level 100\n"],
    ["nothing", ""],
  ])("%s is none", (_, text) => {
    expect(ciscoNxos.recognise(text)).toBeLessThan(0.3);
  });
});

const corpus = join(import.meta.dirname, "../../../../shared/corpus");

describe("the corpus", () => {
  const rows = existsSync(join(corpus, "MANIFEST.tsv"))
    ? readFileSync(join(corpus, "MANIFEST.tsv"), "utf8")
        .split("\n")
        .map((row) => row.split("\t"))
        .filter((row) => row[4] === "cisco-nxos" && row[11] === "yes")
        .flatMap(([path]) => (path === undefined ? [] : [path]))
    : [];
  it.skipIf(rows.length === 0)(
    `of whole devices is recognised and read${rows.length === 0 ? " (../shared/corpus is absent)" : ""}`,
    () => {
      let [all, unread] = [0, 0];
      const mistaken: string[] = [];
      for (const path of rows) {
        const text = readFileSync(join(corpus, path), "utf8");
        if (ciscoNxos.recognise(text) <= Math.max(0.5, ciscoIos.recognise(text))) mistaken.push(path);
        const { coverage } = ciscoNxos.parse(text);
        all += coverage.lines;
        unread += coverage.unread;
      }
      expect(mistaken).toEqual([]);
      expect(unread / all).toBeLessThan(0.01);
    },
  );
});
