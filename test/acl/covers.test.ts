import { array, assert, integer, property, record, tuple } from "fast-check";
import { describe, expect, it } from "vitest";
import { coveredEntries, coveredPolicies } from "../../src/acl/covers.ts";
import { namedGroups } from "../../src/acl/named-groups.ts";
import type { AclEntry, AclSet, AddressGroup, FirewallPolicy, ServiceGroup } from "../../src/model/acl.ts";
import {
  anyAddress,
  anyService,
  type AddressMatch,
  type PortRange,
  type ServiceMatch,
} from "../../src/model/address.ts";

const noGroups = namedGroups({ addressGroups: [], serviceGroups: [] });

function entry(label: string, parts: Partial<AclEntry> = {}): AclEntry {
  return {
    label,
    action: "permit",
    source: anyAddress,
    destination: anyAddress,
    services: [anyService],
    serviceGroups: [],
    established: false,
    tcpFlags: null,
    fragments: null,
    dscp: null,
    timeRange: null,
    log: false,
    inactive: false,
    remarks: [],
    unresolved: [],
    at: [],
    ...parts,
  };
}

function acl(...entries: AclEntry[]): AclSet {
  return {
    name: "X",
    family: "ipv4",
    kind: "extended",
    entries,
    defaultAction: "deny",
    laterFragments: "like-whole-packets",
    at: [],
  };
}

function from(...include: AddressMatch[]): Partial<AclEntry> {
  return { source: { include, exclude: [] } };
}

function tcp(...ranges: PortRange[]): ServiceMatch {
  return {
    protocols: [6],
    sourcePorts: { kind: "any" },
    destinationPorts: ranges.length === 0 ? { kind: "any" } : { kind: "ranges", ranges },
    icmp: null,
  };
}

const prefix = (text: string): AddressMatch => ({ kind: "prefix", prefix: text });
const wildcard = (address: string, mask: string): AddressMatch => ({ kind: "wildcard", address, mask });
const range = (first: string, last: string): AddressMatch => ({ kind: "range", first, last });

function policy(name: string, parts: Partial<FirewallPolicy> = {}): FirewallPolicy {
  return {
    name,
    scope: null,
    fromZones: ["in"],
    toZones: ["out"],
    source: anyAddress,
    destination: anyAddress,
    services: [anyService],
    serviceGroups: [],
    applications: "any",
    users: "any",
    schedule: null,
    action: "permit",
    log: true,
    enabled: true,
    description: null,
    unresolved: [],
    at: [],
    ...parts,
  };
}

type Pair = readonly [name: string, earlier: Partial<AclEntry>, later: Partial<AclEntry>];

const coveredPairs: readonly Pair[] = [
  ["the same entry twice", {}, {}],
  ["a host in a network", from(prefix("192.0.2.0/24")), from(prefix("192.0.2.7/32"))],
  ["a host in one of two networks", from(prefix("10.0.0.0/8"), prefix("192.0.2.0/24")), from(prefix("192.0.2.7/32"))],
  [
    "a network over two adjacent ones",
    from(prefix("192.0.2.0/25"), prefix("192.0.2.128/25")),
    from(prefix("192.0.2.0/24")),
  ],
  ["a network in a range", from(range("192.0.2.0", "192.0.3.255")), from(prefix("192.0.3.0/24"))],
  ["a network under a wildcard of low bits", from(wildcard("192.0.2.0", "0.0.0.255")), from(prefix("192.0.2.0/28"))],
  ["an odd host under a wildcard with holes", from(wildcard("10.0.0.1", "0.255.255.0")), from(prefix("10.9.8.1/32"))],
  ["a wildcard under a wider one", from(wildcard("10.0.0.1", "0.255.255.0")), from(wildcard("10.0.5.1", "0.255.0.0"))],
  ["a wildcard with holes under a network", from(prefix("10.0.0.0/8")), from(wildcard("10.0.0.1", "0.255.255.0"))],
  ["an IPv6 host in a network", from(prefix("2001:db8::/32")), from(prefix("2001:db8::7/128"))],
  ["everything of IPv4 under any", {}, from(prefix("0.0.0.0/0"))],
  ["a port in a range", { services: [tcp([20, 25])] }, { services: [tcp([22, 22])] }],
  ["a port under all of TCP", { services: [tcp()] }, { services: [tcp([22, 22])] }],
  ["TCP under every protocol", {}, { services: [tcp()] }],
  ["established under TCP", { services: [tcp()] }, { services: [tcp()], established: true }],
  [
    "an ICMP type under ICMP",
    { services: [{ ...anyService, protocols: [1] }] },
    { services: [{ ...anyService, protocols: [1], icmp: [{ type: 8, code: 0 }] }] },
  ],
  [
    "a network outside what is left out",
    { source: { include: [{ kind: "any" }], exclude: [prefix("10.0.0.0/8")] } },
    from(prefix("192.0.2.0/24")),
  ],
  ["the same with another action", { action: "deny" }, { action: "permit" }],
  ["one that hands on, under one that does not", {}, { action: "next" }],
];

