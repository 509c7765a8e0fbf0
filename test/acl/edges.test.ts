import { describe, expect, it } from "vitest";
import { anyPacket } from "../../src/acl/sets/conditions.ts";
import { filterOfAcl, type Filter } from "../../src/acl/filter.ts";
import { namedGroups } from "../../src/acl/named-groups.ts";
import { packetsWhere } from "../../src/acl/packets-where.ts";
import { unreachable } from "../../src/acl/unreachable.ts";
import { askingNothing, type AclEntry, type AclSet } from "../../src/model/acl.ts";
import { anyService, type AddressMatch, type PortRange, type ServiceMatch } from "../../src/model/address.ts";

const any: AclEntry = {
  label: "",
  action: "permit",
  ...askingNothing,
  at: [],
};

function filterOf(parts: readonly Partial<AclEntry>[], list: Partial<AclSet> = {}): Filter {
  const entries = parts.map((part, at): AclEntry => ({ ...any, ...part, label: String(at + 1) }));
  const acl: AclSet = {
    name: "L",
    family: "ipv4",
    kind: "extended",
    entries,
    defaultAction: "deny",
    laterFragments: "unmatched",
    at: [],
    ...list,
  };
  const filter = filterOfAcl(acl, namedGroups({ addressGroups: [], serviceGroups: [] }));
  if (filter === null) throw new Error("no filter");
  return filter;
}

const from = (...include: AddressMatch[]): Partial<AclEntry> => ({ source: { include, exclude: [] } });
const prefix = (text: string): AddressMatch => ({ kind: "prefix", prefix: text });
const range = (first: string, last: string): AddressMatch => ({ kind: "range", first, last });
const wildcard = (address: string, mask: string): AddressMatch => ({ kind: "wildcard", address, mask });
const service = (part: Partial<ServiceMatch>): Partial<AclEntry> => ({ services: [{ ...anyService, ...part }] });
const to = (...ranges: PortRange[]): Partial<AclEntry> =>
  service({ protocols: [6], destinationPorts: { kind: "ranges", ranges } });
const below = (bound: number) => Array.from({ length: bound }, (_, number) => number);
const tcp = service({ protocols: [6] });
const icmp = (...types: readonly number[]) => service({ icmp: types.map((type) => ({ type, code: null })) });

/** Entries that nothing reaches, as "3 redundant 1 2". */
function said(filter: Filter): readonly string[] {
  const { unreachable: found, unknown } = unreachable(filter);
  expect(unknown).toEqual([]);
  return found.map(({ clause, kind, coveredBy }) =>
    [clause.label, kind, ...coveredBy.map(({ label }) => label)].join(" "),
  );
}

