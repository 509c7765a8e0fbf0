import { describe, expect, it } from "vitest";
import { namedGroups } from "../../src/acl/named-groups.ts";
import type { Packet } from "../../src/acl/sets/packet.ts";
import { askingNothing, type AclEntry, type AclSet, type FirewallPolicy } from "../../src/model/acl.ts";
import { anyAddress, anyPort, anyService, type AddressMatch, type ServiceMatch } from "../../src/model/address.ts";
import { addressText } from "./address-cells.ts";
import { fateOf, packetAt, tableOf } from "./brute-force.ts";
import { randomFrom } from "./random.ts";
import { randomList } from "./random-lists.ts";
import { packetsOf, universeOf } from "./universe.ts";
import { shapes } from "./shapes.ts";
import { readAddress } from "./walk-fields.ts";
import { matchEntry, matchPolicy, walkAcl, walkPolicies } from "./walk.ts";

const entry: AclEntry = {
  label: "10",
  action: "permit",
  ...askingNothing,
  at: [],
};

const policy: FirewallPolicy = {
  name: "p1",
  scope: null,
  fromZones: "any",
  toZones: "any",
  source: anyAddress,
  destination: anyAddress,
  services: [anyService],
  serviceGroups: [],
  applications: "any",
  users: "any",
  schedule: null,
  action: "permit",
  log: false,
  enabled: true,
  description: null,
  unresolved: [],
  at: [],
};

const syn: Packet = {
  family: 4,
  source: "192.0.2.5",
  destination: "198.51.100.7",
  protocol: 6,
  sourcePort: 1024,
  destinationPort: 22,
  icmp: null,
  tcpFlags: 2,
  fragment: "none",
  dscp: 0,
  fromZone: null,
  toZone: null,
  application: null,
  user: null,
};
const noHeader = { sourcePort: null, destinationPort: null, icmp: null, tcpFlags: null } as const;
const echo: Packet = { ...syn, ...noHeader, protocol: 1, icmp: { type: 8, code: 0 } };
const ospf: Packet = { ...syn, ...noHeader, protocol: 89 };
const v6: Packet = { ...syn, family: 6, source: "2001:db8::5", destination: "2001:db8:1::7" };
const rest: Packet = { ...syn, fragment: "later" };

const groups = namedGroups({
  addressGroups: [
    {
      name: "lab",
      members: [{ kind: "prefix", prefix: "192.0.2.0/24" }],
      exclude: [{ kind: "prefix", prefix: "192.0.2.5/32" }],
      scope: null,
      at: [],
    },
    {
      name: "outer",
      members: [
        { kind: "group", name: "lab" },
        { kind: "prefix", prefix: "192.0.2.5" },
      ],
      exclude: [],
      scope: null,
      at: [],
    },
    {
      name: "loop",
      members: [
        { kind: "prefix", prefix: "192.0.2.5/32" },
        { kind: "group", name: "loop" },
      ],
      exclude: [],
      scope: null,
      at: [],
    },
    { name: "only loop", members: [{ kind: "group", name: "only loop" }], exclude: [], scope: null, at: [] },
    { name: "empty", members: [], exclude: [], scope: null, at: [] },
    { name: "twice", members: [], exclude: [], scope: "vd1", at: [] },
    { name: "twice", members: [], exclude: [], scope: "vd2", at: [] },
  ],
  serviceGroups: [
    { name: "ssh", members: [ports([22, 22])], groups: [], scope: null, unresolved: [], at: [] },
    { name: "nothing", members: [], groups: [], scope: null, unresolved: [], at: [] },
    { name: "partly", members: [ports([80, 80])], groups: ["ssh"], scope: null, unresolved: ["svc-x"], at: [] },
    { name: "open", members: [ports([80, 80])], groups: [], scope: null, unresolved: ["svc-x"], at: [] },
  ],
});

function from(...include: AddressMatch[]): Pick<AclEntry, "source"> {
  return { source: { include, exclude: [] } };
}

function ports(range: readonly [number, number], protocols: ServiceMatch["protocols"] = [6]): ServiceMatch {
  return { protocols, sourcePorts: anyPort, destinationPorts: { kind: "ranges", ranges: [range] }, icmp: null };
}

function icmp(type: number, code: number | null, protocols: ServiceMatch["protocols"] = "any"): ServiceMatch {
  return { protocols, sourcePorts: anyPort, destinationPorts: anyPort, icmp: [{ type, code }] };
}

