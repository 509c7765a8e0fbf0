import { describe, expect, it } from "vitest";
import { concernedClauses } from "../../src/acl/concerned-clauses.ts";
import { prepare } from "../../src/acl/decide.ts";
import { filterOfAcl, filterOfPolicies, type Filter } from "../../src/acl/filter.ts";
import { packetsWhere } from "../../src/acl/packets-where.ts";
import type { AclEntry, FirewallPolicy } from "../../src/model/acl.ts";
import { packetAt } from "./brute-force.ts";
import { caseOf, filterOf, type Case } from "./judge-case.ts";

const groups = { addresses: new Map(), services: new Map() };

/** What permits the packets of a space and nothing else. */
function filterOfSpace(space: AclEntry | FirewallPolicy, family: "ipv4" | "ipv6"): Filter | null {
  if ("schedule" in space) return filterOfPolicies([{ ...space, action: "permit" }], groups, "space");
  const rest = { kind: "", at: [], defaultAction: "deny", laterFragments: "like-whole-packets" } as const;
  // Half of them leave later fragments out, as assertions of ports do.
  const fragments = space.dscp === null ? (["none", "first"] as const) : space.fragments;
  return filterOfAcl({ ...rest, name: "space", family, entries: [{ ...space, fragments, action: "permit" }] }, groups);
}

const most = 2_000;

/** Where the list without the clauses that are not concerned answers otherwise about packets of the space. */
function faultsOf({ universe, first, spaces: [space] }: Case): {
  readonly left: number;
  readonly faults: readonly string[];
} {
  const whole = filterOf(first, "whole");
  const asked = space === undefined ? null : filterOfSpace(space, universe.parts[0]?.family === 6 ? "ipv6" : "ipv4");
  const within = asked?.clauses.map(({ conditions }) => conditions) ?? [];
  const concerned = concernedClauses(whole, within);
  const [one, other, inside] = [prepare(whole), prepare(concerned), asked === null ? null : prepare(asked)];
  const faults: string[] = [];
  for (let at = 0; at < universe.count; at += Math.max(1, Math.floor(universe.count / most))) {
    const packet = packetAt(universe, at);
    if (inside?.decide(packet)?.action !== "permit") continue;
    const [expected, seen] = [one?.decide(packet), other?.decide(packet)];
    if (expected?.action !== seen?.action || expected?.clause?.entry !== seen?.clause?.entry)
      faults.push(`${JSON.stringify(packet)} is ${String(seen?.action)}, not ${String(expected?.action)}`);
  }
  for (const action of ["permit", "deny"] as const) {
    const answers = [whole, concerned].map((filter) => packetsWhere([{ filter, action }], within));
    const [expected, seen] = answers.map(({ regions, uncertain }) => `${regions.length > 0} ${uncertain.length > 0}`);
    if (expected !== seen) faults.push(`${action}: ${String(seen)}, not ${String(expected)}`);
  }
  return { left: whole.clauses.length - concerned.clauses.length, faults };
}

function asksPorts({ spaces: [space] }: Case): boolean {
  const services = space?.services ?? [];
  return services.length > 0 && services.every(({ destinationPorts }) => destinationPorts.kind === "ranges");
}

const cases = Array.from({ length: 8_000 }, (_, seed) => caseOf(seed)).filter(({ spaces }) => spaces.length > 0);
const chosen = [...cases.slice(0, 300), ...cases.slice(300).filter(asksPorts).slice(0, 300)];
const batches = Array.from(
  { length: 10 },
  (_, number) => [number, chosen.filter((_case, at) => at % 10 === number)] as const,
);

describe("a list without the clauses that a question does not concern answers it alike", () => {
  it.each(batches)("batch %i", (_, batch) => {
    const found = batch.map((test) => ({ seed: test.seed, ...faultsOf(test) }));
    expect(found.filter(({ faults }) => faults.length > 0).slice(0, 1)).toEqual([]);
    expect(found.reduce((sum, { left }) => sum + left, 0)).toBeGreaterThan(10);
  });
});