const freePairs: readonly Pair[] = [
  ["a network in a host", from(prefix("192.0.2.7/32")), from(prefix("192.0.2.0/24"))],
  [
    "a network over two that leave a gap",
    from(prefix("192.0.2.0/25"), prefix("192.0.2.192/26")),
    from(prefix("192.0.2.0/24")),
  ],
  [
    "an even host under a wildcard for odd ones",
    from(wildcard("10.0.0.1", "0.255.255.254")),
    from(prefix("10.9.8.2/32")),
  ],
  ["a network under a wildcard with holes", from(wildcard("10.0.0.1", "0.255.255.0")), from(prefix("10.0.0.0/30"))],
  ["IPv6 under IPv4", from({ kind: "any", family: 4 }), from({ kind: "any", family: 6 })],
  ["any under IPv4", from(prefix("0.0.0.0/0")), {}],
  ["all of TCP under a port", { services: [tcp([22, 22])] }, { services: [tcp()] }],
  ["UDP under TCP", { services: [tcp()] }, { services: [{ ...anyService, protocols: [17] }] }],
  ["TCP under established", { services: [tcp()], established: true }, { services: [tcp()] }],
  [
    "what was left out",
    { source: { include: [{ kind: "any" }], exclude: [prefix("10.0.0.0/8")] } },
    from(prefix("10.1.0.0/16")),
  ],
  ["anything under one that hands on", { action: "next" }, {}],
  ["anything under an inactive one", { inactive: true }, {}],
  ["other bits of DSCP", { dscp: [46] }, { dscp: [10] }],
  ["all packets under fragments", { fragments: ["later"] }, {}],
];

const unknownParts: readonly (readonly [name: string, parts: Partial<AclEntry>])[] = [
  ["a condition without a word", { unresolved: ["reflect X"] }],
  ["a time range", { timeRange: "NIGHT" }],
  ["an unresolved address", from({ kind: "unresolved", text: "example.com", why: "name" })],
  ["a group that is not there", from({ kind: "group", name: "MISSING" })],
  ["a service group that is not there", { services: [], serviceGroups: ["MISSING"] }],
  ["a port that nobody resolved", { services: [{ ...tcp(), destinationPorts: { kind: "unresolved", text: "odd" } }] }],
  ["no service at all", { services: [] }],
];

describe("an entry is covered by one earlier entry", () => {
  it.each(coveredPairs)("%s", (_, earlier, later) => {
    const list = acl(entry("1", earlier), entry("2", later));
    const found = coveredEntries(list, noGroups).covered.map((pair) => [pair.entry.label, pair.by.label]);
    expect(found).toEqual([["2", "1"]]);
  });
});

describe("an entry is not covered", () => {
  it.each(freePairs)("%s", (_, earlier, later) => {
    expect(coveredEntries(acl(entry("1", earlier), entry("2", later)), noGroups).covered).toEqual([]);
  });
});

describe("what cannot be told neither covers nor is covered, and is named", () => {
  it.each(unknownParts)("%s", (_, parts) => {
    const above = coveredEntries(acl(entry("1", parts), entry("2")), noGroups);
    const below = coveredEntries(acl(entry("1"), entry("2", parts)), noGroups);
    expect([above.covered, below.covered]).toEqual([[], []]);
    expect([above.uncompared, below.uncompared].map((found) => found.map(({ label }) => label))).toEqual([
      ["1"],
      ["2"],
    ]);
  });
});

describe("groups", () => {
  const addressGroups: AddressGroup[] = [
    { name: "NET", members: [prefix("192.0.2.0/24")], exclude: [], scope: null, at: [] },
    {
      name: "OUTER",
      members: [{ kind: "group", name: "NET" }, prefix("10.0.0.0/8")],
      exclude: [],
      scope: null,
      at: [],
    },
    { name: "LOOP", members: [{ kind: "group", name: "LOOP" }], exclude: [], scope: null, at: [] },
    { name: "TWICE", members: [prefix("10.0.0.0/8")], exclude: [], scope: "a", at: [] },
    { name: "TWICE", members: [prefix("10.0.0.0/16")], exclude: [], scope: "b", at: [] },
  ];
  const serviceGroups: ServiceGroup[] = [
    { name: "WEB", members: [tcp([80, 80]), tcp([443, 443])], groups: [], scope: null, unresolved: [], at: [] },
    { name: "ODD", members: [tcp([80, 80])], groups: [], scope: null, unresolved: ["x"], at: [] },
  ];
  const groups = namedGroups({ addressGroups, serviceGroups });

  it.each<readonly [string, Partial<AclEntry>, Partial<AclEntry>, boolean]>([
    ["a group within a group", from({ kind: "group", name: "OUTER" }), from(prefix("192.0.2.7/32")), true],
    ["a group in itself", from({ kind: "group", name: "LOOP" }), from(prefix("192.0.2.7/32")), false],
    ["a name of two scopes", from({ kind: "group", name: "TWICE" }), from(prefix("10.0.0.1/32")), false],
    ["a service group", { services: [], serviceGroups: ["WEB"] }, { services: [tcp([443, 443])] }, true],
    [
      "a service group of which a part is not known",
      { services: [], serviceGroups: ["ODD"] },
      { services: [tcp([80, 80])] },
      false,
    ],
  ])("%s", (_, earlier, later, covered) => {
    const found = coveredEntries(acl(entry("1", earlier), entry("2", later)), groups).covered;
    expect(found.length === 1).toBe(covered);
  });
});