const tcp: ServiceMatch = { ...anyService, protocols: [6] };

describe("one entry and one packet", () => {
  it.each<[string, "yes" | "no" | "maybe", Partial<AclEntry>, Packet]>([
    ["no condition", "yes", {}, syn],
    ["any of the other family", "no", from({ kind: "any", family: 6 }), syn],
    ["a prefix", "yes", from({ kind: "prefix", prefix: "192.0.2.4/31" }), syn],
    ["the prefix beside it", "no", from({ kind: "prefix", prefix: "192.0.2.6/31" }), syn],
    ["/0", "yes", from({ kind: "prefix", prefix: "0.0.0.0/0" }), syn],
    ["/0 of the other family", "no", from({ kind: "prefix", prefix: "::/0" }), syn],
    ["::/0", "yes", from({ kind: "prefix", prefix: "::/0" }), v6],
    ["a prefix nobody can read", "maybe", from({ kind: "prefix", prefix: "192.0.2.0/33" }), syn],
    ["a range up to it", "yes", from({ kind: "range", first: "0.0.0.0", last: "192.0.2.5" }), syn],
    ["a range after it", "no", from({ kind: "range", first: "192.0.2.6", last: "255.255.255.255" }), syn],
    ["a range the wrong way round", "maybe", from({ kind: "range", first: "192.0.2.9", last: "192.0.2.1" }), syn],
    ["a wildcard", "yes", from({ kind: "wildcard", address: "10.0.2.5", mask: "255.255.0.0" }), syn],
    ["a wildcard on another bit", "no", from({ kind: "wildcard", address: "10.0.2.4", mask: "255.255.0.0" }), syn],
    [
      "a wildcard that ignores all",
      "yes",
      from({ kind: "wildcard", address: "1.2.3.4", mask: "255.255.255.255" }),
      syn,
    ],
    [
      "an excluded address",
      "no",
      { source: { include: [{ kind: "any" }], exclude: [{ kind: "prefix", prefix: "192.0.2.5/32" }] } },
      syn,
    ],
    [
      "an unresolved exclusion",
      "maybe",
      { source: { include: [{ kind: "any" }], exclude: [{ kind: "group", name: "absent" }] } },
      syn,
    ],
    ["nothing included", "no", from(), syn],
    ["a group that excludes it", "no", from({ kind: "group", name: "lab" }), syn],
    ["a group of that group and it", "yes", from({ kind: "group", name: "outer" }), syn],
    ["a group within itself that has it", "yes", from({ kind: "group", name: "loop" }), syn],
    ["a group of itself", "maybe", from({ kind: "group", name: "only loop" }), syn],
    ["an empty group", "no", from({ kind: "group", name: "empty" }), syn],
    ["an absent group", "maybe", from({ kind: "group", name: "absent" }), syn],
    ["a group that is there twice", "maybe", from({ kind: "group", name: "twice" }), syn],
    ["no service at all", "maybe", { services: [] }, syn],
    ["a port", "yes", { services: [ports([22, 22])] }, syn],
    ["another port", "no", { services: [ports([23, 65_535])] }, syn],
    ["ports of any protocol", "yes", { services: [ports([0, 65_535], "any")] }, syn],
    ["ports of any protocol, and ICMP", "no", { services: [ports([0, 65_535], "any")] }, echo],
    ["ports of ICMP", "no", { services: [ports([0, 65_535], [1])] }, echo],
    [
      "unresolved ports of another protocol",
      "no",
      { services: [{ ...tcp, destinationPorts: { kind: "unresolved", text: "x" } }] },
      ospf,
    ],
    ["an absent service group, and flags", "no", { services: [], serviceGroups: ["absent"], tcpFlags: [] }, syn],
    ["an absent service group", "maybe", { services: [], serviceGroups: ["absent"] }, syn],
    [
      "a group in a port's place",
      "maybe",
      { services: [{ ...tcp, destinationPorts: { kind: "group", name: "ssh" } }] },
      syn,
    ],
    ["unresolved ports", "maybe", { services: [{ ...tcp, destinationPorts: { kind: "unresolved", text: "x" } }] }, syn],
    ["ICMP type", "yes", { services: [icmp(8, null)] }, echo],
    ["ICMP code", "no", { services: [icmp(8, 1)] }, echo],
    ["ICMP of the other family", "no", { services: [icmp(8, null, [58])] }, { ...ospf, protocol: 58 }],
    ["ICMP with ports", "no", { services: [{ ...ports([0, 65_535], "any"), icmp: [{ type: 8, code: null }] }] }, echo],
    ["no ICMP type at all", "no", { services: [{ ...anyService, icmp: [] }] }, echo],
    ["a service group", "yes", { services: [], serviceGroups: ["ssh"] }, syn],
    ["an empty service group", "no", { services: [], serviceGroups: ["nothing"] }, syn],
    ["a service group that has it for sure", "yes", { services: [], serviceGroups: ["partly"] }, syn],
    ["a service group that may have it", "maybe", { services: [], serviceGroups: ["open"] }, syn],
    ["established", "no", { established: true }, syn],
    ["established, answered", "yes", { established: true }, { ...syn, tcpFlags: 18 }],
    ["established, reset", "yes", { established: true }, { ...syn, tcpFlags: 4 }],
    ["flags of a protocol without", "no", { tcpFlags: [{ mask: 0, value: 0 }] }, ospf],
    ["flags", "yes", { tcpFlags: [{ mask: 18, value: 2 }] }, syn],
    ["flags that no packet has", "no", { tcpFlags: [{ mask: 2, value: 3 }] }, syn],
    ["no test of flags", "no", { tcpFlags: [] }, syn],
    ["fragments", "no", { fragments: ["first", "later"] }, syn],
    ["DSCP", "yes", { dscp: [46, 0] }, syn],
    ["no DSCP", "no", { dscp: [] }, syn],
    ["a time range", "maybe", { timeRange: "nights" }, syn],
    ["a time range beside what does not match", "no", { timeRange: "nights", dscp: [1] }, syn],
    ["what nobody could read", "maybe", { unresolved: ["option 7"] }, syn],
  ])("%s: %s", (_, expected, parts, packet) => {
    expect(matchEntry({ ...entry, ...parts }, "unmatched", groups, packet)).toBe(expected);
  });
});

