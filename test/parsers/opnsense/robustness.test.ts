import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { assert, constantFrom, nat, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { opnsense, pfsense } from "../../../parsers/opnsense/opnsense.ts";
import { workOf } from "../work-of.ts";

const both = [
  ["opnsense", opnsense],
  ["pfsense", pfsense],
] as const;

const pieces = ["<", ">", "/", "</rule>", "<rule>", "<not/>", "!", "-", ":", "\n", "0", "any", "<![CDATA[", "]]>", "&"];

describe("a text with something put in or taken out", () => {
  it.each(both)("%s: nothing is thrown and every line is counted", (os, parser) => {
    const folder = join(import.meta.dirname, "..", os);
    const texts = globSync("*.cfg", { cwd: folder }).map((file) => readFileSync(join(folder, file), "utf8"));
    assert(
      property(constantFrom(...texts), nat(), nat(30), constantFrom(...pieces), (text, at, length, piece) => {
        const start = at % (text.length + 1);
        const { coverage } = parser.parse(text.slice(0, start) + piece + text.slice(start + length));
        expect(coverage.read + coverage.skipped + coverage.unread).toBe(coverage.lines);
      }),
      { numRuns: 300 },
    );
  });
});

const many = (count: number, one: (index: number) => string): string =>
  Array.from({ length: count }, (_, i) => one(i)).join("\n");

const growing: readonly (readonly [string, (os: string, count: number) => string])[] = [
  [
    "rules",
    (os, count) =>
      `<${os}><interfaces><lan><enable/></lan></interfaces><filter>\n${many(count, (i) => `<rule><type>pass</type><interface>lan</interface><source><network>lan</network></source><destination><address>A${i % 7}</address></destination></rule>`)}\n</filter></${os}>`,
  ],
  [
    "rules that are not quick",
    (os, count) =>
      `<${os}><filter>\n${many(count, () => "<rule><type>block</type><floating>yes</floating><quick>0</quick><source><any/></source><destination><any/></destination></rule>")}\n</filter></${os}>`,
  ],
  [
    "aliases",
    (os, count) =>
      `<${os}><aliases>\n${many(count, (i) => `<alias><name>A${i}</name><type>host</type><address>A${i + 1} 192.0.2.1</address></alias>`)}\n</aliases></${os}>`,
  ],
  [
    "content of an alias",
    (os, count) =>
      `<${os}><aliases><alias><name>A</name><type>host</type><address>${"192.0.2.1 ".repeat(count)}</address></alias></aliases></${os}>`,
  ],
  [
    "users",
    (os, count) =>
      `<${os}><system>\n${many(count, (i) => `<user><name>u${i}</name><password>x</password></user>`)}\n</system></${os}>`,
  ],
  ["elements on one line", (os, count) => `<${os}>${"<password>x</password>".repeat(count)}</${os}>`],
  ["comments that never end", (os, count) => `<${os}>${"<!-- ".repeat(count)}`],
  ["elements that never end", (os, count) => `<${os}>${"<password>".repeat(count)}`],
  ["unknown elements", (os, count) => `<${os}>\n${many(count, (i) => `<x${i}/>`)}\n</${os}>`],
];

describe("work doubles when the text doubles", () => {
  it.each(both.flatMap(([os, parser]) => growing.map(([name, text]) => [`${os}: ${name}`, os, parser, text] as const)))(
    "%s",
    (_, os, parser, text) => {
      const once = workOf(() => parser.parse(text(os, 500)));
      const twice = workOf(() => parser.parse(text(os, 1000)));
      expect(twice / once).toBeLessThan(2.2);
    },
  );
});