describe("policies", () => {
  it.each<readonly [string, Partial<FirewallPolicy>, Partial<FirewallPolicy>, boolean]>([
    ["between the same zones", {}, { services: [tcp([22, 22])] }, true],
    ["between any zones", { fromZones: "any", toZones: "any" }, {}, true],
    ["between other zones", { toZones: ["dmz"] }, {}, false],
    ["of some users only", { users: ["staff"] }, {}, false],
    ["of some applications only", { applications: ["web"] }, {}, false],
    ["that is disabled", { enabled: false }, {}, false],
    ["at some times only", { schedule: "office" }, {}, false],
  ])("%s", (_, earlier, later, covered) => {
    expect(coveredPolicies([policy("1", earlier), policy("2", later)], noGroups).covered.length === 1).toBe(covered);
  });
});

interface World {
  readonly include: readonly AddressMatch[];
  readonly port: PortRange;
}

const smallAddress = tuple(integer({ min: 0, max: 15 }), integer({ min: 0, max: 15 })).map(([low, mask]) =>
  wildcard(`10.${low}.0.0`, `0.${mask}.255.255`),
);
const smallPorts = tuple(integer({ min: 0, max: 3 }), integer({ min: 0, max: 3 })).map(
  ([a, b]) => [Math.min(a, b), Math.max(a, b)] as const,
);
const smallWorld = record({ include: array(smallAddress, { minLength: 1, maxLength: 2 }), port: smallPorts });
const oneAddress = record({ include: array(smallAddress, { minLength: 1, maxLength: 1 }), port: smallPorts });

function packets({ include, port: [low, high] }: World): Set<string> {
  const hosts = Array.from({ length: 16 }, (_, host) => host).filter((host) =>
    include.some((match) => {
      if (match.kind !== "wildcard") return false;
      const mask = Number(match.mask.split(".")[1]);
      return ((Number(match.address.split(".")[1]) ^ host) & ~mask & 15) === 0;
    }),
  );
  const ports = [0, 1, 2, 3].filter((port) => low <= port && port <= high);
  return new Set(hosts.flatMap((host) => ports.map((port) => `${host}:${port}`)));
}

function partsOf({ include, port }: World): Partial<AclEntry> {
  return { source: { include, exclude: [] }, services: [tcp(port)] };
}

function isCalledCovered(one: World, two: World): boolean {
  return coveredEntries(acl(entry("1", partsOf(one)), entry("2", partsOf(two))), noGroups).covered.length === 1;
}

describe("against every packet of a small world", () => {
  it("calls nothing covered that lets a packet through", () => {
    const sound = property(smallWorld, smallWorld, (one, two) => {
      return !isCalledCovered(one, two) || packets(two).isSubsetOf(packets(one));
    });
    expect(() => assert(sound, { numRuns: 2000 })).not.toThrow();
  });

  it("misses nothing between single conditions", () => {
    const exact = property(oneAddress, oneAddress, (one, two) => {
      return isCalledCovered(one, two) === packets(two).isSubsetOf(packets(one));
    });
    expect(() => assert(exact, { numRuns: 2000 })).not.toThrow();
  });

  it("finds in a long list what it finds in each pair", () => {
    const lists = property(array(smallWorld, { minLength: 2, maxLength: 12 }), (worlds) => {
      const { covered } = coveredEntries(
        acl(...worlds.map((world, index) => entry(String(index), partsOf(world)))),
        noGroups,
      );
      const expected = worlds.flatMap((world, index) =>
        worlds.slice(0, index).some((earlier) => isCalledCovered(earlier, world)) ? [String(index)] : [],
      );
      return JSON.stringify(covered.map((pair) => pair.entry.label)) === JSON.stringify(expected);
    });
    expect(() => assert(lists, { numRuns: 500 })).not.toThrow();
  });
});
