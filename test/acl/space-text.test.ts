import { assert, integer, property, uniqueArray } from "fast-check";
import { describe, expect, it } from "vitest";
import { blockText } from "../../src/acl/text/block-text.ts";
import type { Block } from "../../src/acl/sets/blocks.ts";
import { anyPacket, type Conditions } from "../../src/acl/sets/conditions.ts";
import { flagSetText } from "../../src/acl/text/flags-text.ts";
import { readSpace } from "../../src/acl/text/space-text.ts";
import { anyPort, anyService, type AddressMatch, type ServiceMatch } from "../../src/model/address.ts";

const only = (...include: Exclude<AddressMatch, { kind: "group" | "unresolved" }>[]) => ({ include, exclude: [] });
const services = (different: Partial<ServiceMatch>): ServiceMatch[] => [{ ...anyService, ...different }];
const ports = (...ranges: [number, number][]) => ({ kind: "ranges", ranges }) as const;
const v4 = only({ kind: "any", family: 4 });
const v6 = only({ kind: "any", family: 6 });

describe("a space as it is written", () => {
  it.each<readonly [string, readonly Partial<Conditions>[]]>([
    ["", [{}]],
    ["ip", [{}]],
    ["ip any > any", [{}]],
    ["any > any", [{}]],
    ["ipv6", [{ sources: v6, destinations: v6 }]],
    ["tcp", [{ services: services({ protocols: [6] }) }]],
    ["tcp, udp any > any:53", [{ services: services({ protocols: [6, 17], destinationPorts: ports([53, 53]) }) }]],
    ["any > any:80-90,22,85-95", [{ services: services({ destinationPorts: ports([22, 22], [80, 95]) }) }]],
    [
      "tcp 10.0.0.0/8, 192.0.2.1-192.0.2.9 port 1024-65535 > 198.51.100.0/24:22, 80",
      [
        {
          sources: only(
            { kind: "prefix", prefix: "10.0.0.0/8" },
            { kind: "range", first: "192.0.2.1", last: "192.0.2.9" },
          ),
          destinations: only({ kind: "prefix", prefix: "198.51.100.0/24" }),
          services: services({
            protocols: [6],
            sourcePorts: ports([1024, 65_535]),
            destinationPorts: ports([22, 22], [80, 80]),
          }),
        },
      ],
    ],
    [
      "10.0.0.5 wildcard 0.255.255.0:53 > any",
      [
        {
          sources: only({ kind: "wildcard", address: "10.0.0.5", mask: "0.255.255.0" }),
          destinations: v4,
          services: services({ sourcePorts: ports([53, 53]) }),
        },
      ],
    ],
    [
      "tcp [2001:db8::/32]:1 > any",
      [
        {
          sources: only({ kind: "prefix", prefix: "2001:db8::/32" }),
          destinations: v6,
          services: services({ protocols: [6], sourcePorts: ports([1, 1]) }),
        },
      ],
    ],
    ["0.0.0.0/0 > any", [{ sources: v4, destinations: v4 }]],
    [
      "icmp any > any type 8",
      [
        { sources: v4, destinations: v4, services: services({ protocols: [1], icmp: [{ type: 8, code: null }] }) },
        { sources: v6, destinations: v6, services: services({ protocols: [58], icmp: [{ type: 8, code: null }] }) },
      ],
    ],
    [
      "icmpv6 echo code 0",
      [{ sources: v6, destinations: v6, services: services({ protocols: [58], icmp: [{ type: 128, code: 0 }] }) }],
    ],
    [
      "tcp any except 10.0.0.0/8:22 > any",
      [
        {
          sources: { include: [{ kind: "any", family: 4 }], exclude: [{ kind: "prefix", prefix: "10.0.0.0/8" }] },
          destinations: v4,
          services: services({ protocols: [6], sourcePorts: ports([22, 22]) }),
        },
      ],
    ],
    [
      "any > any port except 0-22, 24-65534",
      [{ services: services({ destinationPorts: ports([23, 23], [65_535, 65_535]) }) }],
    ],
    ["except 0-253, 255", [{ services: services({ protocols: [254] }) }]],
    [
      "ip except icmp 10.0.0.0/8 > any",
      [
        {
          sources: only({ kind: "prefix", prefix: "10.0.0.0/8" }),
          destinations: v4,
          services: services({
            protocols: Array.from({ length: 256 }, (_, number) => number).filter((number) => number !== 1),
          }),
        },
      ],
    ],
    ["tcp established", [{ services: services({ protocols: [6] }), established: true }]],
    ["tcp syn", [{ services: services({ protocols: [6] }), tcpFlags: [{ mask: 255, value: 2 }] }]],
    [
      "tcp flags +syn-ack or rst or none",
      [
        {
          services: services({ protocols: [6] }),
          tcpFlags: [
            { mask: 18, value: 2 },
            { mask: 255, value: 4 },
            { mask: 255, value: 0 },
          ],
        },
      ],
    ],
    ["fragment first, later dscp 0-2, ef", [{ fragments: ["first", "later"], dscp: [0, 1, 2, 46] }]],
    // No entry uses this name, so it is decided as all of them are.
    ["from=(others)", [{ fromZones: ["(others)"] }]],
    [
      'from=trust, dmz to="the world" app=ssh user=anna',
      [{ fromZones: ["trust", "dmz"], toZones: ["the world"], applications: ["ssh"], users: ["anna"] }],
    ],
  ])("%s", (text, within) => {
    expect(readSpace(text)).toEqual({ ok: true, within: within.map((one) => ({ ...anyPacket, ...one })) });
  });
});

