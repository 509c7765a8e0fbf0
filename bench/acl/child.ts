/**
 * One measurement in a process of its own: `node --expose-gc child.ts WHAT CASE SIZE LISTS`, prints one JSON object.
 * WHAT is "analyse" (whole analysis 1: unreachable entries with covering sets, witnesses and overlaps; once cold, then
 * warm on the same list made anew), "parse" (the base: the IOS parser on the text of the same lists), or "test"
 * (one packet against the list once it is loaded). Seconds are wall, `cpu` counts every thread of the process, and
 * memory is the highest resident size of the whole process, Node and the generated list included.
 */
import { prepare } from "../../src/acl/decide.ts";
import { ciscoIos } from "../../parsers/cisco-ios/cisco-ios.ts";
import { filterOf, foundIn } from "./analysis.ts";
import { cases, seed } from "./cases.ts";
import { iosText } from "./ios-text.ts";
import type { BenchList } from "./list.ts";
import { packetsOf } from "./packets.ts";

const [what = "", name = "", size = "", copies = "1"] = process.argv.slice(2);
const shape = cases.find((candidate) => candidate.name === name);
if (shape === undefined) throw new Error(`There is no case "${name}".`);
const make = () => Array.from({ length: Number(copies) }, (_, index) => shape.make(Number(size), seed + index));

const lists = make();
switch (what) {
  case "analyse":
    print(measureAnalysis(lists));
    break;
  case "parse":
    print(measureParse(lists));
    break;
  case "test":
    print(measureTest(lists));
    break;
  default:
    throw new Error(`"${what}" is not something to measure.`);
}

function measureAnalysis(all: readonly BenchList[]): object {
  const before = memory();
  collectGarbage();
  const cold = timed(() => analyse(all));
  const peak = memory();
  const warm: { readonly seconds: number; readonly cpu: number }[] = [];
  for (let run = 0; run < 5 && cold.cpu < 2; run += 1) {
    const again = make();
    collectGarbage();
    warm.push(timed(() => analyse(again)));
  }
  return {
    ...cold.result,
    seconds: cold.seconds,
    cpu: cold.cpu,
    warm: median(warm.map(({ seconds }) => seconds)),
    warmCpu: median(warm.map(({ cpu }) => cpu)),
    before,
    peak,
  };
}

function analyse(all: readonly BenchList[]): Readonly<Record<string, number>> {
  const sums = new Map<string, number>();
  for (const list of all) {
    for (const [kind, count] of Object.entries(foundIn(list))) sums.set(kind, (sums.get(kind) ?? 0) + count);
  }
  return Object.fromEntries(sums);
}

function measureParse(all: readonly BenchList[]): object {
  const texts = all.flatMap((list) => iosText(list) ?? []);
  if (texts.length < all.length) return { seconds: null };
  collectGarbage();
  const { seconds, cpu } = timed(() => texts.map((text) => ciscoIos.parse(text)));
  return { seconds, cpu };
}

function measureTest(all: readonly BenchList[]): object {
  const [list] = all;
  if (list === undefined) return {};
  const packets = packetsOf(list, 20_000, seed);
  const load = timed(() => prepare(filterOf(list)));
  const decider = load.result;
  const permitted = { count: 0 };
  const { seconds } = timed(() => {
    for (const packet of packets) if (decider.decide(packet)?.action === "permit") permitted.count += 1;
  });
  let slowest = 0;
  for (const packet of packets) slowest = Math.max(slowest, timed(() => decider.decide(packet)).seconds);
  return {
    load: load.seconds,
    mean: seconds / packets.length,
    slowest,
    permitted: permitted.count,
    packets: packets.length,
  };
}

/** What making the lists left behind is no part of what is measured. */
function collectGarbage(): void {
  if (globalThis.gc === undefined) throw new Error("Run this with --expose-gc.");
  globalThis.gc();
}

function timed<T>(work: () => T): { readonly result: T; readonly seconds: number; readonly cpu: number } {
  const used = process.cpuUsage();
  const start = performance.now();
  const result = work();
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(used);
  return { result, seconds, cpu: (user + system) / 1e6 };
}

/** Megabytes. */
function memory(): number {
  return process.resourceUsage().maxRSS / 1024;
}

function median(values: readonly number[]): number | null {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? null;
}

function print(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
