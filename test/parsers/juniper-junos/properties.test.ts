import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { juniperJunos } from "../../../parsers/juniper-junos/juniper-junos.ts";
import type { ParseResult } from "../../../parsers/parser.ts";

const seeds = ["braces", "set", "xml"].map((form) =>
  readFileSync(join(import.meta.dirname, `firewall-${form}.cfg`), "utf8"),
);

function addsUp({ coverage, unread }: ParseResult, text: string): boolean {
  const lines = text === "" ? 0 : text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
  const { read, skipped } = coverage;
  return coverage.lines === lines && read + skipped + coverage.unread === lines && unread.length === coverage.unread;
}

/** A text with the spans that the parser calls secret taken out. */
function redacted(text: string): string {
  const lines = text.split("\n");
  for (const { line, start, end } of juniperJunos.parse(text).secrets) {
    const held = lines[line - 1] ?? "";
    lines[line - 1] = held.slice(0, start) + "\u0000".repeat(end - start) + held.slice(end);
  }
  return lines.join("\n");
}

type Mutation = (lines: string[], at: number, piece: string) => void;
const mutations: readonly Mutation[] = [
  (lines, at) => lines.splice(at, 1),
  (lines, at, piece) => lines.splice(at, 0, piece),
  (lines, at, piece) => (lines[at] = `${lines[at] ?? ""}${piece}`),
  (lines, at) => (lines[at] = (lines[at] ?? "").slice(0, (lines[at] ?? "").length / 2)),
  (lines, at) => lines.splice(at, lines.length),
  (lines, at) => lines.splice(0, 0, ...lines.slice(at, at + 3)),
];

const piece = fc.oneof(
  fc.constantFrom(
    "{",
    "}",
    '"',
    "/*",
    "*/",
    ";",
    "[",
    "]",
    "<*>",
    "inactive: ",
    "## ",
    "<a>",
    "</a>",
    "set ",
    "apply-groups mgmt;",
    "\\",
  ),
  fc.string({ maxLength: 12 }).map((text) => text.replaceAll("\n", " ")),
);

const mutated = fc
  .tuple(
    fc.constantFrom(...seeds),
    fc.array(fc.tuple(fc.constantFrom(...mutations), fc.nat(400), piece), { minLength: 1, maxLength: 6 }),
  )
  .map(([seed, changes]) => {
    const lines = seed.split("\n");
    for (const [change, at, text] of changes) change(lines, at % Math.max(1, lines.length), text);
    return lines.join("\n");
  });

describe("any text", () => {
  it("adds up and does not throw, mutated", () => {
    expect(() =>
      fc.assert(
        fc.property(mutated, (text) => addsUp(juniperJunos.parse(text), text)),
        { numRuns: 300 },
      ),
    ).not.toThrow();
  });

  it("adds up and does not throw, random", () => {
    expect(() =>
      fc.assert(
        fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 60 }), (pieces) => {
          const text = pieces.join(" ").replaceAll("\r", "");
          return addsUp(juniperJunos.parse(text), text);
        }),
        { numRuns: 300 },
      ),
    ).not.toThrow();
  });

  it("is recognised between 0 and 1", () => {
    expect(() =>
      fc.assert(
        fc.property(mutated, (text) => {
          const sure = juniperJunos.recognise(text);
          return sure >= 0 && sure <= 1;
        }),
        { numRuns: 100 },
      ),
    ).not.toThrow();
  });
});