describe("a malformed space is told with the place", () => {
  it.each<readonly [string, number, RegExp]>([
    ["10.0.0.1/8 > any", 1, /the network is 10\.0\.0\.0\/8/],
    ["10.0.0.0/33 > any", 1, /no IP address with a length/],
    ["10.0.0.9-10.0.0.1 > any", 1, /no range/],
    ["10.0.0.9-2001:db8::1 > any", 1, /no range/],
    ["10.0.0.0/8 > 2001:db8::/32", 14, /different IP versions/],
    ["ipv6 10.0.0.0/8 > any", 6, /different IP versions/],
    ["icmpv6 10.0.0.0/8 > any", 1, /IPv6/],
    ["icmp any > any:22 type 8", 16, /both ports and an ICMP type/],
    ["echo type 3", 6, /twice/],
    ["tcp any > any:22-21", 15, /no port/],
    ["10.0.0.5 wildcard 1.2.3 > any", 19, /no wildcard mask/],
    ["any >", 6, /destination address is missing/],
    ["any", 4, /stops too early/],
  ])("%s", (text, column, problem) => {
    expect(readSpace(text)).toEqual({ ok: false, column, problem: expect.stringMatching(problem) });
  });
});

const anyBlock: Block = {
  family: 4,
  sources: ["any"],
  destinations: ["any"],
  protocols: "any",
  sourcePorts: "any",
  destinationPorts: "any",
  icmpTypes: "any",
  icmpCodes: "any",
  tcpFlags: "any",
  fragments: "any",
  dscp: "any",
  fromZones: "any",
  toZones: "any",
  applications: "any",
  users: "any",
};
const tcpBlock: Block = { ...anyBlock, protocols: [[6, 6]] };

