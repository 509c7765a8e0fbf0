import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ParseResult } from "../../../parsers/parser.ts";
import { ubiquitiEdgeos, vyos } from "../../../parsers/vyos/vyos.ts";

const seeds = [vyos, ubiquitiEdgeos].flatMap(({ id }) => {
  const folder = join(import.meta.dirname, "..", id);
  return globSync("*.cfg", { cwd: folder }).map((file) => readFileSync(join(folder, file), "utf8"));
});

function addsUp({ coverage, unread, secrets }: ParseResult, text: string): boolean {
  const lines = text === "" ? [] : text.replace(/\n$/, "").split("\n");
  const { read, skipped } = coverage;
  const within = secrets.every(({ line, start, end }) => start < end && end <= (lines[line - 1] ?? "").length);
  return (
    within &&
    coverage.lines === lines.length &&
    read + skipped + coverage.unread === lines.length &&
    unread.length === coverage.unread
  );
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
    " {",
    "}",
    '"',
    "'",
    "/*",
    "*/",
    "//",
    "set ",
    "delete ",
    "!",
    "\\",
    "set firewall name A rule 1 action jump",
    "constructor {",
    "__proto__ x",
    "set firewall name toString rule 1 source group constructor x",
  ),
  fc.string({ maxLength: 12 }).map((text) => text.replaceAll(/[\r\n]/g, " ")),
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
        fc.property(mutated, (text) => addsUp(vyos.parse(text), text) && addsUp(ubiquitiEdgeos.parse(text), text)),
        { numRuns: 300 },
      ),
    ).not.toThrow();
  });

  it("adds up and does not throw, random", () => {
    expect(() =>
      fc.assert(
        fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 60 }), (pieces) => {
          const text = pieces.join(" ").replaceAll("\r", "");
          return addsUp(vyos.parse(text), text);
        }),
        { numRuns: 300 },
      ),
    ).not.toThrow();
  });

  it("is recognised between 0 and 1", () => {
    expect(() =>
      fc.assert(
        fc.property(mutated, (text) => {
          const sure = vyos.recognise(text);
          return sure >= 0 && sure <= 1;
        }),
        { numRuns: 100 },
      ),
    ).not.toThrow();
  });
});