describe("later fragments", () => {
  const ssh: Partial<AclEntry> = { services: [ports([22, 22])] };
  const telnet: Partial<AclEntry> = { services: [ports([23, 23])] };
  it.each<["yes" | "no", AclSet["laterFragments"], AclEntry["action"], Partial<AclEntry>, Packet]>([
    ["yes", "like-whole-packets", "deny", ssh, rest],
    ["no", "like-whole-packets", "permit", telnet, rest],
    ["no", "unmatched", "permit", ssh, rest],
    ["yes", "unmatched", "deny", { services: [tcp] }, rest],
    ["no", "unmatched", "deny", { services: [tcp], established: true }, rest],
    ["yes", "by-addresses-when-permitting", "permit", telnet, rest],
    ["no", "by-addresses-when-permitting", "deny", ssh, rest],
    ["no", "by-addresses-when-permitting", "next", ssh, rest],
    ["no", "by-addresses-when-permitting", "permit", { ...telnet, fragments: ["none"] }, rest],
    ["no", "by-addresses-when-permitting", "permit", { services: [ports([22, 22], [17])] }, rest],
    ["yes", "by-addresses-when-permitting", "permit", { tcpFlags: [{ mask: 255, value: 1 }] }, rest],
    ["no", "by-addresses-when-permitting", "permit", { established: true }, { ...ospf, fragment: "later" }],
    ["yes", "by-addresses-when-permitting", "deny", { services: [ports([23, 23]), tcp] }, rest],
  ])("%s where %s and the entry says %s: %j", (expected, laterFragments, action, parts, packet) => {
    expect(matchEntry({ ...entry, action, ...parts }, laterFragments, groups, packet)).toBe(expected);
  });
});

describe("one policy and one packet", () => {
  const named: Packet = { ...syn, fromZone: "trust", toZone: "untrust", application: "ssl", user: "ann" };
  it.each<["yes" | "no" | "maybe", Partial<FirewallPolicy>, Packet]>([
    ["yes", {}, v6],
    ["yes", { fromZones: ["dmz", "trust"], toZones: ["untrust"], applications: ["ssl"], users: ["ann"] }, named],
    ["no", { fromZones: ["dmz"] }, named],
    ["no", { toZones: [] }, named],
    ["no", { applications: ["ssl"] }, syn],
    ["maybe", { schedule: "nights" }, syn],
    ["yes", { services: [ports([22, 22])] }, rest],
    ["no", { ...from({ kind: "group", name: "twice" }), scope: "vd1" }, syn],
    ["maybe", { ...from({ kind: "group", name: "twice" }), scope: "vd3" }, syn],
  ])("%s: %j", (expected, parts, packet) => {
    expect(matchPolicy({ ...policy, ...parts }, groups, packet)).toBe(expected);
  });
});