describe("edges of every dimension", () => {
  it.each<[string, readonly Partial<AclEntry>[], readonly string[]]>([
    ["no entry", [], []],
    ["the same entry twice", [any, any], ["2 redundant 1"]],
    ["the same three times", [any, any, any], ["2 redundant 1", "3 redundant 1"]],
    ["next takes nothing away", [{ action: "next" }, any], []],
    ["only next", [{ action: "next" }, { action: "next" }], []],
    ["next is covered too", [any, { action: "next" }], ["2 shadowed 1"]],
    ["no address", [from()], ["1 empty"]],
    ["all addresses but all", [{ source: { include: [{ kind: "any" }], exclude: [{ kind: "any" }] } }], ["1 empty"]],
    ["an address of the other family", [from(prefix("::/0"))], ["1 empty"]],
    ["/0 is all", [from(prefix("0.0.0.0/0")), any], ["2 redundant 1"]],
    ["all as a range", [from(range("0.0.0.0", "255.255.255.255")), any], ["2 redundant 1"]],
    ["all as a mask", [from(wildcard("1.2.3.4", "255.255.255.255")), any], ["2 redundant 1"]],
    ["two halves are all", [from(prefix("0.0.0.0/1")), from(prefix("128.0.0.0/1")), any], ["3 redundant 1 2"]],
    ["all but the lowest", [from(range("0.0.0.1", "255.255.255.255")), any], []],
    ["all but the highest", [from(range("0.0.0.0", "255.255.255.254")), any], []],
    [
      "the lowest and the rest",
      [from(prefix("0.0.0.0/32")), from(range("0.0.0.1", "255.255.255.255")), any],
      ["3 redundant 1 2"],
    ],
    [
      "the highest and the rest",
      [from(range("0.0.0.0", "255.255.255.254")), from(prefix("255.255.255.255")), any],
      ["3 redundant 1 2"],
    ],
    [
      "even and odd",
      [from(wildcard("0.0.0.0", "255.255.255.254")), from(wildcard("0.0.0.1", "255.255.255.254")), any],
      ["3 redundant 1 2"],
    ],
    [
      "a mask's own host bits say nothing",
      [from(wildcard("10.255.0.255", "0.255.0.255")), from(wildcard("10.0.0.0", "0.255.0.255"))],
      ["2 redundant 1"],
    ],
    [
      "a prefix's own host bits say nothing",
      [from(prefix("10.0.0.255/24")), from(prefix("10.0.0.0/24"))],
      ["2 redundant 1"],
    ],
    [
      "ranges that touch",
      [from(range("10.0.0.0", "10.0.0.4")), from(range("10.0.0.5", "10.0.0.9")), from(range("10.0.0.4", "10.0.0.5"))],
      ["3 redundant 1 2"],
    ],
    [
      "ranges with a gap of one",
      [from(range("10.0.0.0", "10.0.0.4")), from(range("10.0.0.6", "10.0.0.9")), from(range("10.0.0.4", "10.0.0.6"))],
      [],
    ],
    ["a range of one address", [from(range("10.0.0.1", "10.0.0.1")), from(prefix("10.0.0.1/32"))], ["2 redundant 1"]],
    [
      "port 0, port 65535 and between",
      [to([0, 0]), to([1, 65_534]), to([65_535, 65_535]), to([0, 65_535])],
      ["4 redundant 1 2 3"],
    ],
    ["all ports but 0", [to([1, 65_535]), to([0, 65_535])], []],
    ["all ports but 65535", [to([0, 65_534]), to([0, 65_535])], []],
    ["no ports", [to()], ["1 empty"]],
    [
      "a port of any protocol is none of ICMP",
      [service({ destinationPorts: { kind: "ranges", ranges: [[0, 65_535]] } }), icmp(8)],
      [],
    ],
    [
      "a port of ICMP",
      [service({ protocols: [1], destinationPorts: { kind: "ranges", ranges: [[0, 65_535]] } })],
      ["1 empty"],
    ],
    ["all protocols one by one", [service({ protocols: below(256) }), any], ["2 redundant 1"]],
    ["all protocols but the last", [service({ protocols: below(255) }), any], []],
    ["no protocol", [service({ protocols: [] })], ["1 empty"]],
    [
      "all types of ICMP, one by one",
      [icmp(...below(256)), { ...icmp(255), dscp: [1] }, icmp(0), service({ icmp: [{ type: 3, code: 255 }] })],
      ["2 redundant 1", "3 redundant 1", "4 redundant 1"],
    ],
    [
      "all codes of a type, one by one",
      [service({ icmp: below(256).map((code) => ({ type: 255, code })) }), icmp(255)],
      ["2 redundant 1"],
    ],
    [
      "all codes of a type but the last",
      [service({ icmp: below(255).map((code) => ({ type: 255, code })) }), icmp(255)],
      [],
    ],
    ["ICMP of the other family", [service({ protocols: [58], icmp: [{ type: 128, code: null }] })], ["1 empty"]],
    [
      "all bytes of flags, one by one",
      [{ tcpFlags: below(256).map((value) => ({ mask: 255, value })) }, { ...tcp, tcpFlags: [{ mask: 0, value: 0 }] }],
      ["2 redundant 1"],
    ],
    [
      "a flag on and off",
      [
        { tcpFlags: [{ mask: 128, value: 128 }] },
        { tcpFlags: [{ mask: 128, value: 0 }] },
        { ...tcp, fragments: ["none"] },
      ],
      ["3 redundant 1 2"],
    ],
    ["flags that no packet has", [{ tcpFlags: [{ mask: 1, value: 2 }] }], ["1 empty"]],
    ["established and neither ACK nor RST", [{ established: true, tcpFlags: [{ mask: 20, value: 0 }] }], ["1 empty"]],
    ["all code points", [{ dscp: below(64) }, any], ["2 redundant 1"]],
    ["all code points but the last", [{ dscp: below(63) }, any], []],
    ["no code point", [{ dscp: [] }], ["1 empty"]],
    ["all kinds of fragments", [{ fragments: ["none"] }, { fragments: ["later", "first"] }, any], ["3 redundant 1 2"]],
    ["whole packets and first fragments", [{ fragments: ["none", "first"] }, any], []],
    ["all of TCP with a port asked leaves later fragments", [to([0, 65_535]), tcp], []],
    [
      "a small cover is found where a large one is",
      [to([0, 9]), to([10, 19]), to([20, 99]), to([0, 50]), to([40, 99]), to([0, 99])],
      ["4 redundant 1 2 3", "5 redundant 3", "6 redundant 3 4"],
    ],
    [
      "permitted one way and denied another",
      [{ ...to([0, 9]), action: "deny" }, to([10, 19]), to([0, 19])],
      ["3 shadowed 1 2"],
    ],
  ])("%s", (_, parts, expected) => {
    expect(said(filterOf(parts))).toEqual(expected);
  });

  it.each<[string, readonly Partial<AclEntry>[], readonly string[]]>([
    ["::/0 is all", [from(prefix("::/0")), any], ["2 redundant 1"]],
    ["two halves are all", [from(prefix("::/1")), from(prefix("8000::/1")), any], ["3 redundant 1 2"]],
    ["all but the highest", [from(range("::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe")), any], []],
    [
      "the highest and the rest",
      [
        from(range("::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe")),
        from(prefix("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128")),
        any,
      ],
      ["3 redundant 1 2"],
    ],
    ["0.0.0.0/0 is of the other family", [from(prefix("0.0.0.0/0"))], ["1 empty"]],
    [
      "64 bits and 63",
      [from(prefix("2001:db8::/64")), from(prefix("2001:db8:0:1::/64")), from(prefix("2001:db8::/63"))],
      ["3 redundant 1 2"],
    ],
    ["a mask over both ends", [from(wildcard("2001:db8::", "::1")), from(prefix("2001:db8::/127"))], ["2 redundant 1"]],
    ["ICMPv6 is ICMP", [service({ protocols: [58] }), icmp(135)], ["2 redundant 1"]],
    ["ICMP is not", [service({ protocols: [1], icmp: [{ type: 8, code: null }] })], ["1 empty"]],
  ])("IPv6: %s", (_, parts, expected) => {
    expect(said(filterOf(parts, { family: "ipv6" }))).toEqual(expected);
  });

  it.each<
    [string, readonly Partial<AclEntry>[], AclSet["defaultAction"], readonly [permitted: boolean, denied: boolean]]
  >([
    ["an empty list", [], "deny", [false, true]],
    ["an empty list that permits", [], "permit", [true, false]],
    ["only next", [{ action: "next" }], "permit", [true, false]],
    [
      "both halves denied",
      [
        { ...from(prefix("0.0.0.0/1")), action: "deny" },
        { ...from(prefix("128.0.0.0/1")), action: "deny" },
      ],
      "permit",
      [false, true],
    ],
    ["all but one address", [{ ...from(prefix("255.255.255.255/32")), action: "deny" }], "permit", [true, true]],
  ])("%s permits and denies what it should", (_, parts, defaultAction, expected) => {
    const filter = filterOf(parts, { defaultAction });
    const found = (["permit", "deny"] as const).map((action) => {
      const answer = packetsWhere([{ filter, action }], [anyPacket]);
      expect(answer).toMatchObject({ complete: true, uncertain: [] });
      return answer.regions.length > 0;
    });
    expect(found).toEqual(expected);
  });
});
