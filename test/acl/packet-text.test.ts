import { assert, constant, constantFrom, integer, oneof, property, record, string, tuple, bigInt } from "fast-check";
import { describe, expect, it } from "vitest";
import { addressNumber } from "../../src/acl/sets/address-number.ts";
import { addressText } from "../../src/acl/sets/address-text.ts";
import { packetText, readPacket } from "../../src/acl/text/packet-text.ts";
import { icmpProtocol, protocolsWithPorts, type Packet } from "../../src/acl/sets/packet.ts";
import type { FragmentKind } from "../../src/model/acl.ts";

const tcp: Packet = {
  family: 4,
  source: "192.0.2.1",
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

const ping: Packet = {
  ...tcp,
  protocol: 1,
  sourcePort: null,
  destinationPort: null,
  tcpFlags: null,
  icmp: { type: 8, code: 0 },
};

describe("a packet as it is written", () => {
  it.each<readonly [string, Partial<Packet>]>([
    ["tcp 192.0.2.1:1024 > 198.51.100.7:22 syn", {}],
    ["tcp 192.0.2.1:1024 -> 198.51.100.7:22 syn", {}],
    ["tcp 192.0.2.1:1024 to 198.51.100.7:22 syn", {}],
    ["tcp 192.0.2.1:1024>198.51.100.7:22 syn", {}],
    ["ipv4 tcp 192.0.2.1 port 1024 > 198.51.100.7 port 22 flags syn", {}],
    ["6 192.0.2.1:1024 > 198.51.100.7:22 syn", {}],
    ["protocol 6 192.0.2.1:1024 > 198.51.100.7:22 syn", {}],
    ["tcp 192.0.2.1:1024 > 198.51.100.7:22 syn ack", { tcpFlags: 18 }],
    ["tcp 192.0.2.1:1024 > 198.51.100.7:22 ack, syn", { tcpFlags: 18 }],
    ["tcp 192.0.2.1:1024 > 198.51.100.7:22 flags syn+ack", { tcpFlags: 18 }],
    ["tcp 192.0.2.1:1024 > 198.51.100.7:22 flags none", { tcpFlags: 0 }],
    ["tcp 192.0.2.1:1024 > 198.51.100.7:22 syn dscp ef", { dscp: 46 }],
    ["tcp 192.0.2.1:1024 > 198.51.100.7:22 dscp 46 syn", { dscp: 46 }],
    ["tcp 192.0.2.1:1024 > 198.51.100.7:22 syn dscp af41", { dscp: 34 }],
    ["tcp 192.0.2.1:1024 > 198.51.100.7:22 syn fragment first", { fragment: "first" }],
    [
      "tcp 192.0.2.1 > 198.51.100.7 fragment later",
      { fragment: "later", sourcePort: null, destinationPort: null, tcpFlags: null },
    ],
    ["tcp 192.0.2.1:1024 > 198.51.100.7:22 syn fragment later", { fragment: "later" }],
    [
      "udp [2001:db8::1]:53 > [2001:DB8:0::2]:53",
      {
        family: 6,
        source: "2001:db8::1",
        destination: "2001:db8::2",
        protocol: 17,
        sourcePort: 53,
        destinationPort: 53,
        tcpFlags: null,
      },
    ],
    ["icmp 192.0.2.1 > 198.51.100.7 type 8 code 0", ping],
    ["icmp 192.0.2.1 > 198.51.100.7 echo code 0", ping],
    [
      "icmp 2001:db8::1 > 2001:db8::2 echo-reply code 0",
      {
        ...ping,
        family: 6,
        source: "2001:db8::1",
        destination: "2001:db8::2",
        protocol: 58,
        icmp: { type: 129, code: 0 },
      },
    ],
    [
      "icmpv6 2001:db8::1 > 2001:db8::2 type 128 code 0",
      {
        ...ping,
        family: 6,
        source: "2001:db8::1",
        destination: "2001:db8::2",
        protocol: 58,
        icmp: { type: 128, code: 0 },
      },
    ],
    [
      "protocol 1 2001:db8::1 > 2001:db8::2",
      { ...ping, family: 6, source: "2001:db8::1", destination: "2001:db8::2", icmp: null },
    ],
    ["gre 192.0.2.1 > 198.51.100.7", { ...ping, protocol: 47, icmp: null }],
    ["tcp 192.0.2.1:1024 > 198.51.100.7:22 syn from=(others)", {}],
    [
      'tcp 192.0.2.1:1024 > 198.51.100.7:22 syn from=trust to="the world" app=junos-ssh user="CORP\\\\anna"',
      { fromZone: "trust", toZone: "the world", application: "junos-ssh", user: "CORP\\anna" },
    ],
  ])("%s", (text, different) => {
    expect(readPacket(text)).toEqual({ ok: true, packet: { ...tcp, ...different }, assumed: [] });
  });
});

describe("what is assumed is said", () => {
  it.each<readonly [string, readonly string[], Partial<Packet>]>([
    ["tcp 192.0.2.1 > 198.51.100.7:22", ["source port 49152", "flag syn"], { sourcePort: 49_152, tcpFlags: 2 }],
    ["tcp 192.0.2.1:1 > 198.51.100.7:22", ["flag syn"], { sourcePort: 1, tcpFlags: 2 }],
    ["tcp 192.0.2.1 > 198.51.100.7:22 ack", ["source port 49152"], { sourcePort: 49_152, tcpFlags: 16 }],
    ["icmp 192.0.2.1 > 198.51.100.7 echo", ["code 0"], ping],
    ["tcp 192.0.2.1 > 198.51.100.7 fragment later", [], { sourcePort: null, tcpFlags: null }],
  ])("%s", (text, assumed, packet) => {
    const read = readPacket(text);
    expect(read).toMatchObject({ ok: true, packet });
    expect(read.ok && read.assumed.map((one) => one.text)).toEqual(assumed);
  });
});

describe("a malformed packet is told in one sentence, with the place", () => {
  it.each<readonly [string, number, RegExp]>([
    ["", 1, /source address/],
    ["tcp", 4, /source address/],
    ["192.0.2.1 > 198.51.100.7", 1, /protocol/],
    ["tcpp 192.0.2.1 > 198.51.100.7:22", 1, /"tcpp" is no IP address/],
    ["protocol 300 192.0.2.1 > 198.51.100.7", 10, /"300" is no protocol/],
    ["tcp, udp 192.0.2.1 > 198.51.100.7:22", 1, /one protocol/],
    ["tcp 192.0.2.256:1 > 198.51.100.7:22", 5, /"192\.0\.2\.256" is no IP address/],
    ["tcp 192.0.2.0/24:1 > 198.51.100.7:22", 5, /not one address/],
    ["tcp any > 198.51.100.7:22", 5, /not one address/],
    ["tcp 192.0.2.1, 192.0.2.2 > 198.51.100.7:22", 16, /one source address/],
    ["tcp 192.0.2.1:1", 16, /stops too early/],
    ["tcp > 198.51.100.7:22", 5, /source address is missing/],
    ["tcp 192.0.2.1:1 >", 18, /destination address is missing/],
    ["tcp 192.0.2.1 198.51.100.7:22", 15, /">" or "to"/],
    ["tcp 192.0.2.1 > 198.51.100.7", 29, /destination port is missing/],
    ["tcp 192.0.2.1 > 2001:db8::1:22", 17, /different IP versions/],
    ["tcp 2001:db8::1 > 2001:db8::2:22", 33, /destination port is missing.*\[2001/],
    ["tcp 192.0.2.1:70000 > 198.51.100.7:22", 15, /"70000" is no port/],
    ["tcp 192.0.2.1:ssh > 198.51.100.7:22", 15, /"ssh" is no port/],
    ["tcp 192.0.2.1:1-2 > 198.51.100.7:22", 15, /one source port/],
    ["tcp 192.0.2.1: > 198.51.100.7:22", 15, /"" is no port/],
    ["tcp 192.0.2.1:1 port 2 > 198.51.100.7:22", 17, /given twice/],
    ["icmp 192.0.2.1 > 198.51.100.7", 30, /ICMP type is missing/],
    ["icmp 192.0.2.1 > 198.51.100.7:22 echo", 31, /no ports/],
    ["icmp 192.0.2.1 > 198.51.100.7 type 256", 36, /0 to 255/],
    ["icmp 192.0.2.1 > 198.51.100.7 type", 35, /stops too early/],
    ["icmpv6 192.0.2.1 > 198.51.100.7 type 1", 1, /IPv6/],
    ["ipv6 tcp 192.0.2.1 > 198.51.100.7:22", 1, /not IPv6/],
    ["tcp 192.0.2.1 > 198.51.100.7:22 type 8", 33, /Only ICMP/],
    ["udp 192.0.2.1 > 198.51.100.7:22 syn", 33, /Only TCP/],
    ["tcp 192.0.2.1 > 198.51.100.7:22 established", 33, /ack or rst/],
    ["tcp 192.0.2.1 > 198.51.100.7:22 flags +syn", 33, /certain flags/],
    ["tcp 192.0.2.1 > 198.51.100.7:22 flags syn,ack", 42, /out of place/],
    ["tcp 192.0.2.1 > 198.51.100.7:22 flags wyn", 39, /"wyn"/],
    ["tcp 192.0.2.1 > 198.51.100.7:22 fragment middle", 42, /"middle"/],
    ["tcp 192.0.2.1 > 198.51.100.7:22 dscp 64", 38, /"64"/],
    ["tcp 192.0.2.1 > 198.51.100.7:22 from=", 33, /name is missing/],
    ["tcp 192.0.2.1 > 198.51.100.7:22 from=a,b", 33, /one zone/],
    ['tcp 192.0.2.1 > 198.51.100.7:22 from="a', 38, /never closed/],
    ["tcp 192.0.2.1 > 198.51.100.7:22 quickly", 33, /"quickly"/],
    ["tcp [2001:db8::1 > [2001:db8::2]:22", 5, /never closed/],
    ["tcp [2001:db8::1]22 > [2001:db8::2]:22", 18, /":" and a port/],
  ])("%s", (text, column, problem) => {
    expect(readPacket(text)).toEqual({ ok: false, column, problem: expect.stringMatching(problem) });
  });
});

const address = (family: 4 | 6) =>
  bigInt({ min: 0n, max: (1n << (family === 4 ? 32n : 128n)) - 1n }).map((value) => addressText(family, value));
const byte = integer({ min: 0, max: 255 });
const port = integer({ min: 0, max: 65_535 });
const name = oneof(
  constant(null),
  string({ minLength: 1 }).filter((text) => text !== "(others)"),
);

/** Packets of every kind, as witnesses are. */
const packets = tuple(constantFrom<4 | 6>(4, 6), constantFrom<FragmentKind>("none", "first", "later"), byte).chain(
  ([family, fragment, other]) =>
    record({
      family: constant(family),
      source: address(family),
      destination: address(family),
      protocol: constantFrom(6, 17, icmpProtocol[family], 1, 58, other),
      ports: tuple(port, port),
      icmp: record({ type: byte, code: byte }),
      tcpFlags: byte,
      fragment: constant(fragment),
      dscp: integer({ min: 0, max: 63 }),
      fromZone: name,
      toZone: name,
      application: name,
      user: name,
    }).map(({ ports, icmp, tcpFlags, ...rest }): Packet => {
      const ported = protocolsWithPorts.includes(rest.protocol);
      return {
        ...rest,
        sourcePort: ported ? ports[0] : null,
        destinationPort: ported ? ports[1] : null,
        icmp: rest.protocol === icmpProtocol[rest.family] ? icmp : null,
        tcpFlags: rest.protocol === 6 ? tcpFlags : null,
      };
    }),
);

it("every packet reads back as it was", () => {
  assert(
    property(packets, (packet) => {
      expect(readPacket(packetText(packet))).toEqual({ ok: true, packet, assumed: [] });
    }),
    { numRuns: 2000 },
  );
});

it("no text makes the reader throw", () => {
  assert(
    property(oneof(string(), packets.map(packetText)), integer(), (text, cut) => {
      const result = readPacket(text.slice(0, Math.abs(cut) % (text.length + 1)));
      expect(result.ok || result.column >= 1).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

it("every address reads back as it was", () => {
  assert(
    property(constantFrom<4 | 6>(4, 6), bigInt({ min: 0n, max: (1n << 128n) - 1n }), (family, bits) => {
      const value = family === 4 ? bits & 0xffff_ffffn : bits;
      expect(addressNumber(addressText(family, value))).toEqual({ family, value });
    }),
  );
});
