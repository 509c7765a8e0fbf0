import { describe, expect, it } from "vitest";
import { filterOf } from "../../bench/acl/analysis.ts";
import { cases } from "../../bench/acl/cases.ts";
import type { BenchList } from "../../bench/acl/list.ts";
import { packetsOf } from "../../bench/acl/packets.ts";
import { prepare } from "../../src/acl/decide.ts";
import { minimise } from "../../src/acl/minimise.ts";
import { namedGroups } from "../../src/acl/named-groups.ts";
import { packetsWhere } from "../../src/acl/packets-where.ts";
import { anyPacket } from "../../src/acl/sets/conditions.ts";
import type { Packet } from "../../src/acl/sets/packet.ts";
import { unreachable } from "../../src/acl/unreachable.ts";
import type { AclEntry } from "../../src/model/acl.ts";
import { blockHolds } from "./block-holds.ts";
import { matchEntry, walkAcl } from "./walk.ts";

/** Lists too long to enumerate their packets, of every kind that is measured: some packets are walked through them. */
const lists = cases.map(({ name, quick, make }) => [name, make(quick, 7)] as const);
const shorter = cases.map(({ name, quick, make }) => [name, make(Math.ceil(quick / 3), 7)] as const);
const packets = 120;
const noNames = { fromZones: [], toZones: [], applications: [], users: [] };

function judgeOf({ acl, addressGroups, serviceGroups }: BenchList) {
  const groups = namedGroups({ addressGroups, serviceGroups });
  return {
    walk: (packet: Packet) => walkAcl(acl, groups, packet),
    matches: (entry: AclEntry, packet: Packet) => matchEntry(entry, acl.laterFragments, groups, packet) === "yes",
    entryOf: (entry: unknown) => acl.entries.find((own) => own === entry),
  };
}

describe("long lists, by some of their packets", () => {
  it.each(lists)("%s: each is decided as the walk decides it", (_, list) => {
    const { walk } = judgeOf(list);
    const prepared = prepare(filterOf(list));
    const asked = packetsOf(list, packets, 11);
    const said = asked
      .map((packet) => prepared?.decide(packet))
      .map((decision) => [decision?.action, decision?.clause?.label]);
    expect(said).toEqual(asked.map(walk).map(({ action, decider }) => [action, decider?.label]));
  });

  it.each(lists)("%s: none gets to an unreachable entry, and its cover takes them all", (_, list) => {
    const { walk, matches, entryOf } = judgeOf(list);
    const found = unreachable(filterOf(list));
    const asked = packetsOf(list, packets, 13);
    const reached = new Set(asked.map((packet) => walk(packet).decider));
    expect(found.unreachable.filter(({ clause }) => reached.has(entryOf(clause.entry) ?? null))).toEqual([]);
    const missed = found.unreachable.filter(({ clause, coveredBy }) => {
      const [entry, cover] = [entryOf(clause.entry), coveredBy.map((by) => entryOf(by.entry))];
      return asked.some(
        (packet) =>
          entry !== undefined && matches(entry, packet) && !cover.some((by) => by !== undefined && matches(by, packet)),
      );
    });
    expect(missed).toEqual([]);
  });

  it.each(lists)("%s: witnesses are decided otherwise, by whom it is said", (_, list) => {
    const { walk, matches, entryOf } = judgeOf(list);
    const found = unreachable(filterOf(list));
    const claims = [
      ...found.overlaps.map(({ clause, by, witness }) => ({ clause, by, witness })),
      ...found.unreachable.map(({ clause, decidedBy, witness }) => ({ clause, by: decidedBy, witness })),
    ];
    const wrong = claims.filter(({ clause, by, witness }) => {
      if (witness === null) return false;
      const entry = entryOf(clause.entry);
      const walked = walk(witness);
      return (
        entry === undefined ||
        !matches(entry, witness) ||
        walked.decider !== by?.entry ||
        walked.action === entry.action
      );
    });
    expect(wrong).toEqual([]);
  });

  it.each(lists)("%s: regions hold what is permitted, once", (_, list) => {
    const { walk } = judgeOf(list);
    const answer = packetsWhere([{ filter: filterOf(list), action: "permit" }], [anyPacket], {
      work: 3_000_000,
      limit: 300,
    });
    const wrong = packetsOf(list, packets / 4, 17).filter((packet) => {
      const regions = answer.regions.filter(({ block }) => blockHolds(block, packet, noNames));
      const { action, decider } = walk(packet);
      if (regions.length > 1) return true;
      const [region] = regions;
      if (region === undefined) return answer.complete && action === "permit";
      return action !== "permit" || (region.deciders[0]?.entry ?? null) !== decider;
    });
    expect(wrong).toEqual([]);
  });

  it.each(shorter)("%s: the smaller list decides them alike", (_, list) => {
    const { walk } = judgeOf(list);
    const smaller = prepare(minimise(filterOf(list)).filter);
    const asked = packetsOf(list, packets, 19);
    expect(asked.map((packet) => smaller?.decide(packet)?.action)).toEqual(asked.map((packet) => walk(packet).action));
  });
});