describe("a block as people read it", () => {
  it.each<readonly [string, Block]>([
    ["ipv4 any > any", anyBlock],
    ["ipv6 any > any", { ...anyBlock, family: 6 }],
    ["ip 192.0.2.0/24 > any", { ...anyBlock, sources: ["192.0.2.0/24"] }],
    [
      "ipv4 tcp any > any port 22, 80-90",
      {
        ...tcpBlock,
        destinationPorts: [
          [22, 22],
          [80, 90],
        ],
      },
    ],
    [
      "tcp 192.0.2.0/24, 10.0.0.5 wildcard 0.255.255.0 port 1024-65535 > any established",
      {
        ...tcpBlock,
        sources: ["192.0.2.0/24", "10.0.0.5 wildcard 0.255.255.0"],
        sourcePorts: [[1024, 65_535]],
        tcpFlags: Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => (byte & 20) !== 0),
      },
    ],
    [
      "tcp any except 10.0.0.0 wildcard 0.255.255.252 > any except 198.51.100.0/24",
      {
        ...tcpBlock,
        sources: [
          "0.0.0.0-9.255.255.255",
          "11.0.0.0-255.255.255.255",
          "10.0.0.1 wildcard 0.255.255.254",
          "10.0.0.2 wildcard 0.255.255.253",
        ],
        destinations: ["0.0.0.0-198.51.99.255", "198.51.101.0-255.255.255.255"],
      },
    ],
    [
      "tcp 10.0.0.0 wildcard 0.255.0.255, 10.0.1.0 wildcard 0.255.0.255 > any",
      { ...tcpBlock, sources: ["10.0.0.0 wildcard 0.255.0.255", "10.0.1.0 wildcard 0.255.0.255"] },
    ],
    [
      "ipv6 icmpv6 any > any type 128 code 0",
      { ...anyBlock, family: 6, protocols: [[58, 58]], icmpTypes: [[128, 128]], icmpCodes: [[0, 0]] },
    ],
    [
      "ipv4 except tcp any > any",
      {
        ...anyBlock,
        protocols: [
          [0, 5],
          [7, 255],
        ],
      },
    ],
    [
      "ipv4 tcp, udp any > any fragment none, first dscp 46",
      {
        ...anyBlock,
        protocols: [
          [6, 6],
          [17, 17],
        ],
        fragments: ["none", "first"],
        dscp: [[46, 46]],
      },
    ],
    [
      "ip except tcp, udp any except 10.0.0.0/8 > 192.0.2.1",
      {
        ...anyBlock,
        protocols: [
          [0, 5],
          [7, 16],
          [18, 255],
        ],
        sources: ["0.0.0.0-9.255.255.255", "11.0.0.0-255.255.255.255"],
        destinations: ["192.0.2.1/32"],
      },
    ],
    [
      "ipv4 tcp any > any port except 443",
      {
        ...tcpBlock,
        destinationPorts: [
          [0, 442],
          [444, 65_535],
        ],
        fragments: ["none", "first"],
      },
    ],
    ['ip 192.0.2.1 > any from=trust,"a, b"', { ...anyBlock, sources: ["192.0.2.1"], fromZones: ["trust", "a, b"] }],
  ])("%s", (text, block) => {
    expect(blockText(block)).toBe(text);
    expect(readSpace(text)).toMatchObject({ ok: true });
  });
});

const where = (holds: (byte: number) => boolean): number[] =>
  Array.from({ length: 256 }, (_, byte) => byte).filter(holds);

/** The flag bytes that a written condition lets through. */
function held(text: string): number[] {
  const read = readSpace(text);
  const conditions = read.ok ? read.within[0] : undefined;
  if (conditions === undefined) return [];
  if (conditions.established) return where((byte) => (byte & 20) !== 0);
  return where((byte) => (conditions.tcpFlags ?? []).some(({ mask, value }) => (byte & mask) === value));
}

describe("sets of TCP flags", () => {
  it.each<readonly [string, readonly number[]]>([
    ["syn", [2]],
    ["flags none", [0]],
    ["flags none or syn", [0, 2]],
    ["established", where((byte) => (byte & 20) !== 0)],
    ["flags -rst-ack", where((byte) => (byte & 20) === 0)],
    ["flags +syn-ack", where((byte) => (byte & 18) === 2)],
    ["flags +ack or syn", where((byte) => (byte & 16) !== 0 || byte === 2)],
  ])("%s", (text, bytes) => {
    expect(flagSetText(bytes)).toBe(text);
    expect(held(text)).toEqual(bytes);
  });

  it("read back as they were, whatever they are", () => {
    assert(
      property(uniqueArray(integer({ min: 0, max: 255 }), { minLength: 1, maxLength: 256 }), (bytes) => {
        const sorted = bytes.toSorted((a, b) => a - b);
        expect(held(flagSetText(sorted))).toEqual(sorted);
      }),
    );
  });
});

it("ports asked without a protocol leave it open", () => {
  expect(readSpace("any:53 > any")).toMatchObject({
    within: [{ services: [{ protocols: "any", sourcePorts: ports([53, 53]), destinationPorts: anyPort }] }],
  });
});
