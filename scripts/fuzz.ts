/**
 * Parsers and rules against broken text: lines of fixtures, and of the corpus where it is here, cut, doubled, swapped
 * and mixed with random bytes. A parser must not throw, its lines must add up, and no rule may break on its model.
 * `npm run fuzz -- --runs 5000 --seed 7`; the same seed gives the same texts.
 */
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { auditDevice } from "../src/audit/audit-device.ts";
import { decodeText } from "../src/intake/decode-text.ts";
import { packageRoot } from "../src/package-root.ts";
import { rules } from "../src/rules/index.ts";
import { parsers } from "../parsers/index.ts";

const { values } = parseArgs({
  options: { runs: { type: "string", default: "2000" }, seed: { type: "string", default: "1" } },
});
const runs = Number(values.runs);
const random = randomFrom(Number(values.seed));
const texts = readTexts();
let failures = 0;

type Mutation = (lines: string[], at: number) => void;

const mutations: readonly Mutation[] = [
  (lines, at) => lines.splice(at, 1 + Math.floor(random() * 5)),
  (lines, at) => lines.splice(at, 0, ...lines.slice(at, at + 1 + Math.floor(random() * 5))),
  (lines, at) => (lines[at] = (lines[at] ?? "").slice(0, Math.floor(random() * 40))),
  (lines, at) => (lines[at] = ` ${lines[at] ?? ""}`),
  (lines, at) => (lines[at] = (lines[at] ?? "").trimStart()),
  (lines, at) => (lines[at] = `${lines[at] ?? ""} ${randomText(20)}`),
  (lines, at) => (lines[at] = randomText(60)),
  (lines, at) =>
    (lines[at] = (lines[at] ?? "")
      .split(" ")
      .toSorted(() => random() - 0.5)
      .join(" ")),
  (lines, at) => (lines[at] = (lines[at] ?? "").replaceAll(/\d+/g, () => String(Math.floor(random() * 2 ** 33)))),
  (lines, at) => lines.splice(at, 0, pick(pick(texts).text.split("\n"))),
  (lines, at) =>
    lines.splice(
      at,
      0,
      pick([
        "{",
        "}",
        "end",
        "next",
        "edit 1",
        "config x",
        "exit",
        "!",
        '"',
        "^C",
        "]",
        "[",
        "*/",
        "/*",
        "</a>",
        "<a>",
        "no",
        "set",
        "banner motd #",
      ]),
    ),
  (lines, at) => lines.splice(at),
];

for (let run = 1; run <= runs; run += 1) {
  const { os, text: whole } = pick(texts);
  const text = mutate(whole);
  const decoded = decodeText(Buffer.from(text, random() < 0.9 ? "utf8" : "latin1"));
  if (!decoded.ok) continue;
  // Its own language, and one that it is not of.
  const own = parsers.filter(({ id }) => id === os);
  for (const parser of new Set([...own, pick(parsers)])) {
    const fault = faultOf(parser, decoded.text);
    if (fault === null) continue;
    failures += 1;
    process.stderr.write(`run ${run}, seed ${values.seed}, ${parser.id}: ${fault}\n`);
  }
}
process.stdout.write(
  `${runs} mutated texts from ${texts.length} files, each through its own parser and another of ${parsers.length}, and ${rules.length} rules: ${failures} faults (seed ${values.seed})\n`,
);
if (failures > 0) process.exitCode = 1;

function faultOf(parser: (typeof parsers)[number], text: string): string | null {
  try {
    parser.recognise(text);
    const parsed = parser.parse(text);
    const { lines, read, skipped, unread } = parsed.coverage;
    if (read + skipped + unread !== lines || unread !== parsed.unread.length) return "lines do not add up";
    const broken = auditDevice(parsed, rules, "fuzz").verdicts.find(({ message }) =>
      message.startsWith("The rule broke"),
    );
    return broken === undefined ? null : `rule ${broken.rule} broke: ${broken.message}`;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

interface Text {
  /** The language, by the folder. */
  readonly os: string;
  readonly text: string;
}

function readTexts(): Text[] {
  const corpus = join(packageRoot, "..", "shared", "corpus");
  const own = globSync("test/parsers/*/*.cfg", { cwd: packageRoot }).map((file) => ({
    os: file.split("/").at(-2) ?? "",
    file: join(packageRoot, file),
  }));
  if (!existsSync(corpus)) process.stdout.write("The corpus (../shared/corpus) is not here: fixtures only.\n");
  const real = parsers.flatMap(({ id }) =>
    globSync(`${id}/**/*`, { cwd: corpus, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => ({ os: id, file: join(entry.parentPath, entry.name) })),
  );
  return [...own, ...real]
    .toSorted((a, b) => (a.file < b.file ? -1 : 1))
    .map(({ os, file }) => ({ os, text: readFileSync(file, "utf8").slice(0, 200_000) }));
}

function mutate(text: string): string {
  const lines = text.split("\n");
  const changes = 1 + Math.floor(random() * 8);
  for (let change = 0; change < changes; change += 1) {
    const at = Math.floor(random() * lines.length);
    pick(mutations)(lines, at);
  }
  return lines.join(random() < 0.1 ? "\r\n" : "\n");
}

function randomText(length: number): string {
  return Array.from({ length: Math.floor(random() * length) }, () =>
    String.fromCharCode(random() < 0.9 ? 32 + Math.floor(random() * 95) : Math.floor(random() * 0x2ff)),
  ).join("");
}

function pick<T>(from: readonly T[]): T {
  const picked = from[Math.floor(random() * from.length)];
  if (picked === undefined) throw new Error("There is nothing to pick from.");
  return picked;
}

/** mulberry32: small, seeded, good enough to choose mutations. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