describe("a list", () => {
  const deny = { ...entry, label: "20", action: "deny" } as const;
  const timed = { ...entry, label: "30", timeRange: "nights" } as const;
  it.each<
    [string, readonly AclEntry[], AclSet["defaultAction"], "permit" | "deny" | "unknown", string | null, string[]]
  >([
    ["nothing", [], "deny", "deny", null, []],
    ["nothing, but a default", [], "permit", "permit", null, []],
    ["the first that matches", [deny, entry], "permit", "deny", "20", []],
    ["inactive entries are not there", [{ ...deny, inactive: true }, entry], "deny", "permit", "10", []],
    ["next hands on", [{ ...deny, action: "next" }, entry], "deny", "permit", "10", []],
    ["only next", [{ ...deny, action: "next" }], "permit", "permit", null, []],
    ["a doubt of the same action", [timed, entry], "deny", "permit", "10", ["30"]],
    ["a doubt of the other action", [timed, deny], "permit", "unknown", "20", ["30"]],
    ["a doubt before the default action", [timed], "deny", "unknown", null, ["30"]],
    ["a doubt that comes too late", [deny, timed], "permit", "deny", "20", []],
  ])("%s", (_, entries, defaultAction, action, decider, doubts) => {
    const acl: AclSet = {
      name: "L",
      family: "ipv4",
      kind: "extended",
      entries,
      defaultAction,
      laterFragments: "unmatched",
      at: [],
    };
    const walked = walkAcl(acl, groups, syn);
    expect([walked.action, walked.decider?.label ?? null, walked.doubts.map(({ label }) => label)]).toEqual([
      action,
      decider,
      doubts,
    ]);
  });
});

describe("addresses", () => {
  it.each<[4 | 6, bigint, string]>([
    [4, 0n, "0.0.0.0"],
    [4, 0xffffffffn, "255.255.255.255"],
    [6, 0n, "::"],
    [6, 1n, "::1"],
    [6, 1n << 112n, "1::"],
    [6, (1n << 112n) + 1n, "1::1"],
    [6, (1n << 64n) + (1n << 112n), "1:0:0:1::"],
    [6, 0x20010db8000000010000000000000001n, "2001:db8:0:1::1"],
    [6, (1n << 128n) - 1n, "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"],
    [6, 0x00010002000300040005000600000008n, "1:2:3:4:5:6:0:8"],
  ])("%s %s is %s", (family, value, text) => {
    expect(addressText(family, value)).toBe(text);
    expect(readAddress(text)).toEqual({ family, value });
  });

  it.each(["", "1.2.3", "1.2.3.256", "1:2", "1::2::3", "g::", "1:2:3:4:5:6:7:8:9"])("%j is none", (text) => {
    expect(readAddress(text)).toBeNull();
  });
});

describe("the enumeration judges every packet as the walk does", () => {
  it.each(Array.from({ length: 48 }, (_, seed) => [shapes[seed % shapes.length]?.name ?? "", seed] as const))(
    "%s, seed %i",
    (name, seed) => {
      const random = randomFrom(seed);
      const shape = shapes.find((candidate) => candidate.name === name) ?? shapes[0];
      if (shape === undefined) throw new Error("no shape");
      const universe = universeOf(shape, random);
      const list = randomList(universe, random);
      const table = tableOf(list, universe);
      const packets = [...packetsOf(universe)];
      const walked = packets.map((packet) => {
        const { action, decider, doubts } =
          list.kind === "acl"
            ? walkAcl(list.acl, list.groups, packet)
            : walkPolicies(list.policies, list.groups, packet);
        return { action, decider, doubts };
      });
      const enumerated = packets.map((_, index) => {
        const { action, decider, doubts } = fateOf(table, index);
        const named = table.entries.filter((__, bit) => (doubts >> bit) & 1);
        return { action, decider: table.entries[decider] ?? null, doubts: named };
      });
      expect(enumerated).toEqual(walked);
      expect(packets.map((_, index) => packetAt(universe, index))).toEqual(packets);
    },
  );
});
