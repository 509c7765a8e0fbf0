import type { Conditions } from "../../src/acl/sets/conditions.ts";
import type { Filter } from "../../src/acl/filter.ts";
import { packetsWhere, type Answer, type Region } from "../../src/acl/packets-where.ts";
import type { Packet } from "../../src/acl/sets/packet.ts";
import { placesOf, type Places } from "./block-places.ts";
import { blockHolds, type KnownNames } from "./block-holds.ts";
import { fateOf, mostEntries, packetAt, type Table } from "./brute-force.ts";
import { walkList } from "./judge-reachability.ts";
import { judgeTexts } from "./judge-texts.ts";
import type { RandomList } from "./random-lists.ts";
import type { Universe } from "./universe.ts";

/** One filter of a question, with what is true of it. */
export interface AskedList {
  readonly list: RandomList;
  readonly filter: Filter;
  readonly table: Table;
  readonly action: "permit" | "deny";
}

/** What a question is limited to: conditions, and for each packet whether it meets one of them. */
export interface Within {
  readonly conditions: readonly Conditions[];
  readonly holds: (packet: number) => boolean;
  readonly holdsPacket: (packet: Packet) => boolean;
}

/** What `packetsWhere` says against the enumeration, and if thorough what is written of it or said when it stops early. */
export function* judgeRegions(
  universe: Universe,
  asked: readonly AskedList[],
  within: Within,
  names: KnownNames,
  thorough: boolean,
): Generator<string> {
  const answer = packetsWhere(asked, within.conditions);
  if (!answer.complete) {
    yield "open: incomplete";
    return;
  }
  const certain = placesOf(
    universe,
    answer.regions.map(({ block }) => block),
    names,
  );
  const open = placesOf(
    universe,
    answer.uncertain.map(({ block }) => block),
    names,
  );
  const merged = placesOf(universe, answer.blocks(), names);
  let faults = 0;
  for (let packet = 0; packet < universe.count && faults < 3; packet += 1) {
    for (const fault of judgePacket(asked, within, answer, packet, [certain, open, merged])) {
      faults += 1;
      yield `${fault}: ${JSON.stringify(packetAt(universe, packet))}`;
    }
  }
  for (const region of answer.regions) yield* judgeWitness(asked, within, region, names, true);
  const [only, other] = asked;
  if (thorough && only !== undefined && other === undefined) {
    for (const region of answer.regions.slice(0, 2)) yield* judgeTexts(universe, only.filter, region);
  }
  if (thorough) yield* judgeBounded(asked, within, answer);
  for (const region of answer.uncertain) {
    yield* judgeWitness(asked, within, region, names, false);
    if (region.why.length === 0) yield "uncertain without a reason";
  }
}

/** What is said when asked to stop early: a part of the same, and that it is one. */
function* judgeBounded(asked: readonly AskedList[], within: Within, answer: Answer): Generator<string> {
  const first = packetsWhere(asked, within.conditions, { first: true });
  const some = answer.regions.length > 0;
  if (first.regions.length > 0 !== some)
    yield `${String(first.regions.length)} first regions of ${String(answer.regions.length)}`;
  if (!some && (!first.complete || first.uncertain.length !== answer.uncertain.length))
    yield "not the same without a first";
  const limit = Math.floor(answer.regions.length / 2);
  const few = packetsWhere(asked, within.conditions, { limit });
  if (some && (few.complete || few.regions.length > limit))
    yield `${String(few.regions.length)} regions of at most ${String(limit)}`;
  const all = new Set(answer.regions.map(({ block }) => JSON.stringify(block)));
  if (![...first.regions, ...few.regions].every(({ block }) => all.has(JSON.stringify(block))))
    yield "other regions when bounded";
}

function* judgePacket(
  asked: readonly AskedList[],
  within: Within,
  answer: Answer,
  packet: number,
  [certain, open, merged]: readonly [Places, Places, Places],
): Generator<string> {
  const inside = within.holds(packet);
  const fates = asked.map(({ table }) => fateOf(table, packet));
  const sure = inside && fates.every(({ action }, at) => action === asked[at]?.action);
  const may = inside && fates.every(({ action }, at) => action === "unknown" || action === asked[at]?.action);
  const regions = certain(packet);
  const uncertain = open(packet);
  if (regions.length !== (sure ? 1 : 0)) yield `in ${String(regions.length)} regions, certain is ${String(sure)}`;
  if (uncertain.length !== (may && !sure ? 1 : 0)) {
    yield `in ${String(uncertain.length)} uncertain regions, possible is ${String(may && !sure)}`;
  }
  if (merged(packet).length !== (sure ? 1 : 0)) yield `in ${String(merged(packet).length)} merged blocks`;
  for (const number of regions) {
    for (const [at, { table, filter }] of asked.entries()) {
      const decider = answer.regions[number]?.deciders[at];
      const expected = table.entries[fates[at]?.decider ?? -1] ?? null;
      if (decider === undefined || (decider?.entry ?? null) !== expected) {
        yield `"${filter.name}" decides by ${decider?.label ?? "default"}`;
      }
    }
  }
  for (const number of uncertain) {
    for (const [at, { table, action }] of asked.entries()) {
      const decider = answer.uncertain[number]?.deciders[at];
      const place = decider ? table.entries.indexOf(decider.entry) : table.entries.length;
      const before = (table.permits | table.denies) & ((1 << Math.min(place, mostEntries)) - 1);
      const taken = (table.yes[packet] ?? 0) & before;
      const matches = decider ? ((table.possible[packet] ?? 0) >> place) & 1 : 1;
      const acts = decider ? decider.action : table.defaultAction;
      if (decider === undefined || taken !== 0 || matches === 0 || acts !== action) yield "may not be decided so";
    }
  }
}

function* judgeWitness(
  asked: readonly AskedList[],
  within: Within,
  { block, deciders, witness }: Region,
  names: KnownNames,
  certain: boolean,
): Generator<string> {
  const text = `witness ${JSON.stringify(witness)}`;
  if (!blockHolds(block, witness, names)) yield `${text} is not in its block ${JSON.stringify(block)}`;
  if (!within.holdsPacket(witness)) yield `${text} is not within what was asked`;
  for (const [at, { list, action }] of asked.entries()) {
    const walked = walkList(list, witness);
    if (certain && walked.action !== action) yield `${text} is ${walked.action}`;
    if (certain && walked.decider !== (deciders[at]?.entry ?? null)) yield `${text} is decided by another`;
    if (!certain && walked.action !== "unknown" && walked.action !== action) yield `${text} cannot be ${action}`;
  }
}
