import { readFileSync } from "node:fs";
import { join } from "node:path";
import { assert, constantFrom, integer, oneof, property, string, tuple, array } from "fast-check";
import { describe, expect, it } from "vitest";
import type { ParseResult } from "../../../parsers/parser.ts";
import { paloaltoPanos } from "../../../parsers/paloalto-panos/paloalto-panos.ts";
import { workOf } from "../work-of.ts";

const seeds = ["firewall-xml", "firewall-set", "firewall-braces", "panorama", "moves-and-deletions"].map((name) =>
  readFileSync(join(import.meta.dirname, `${name}.cfg`), "utf8"),
);

function addsUp({ coverage, unread }: ParseResult, text: string): boolean {
  const lines = text === "" ? 0 : text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
  const { read, skipped } = coverage;
  return coverage.lines === lines && read + skipped + coverage.unread === lines && unread.length === coverage.unread;
}

const piece = oneof(
  constantFrom(
    "{",
    "}",
    '"',
    "'",
    "[",
    "]",
    "<entry name='x'>",
    "</entry>",
    "<member>",
    "set ",
    "move ",
    "delete ",
    "<!--",
    "config",
    "devices",
    "vsys",
    "rules",
    "any",
  ),
  string({ maxLength: 12 }).map((text) => text.replaceAll("\n", " ")),
);
const edit = tuple(integer({ min: 0, max: 200 }), integer({ min: 0, max: 4 }), piece);
const mutated = tuple(constantFrom(...seeds), array(edit, { maxLength: 6 })).map(([seed, edits]) => {
  const lines = seed.split("\n");
  for (const [place, way, put] of edits) {
    const at = place % Math.max(1, lines.length);
    if (way === 0) lines.splice(at, 1);
    else if (way === 1) lines.splice(at, 0, put);
    else if (way === 2) lines[at] = `${lines[at] ?? ""}${put}`;
    else if (way === 3) lines[at] = (lines[at] ?? "").slice(0, (lines[at] ?? "").length / 2);
    else lines.splice(at, lines.length);
  }
  return lines.join("\n");
});

describe("any text", () => {
  it("is parsed, and every line of it counted once", () => {
    assert(
      property(mutated, (text) => addsUp(paloaltoPanos.parse(text), text)),
      { numRuns: 300 },
    );
    assert(property(string(), (text) => addsUp(paloaltoPanos.parse(text), text)));
  });
});

const lines =
  (line: (index: number) => string) =>
  (count: number): string =>
    `${Array.from({ length: count }, (_, index) => line(index)).join("\n")}\n`;

const texts: readonly (readonly [string, (count: number) => string])[] = [
  ["rules", lines((index) => `set rulebase security rules r${index} source a${index}`)],
  ["one rule", lines((index) => `set rulebase security rules r source a${index}`)],
  ["addresses", lines((index) => `set address a${index} ip-netmask 10.0.0.1`)],
  ["one value over and over", lines((index) => `set address a ip-netmask 10.0.0.${index}`)],
  ["a group", (count) => `set address-group g static [ ${"a b ".repeat(count)}]\n`],
  ["groups in groups", lines((index) => `set address-group g${index} static g${index + 1}`)],
  [
    "application groups in groups",
    (count) =>
      `set rulebase security rules r application g0\n${lines((index) => `set application-group g${index} members g${index + 1}`)(count)}`,
  ],
  [
    "moves",
    (count) =>
      `${lines((index) => `set rulebase security rules r${index} action deny`)(count)}${lines((index) => `move rulebase security rules r${index} top`)(count)}`,
  ],
  [
    "deletions",
    (count) =>
      `${lines((index) => `set rulebase security rules r${index} action deny`)(count)}${lines((index) => `delete rulebase security rules r${index}`)(count)}`,
  ],
  ["words of one line", (count) => `set ${"a ".repeat(count)}\n`],
  ["open quotes", lines(() => 'set address a description "b')],
  ["open braces", lines(() => "a {")],
  ["words in braces", (count) => `a { ${"b ".repeat(count)}; }\n`],
  ["device groups", lines((index) => `set device-group g${index} parent-dg g${index + 1}`)],
  ["zones", lines((index) => `set zone z${index} network layer3 ethernet1/${index}`)],
  [
    "members",
    (count) =>
      `<config urldb="paloaltonetworks"><shared><address-group><entry name="g"><static>\n${lines((index) => `<member>a${index}</member>`)(count)}</static></entry></address-group></shared></config>\n`,
  ],
  [
    "templates",
    lines((index) => `set template t${index} config network interface ethernet ethernet1/1 layer3 ip 10.0.0.1`),
  ],
];

describe("work doubles when the text doubles", () => {
  it.each(texts)("%s", (_, write) => {
    const once = workOf(() => paloaltoPanos.parse(write(1000)));
    const twice = workOf(() => paloaltoPanos.parse(write(2000)));
    expect(twice / once).toBeLessThan(2.2);
  });
});

describe("rules of many levels", () => {
  it("are not repeated without end", () => {
    const shared = lines(
      (index) =>
        `set shared pre-rulebase security rules r${index} from any to any source any destination any application any service any action deny`,
    );
    const groups = lines((index) => `set device-group g${index} address a ip-netmask 10.0.0.1`);
    const { config, uncollected } = paloaltoPanos.parse(shared(1500) + groups(1000));
    expect(config.firewallPolicies.length).toBeLessThan(310_000);
    expect(uncollected?.some(({ why }) => why.includes("too many"))).toBe(true);
  });
});