const word = fc.stringMatching(/^[A-Za-z0-9./+!%-]{6,24}$/).map((text) => `PLANTED${text}`);
/** Where a secret stands in each form; `@` is the secret. */
const places: readonly string[] = [
  'system {\n    root-authentication {\n        encrypted-password "@"; ## SECRET-DATA\n    }\n}',
  'system {\n    login {\n        user a {\n            authentication {\n                encrypted-password "$6$x$@";\n            }\n        }\n    }\n}',
  'set system radius-server 192.0.2.1 secret "@"',
  "set system radius-server 192.0.2.1 secret @",
  'set system tacplus-server 192.0.2.1 port 49 secret "$9$@"',
  "snmp {\n    community @ {\n        authorization read-only;\n    }\n}",
  "snmp {\n    community @;\n}",
  "set snmp community @ clients 192.0.2.0/24",
  "set snmp trap-group @ targets 192.0.2.1",
  'set snmp v3 usm local-engine user a authentication-sha authentication-password "@"',
  'set snmp v3 usm local-engine user a privacy-aes128 privacy-key "@"',
  'set snmp v3 snmp-community one community-name "@"',
  'system {\n    ntp {\n        authentication-key 1 type md5 value "@"; ## SECRET-DATA\n    }\n}',
  "set system ntp authentication-key 1 value @",
  'set security ike policy p pre-shared-key ascii-text "@"',
  "set security ike policy p pre-shared-key hexadecimal @",
  'set protocols bgp group g authentication-key "@"',
  "set protocols bgp group g authentication-key @",
  'protocols {\n    ospf {\n        area 0.0.0.0 {\n            interface a {\n                authentication {\n                    md5 1 key "@"; ## SECRET-DATA\n                }\n            }\n        }\n    }\n}',
  'set unknown-hierarchy thing password "@"',
  'set system archival configuration archive-sites "ftp://user:@@192.0.2.1/"',
  'set system archival configuration archive-sites "ftp://user@192.0.2.1/" password "@"',
  "<configuration>\n<system>\n<root-authentication>\n<encrypted-password>@</encrypted-password>\n</root-authentication>\n</system>\n</configuration>",
  "<configuration>\n<snmp>\n<community>\n<name>@</name>\n</community>\n</snmp>\n</configuration>",
  "<configuration><system><radius-server><name>192.0.2.1</name><secret>@</secret></radius-server></system></configuration>",
  'system {\n    inactive: radius-server {\n        192.0.2.1 secret "@";\n    }\n}',
  "groups {\n    g {\n        snmp {\n            community @;\n        }\n    }\n}",
  'system {\n    radius-server {\n        192.0.2.1 {\n            secret "@"',
  'set system login user a authentication plain-text-password-value "@"',
  "garbage $9$@ garbage",
];

describe("a planted secret", () => {
  it.each(places)("is marked: %s", (template) => {
    expect(() =>
      fc.assert(
        fc.property(word, (secret) => !redacted(template.replace(/@(?!192)/, () => secret)).includes(secret)),
        { numRuns: 25 },
      ),
    ).not.toThrow();
  });
});

describe("time", () => {
  it.each([
    ["nested braces", "a {\n".repeat(60_000)],
    ["closing braces", "}\n".repeat(60_000)],
    ["one long line", "word ".repeat(400_000)],
    ["many quotes", '"'.repeat(200_000)],
    ["open tags", `<configuration>${"<a>".repeat(60_000)}`],
    ["angle brackets on one line", `set ${"<".repeat(400_000)}`],
    ["words of one set line", `set ${"a ".repeat(100_000)}`],
    [
      "a large filter",
      `firewall {\nfilter f {\n${Array.from({ length: 20_000 }, (_, n) => `term t${n} { from { source-address 10.0.0.0/8; } then accept; }\n`).join("")}}\n}\n`,
    ],
    [
      "groups that multiply",
      `${Array.from({ length: 24 }, (_, n) => `set groups g${n} apply-groups g${n + 1}\nset groups g${n} interfaces <*> unit <*> a${n} b${n}\n`).join("")}set apply-groups g0\nset interfaces ge-0/0/0 unit 0\n`,
    ],
    [
      "a group as large as what it is applied to",
      `${Array.from({ length: 20_000 }, (_, n) => `set groups g interfaces ge-${n} mtu 1\nset interfaces ge-${n} disable\n`).join("")}set apply-groups g\n`,
    ],
    [
      "wildcards",
      `set groups g interfaces <${"*a".repeat(60)}> disable\nset apply-groups g\nset interfaces ${"a".repeat(5_000)} mtu 1\n`,
    ],
  ])("ends for %s", (_, text) => {
    const result = juniperJunos.parse(text);
    juniperJunos.recognise(text);
    expect(addsUp(result, text)).toBe(true);
  });
});

describe("what is wrong with a text as a whole", () => {
  it.each([
    ["truncated", "system {\n host-name a;\n"],
    ["truncated", 'system {\n host-name "a;\n}\n'],
    ["truncated", "system {\n /* host-name a;\n}\n"],
    ["unbalanced", "system {\n}\n}\n"],
    ["too-deep", "a {\n".repeat(300)],
    ["xml-entities", '<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY b "c">]>\n<configuration>&b;</configuration>\n'],
    ["xml-malformed", "<configuration>\n<system>\n<host-name>a</hostname>\n</system>\n</configuration>\n"],
    ["truncated", "<configuration>\n<system>\n<host-name>a</host-name>\n"],
    ["too-deep", `<configuration>${"<a>".repeat(300)}`],
  ])("is told: %s", (code, text) => {
    expect(juniperJunos.parse(text).problems.map((problem) => problem.code)).toContain(code);
  });

  it("is nothing for an empty text", () => {
    expect(juniperJunos.parse("")).toMatchObject({ coverage: { lines: 0 }, problems: [] });
  });
});
