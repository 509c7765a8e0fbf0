import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Filter } from "../../src/acl/filter.ts";
import type { FragmentKind } from "../../src/model/acl.ts";
import { aclNamed, configOf, difference, policiesOf } from "./filters-under-test.ts";

const text = (os: string) => readFileSync(join(import.meta.dirname, "cross-vendor", `one-policy.${os}.cfg`), "utf8");
const written = { ios: text("cisco-ios"), junos: text("juniper-junos"), fortios: text("fortinet-fortios") };

const inIos = (name: string, config = written.ios): Filter => aclNamed(configOf("cisco-ios", config), name);
const inJunos = (name: string, config = written.junos): Filter => aclNamed(configOf("juniper-junos", config), name);
const policies = (config = written.fortios): Filter => policiesOf(configOf("fortinet-fortios", config));
const localIn = (config = written.fortios): Filter => aclNamed(configOf("fortinet-fortios", config), "local-in-policy");

/** Whole packets and first fragments: all platforms read the same header of these. */
const withHeader: readonly FragmentKind[] = ["none", "first"];
const ofThese = (block: string) => block.replace(" fragment none, first", "");
const same = { onlyFirst: [], onlySecond: [] };

describe("one policy in three languages permits the same packets", () => {
  it.each<[what: string, family: 4 | 6, one: Filter, other: Filter]>([
    ["IPv4, IOS and Junos", 4, inIos("EDGE"), inJunos("EDGE")],
    ["IPv4, IOS and FortiOS", 4, inIos("EDGE"), policies()],
    ["IPv6, IOS and Junos", 6, inIos("EDGE-6"), inJunos("EDGE-6")],
    ["IPv6, IOS and FortiOS", 6, inIos("EDGE-6"), policies()],
    ["a mask with holes, IOS and Junos", 4, inIos("ODD-HOSTS"), inJunos("ODD-HOSTS")],
    ["to the device itself, IOS and Junos", 4, inIos("TO-ITSELF"), inJunos("TO-ITSELF")],
    ["to the device itself, IOS and FortiOS", 4, inIos("TO-ITSELF"), localIn()],
    ["flags and code points, IOS and Junos", 4, inIos("HEADERS"), inJunos("HEADERS")],
  ])("%s", (_, family, one, other) => {
    expect(difference(one, other, family, withHeader).blocks).toEqual(same);
  });

  it.each<[what: string, family: 4 | 6, one: Filter, other: Filter]>([
    ["IPv4, Junos and FortiOS", 4, inJunos("EDGE"), policies()],
    ["IPv6, Junos and FortiOS", 6, inJunos("EDGE-6"), policies()],
    ["to the device itself, Junos and FortiOS", 4, inJunos("TO-ITSELF"), localIn()],
  ])("of all fragments too: %s", (_, family, one, other) => {
    expect(difference(one, other, family, ["none", "first", "later"]).blocks).toEqual(same);
  });
});

const laterLanguages = ["cisco-asa", "cisco-nxos", "cisco-iosxr", "arista-eos"] as const;

describe.each(laterLanguages)("the same policy in %s", (os) => {
  it("permits what IOS permits", () => {
    expect(difference(aclNamed(configOf(os, text(os)), "EDGE"), inIos("EDGE"), 4, withHeader).blocks).toEqual(same);
  });

  it("a range one port longer is told by block and packet", () => {
    const longer = aclNamed(configOf(os, changed(text(os), "8000 8100", "8000 8101")), "EDGE");
    const found = difference(longer, inIos("EDGE"), 4, withHeader);
    expect(found.blocks.onlyFirst.map(ofThese)).toEqual(["tcp any > 192.0.2.80 port 8101"]);
    expect(found.blocks.onlySecond).toEqual([]);
    expect(found.wrongWitnesses).toEqual([]);
  });
});

interface Changed {
  readonly what: string;
  readonly family: 4 | 6;
  readonly one: Filter;
  readonly other: Filter;
  readonly onlyFirst?: readonly string[];
  readonly onlySecond?: readonly string[];
}

/** Replaces the first of what is there; a fixture that no longer has it is a mistake of the test. */
function changed(config: string, from: string, to: string): string {
  if (!config.includes(from)) throw new Error(`The fixture has no "${from}".`);
  return config.replace(from, to);
}

describe("one word changed is a difference, told by block and packet", () => {
  it.each<Changed>([
    {
      what: "a range one port shorter",
      family: 4,
      one: inIos("EDGE"),
      other: inJunos("EDGE", changed(written.junos, "8000-8100", "8000-8099")),
      onlyFirst: ["tcp any > 192.0.2.80 port 8100"],
    },
    {
      what: "a telnet port let through",
      family: 4,
      one: inIos(
        "EDGE",
        changed(written.ios, "deny tcp any host 192.0.2.1 range 22 telnet", "permit tcp any host 192.0.2.1 eq telnet"),
      ),
      other: policies(),
      onlyFirst: ["tcp any > 192.0.2.1 port 23"],
    },
    {
      what: "an exception forgotten",
      family: 4,
      one: inIos("EDGE"),
      other: policies(changed(written.fortios, "set exclude enable", "set exclude disable")),
      onlySecond: ["udp 203.0.113.128/25 > 192.0.2.53 port 53"],
    },
    {
      what: "a mask of one bit more",
      family: 4,
      one: inIos("ODD-HOSTS", changed(written.ios, "0.0.254.254", "0.0.255.254")),
      other: inJunos("ODD-HOSTS"),
      onlyFirst: ["tcp 10.20.1.1 wildcard 0.0.254.254 > any port 443"],
    },
    {
      what: "a prefix one bit longer",
      family: 6,
      one: inIos("EDGE-6"),
      other: inJunos("EDGE-6", changed(written.junos, "2001:db8:200::/56", "2001:db8:200::/57")),
      onlyFirst: ["udp 2001:db8:200:80::/57 port 1024-65535 > 2001:db8:1::/64 port 53"],
    },
    {
      what: "the service SNMP that FortiOS brings along, which is two ports of two protocols",
      family: 4,
      one: inIos("TO-ITSELF"),
      other: localIn(changed(written.fortios, '"poll"\n    next\nend\n', '"SNMP"\n    next\nend\n')),
      onlyFirst: ["ipv4 tcp any > any port 161-162", "ipv4 udp any > any port 162"],
    },
    {
      what: "another class of service",
      family: 4,
      one: inIos("HEADERS"),
      other: inJunos("HEADERS", changed(written.junos, "dscp 0x2e", "dscp [ ef af41 ]")),
      onlySecond: ["ipv4 udp any > any dscp 34"],
    },
    {
      what: "answers told by ACK alone",
      family: 4,
      one: inIos("HEADERS"),
      other: inJunos("HEADERS", changed(written.junos, '"ack | rst"', "ack")),
      onlyFirst: ["tcp 198.51.100.7 > any flags -syn+rst-ack", "tcp any except 198.51.100.7 > any flags +rst-ack"],
    },
  ])("$what", ({ family, one, other, onlyFirst = [], onlySecond = [] }) => {
    const found = difference(one, other, family, withHeader);
    const blocks = { onlyFirst: found.blocks.onlyFirst.map(ofThese), onlySecond: found.blocks.onlySecond.map(ofThese) };
    expect(blocks).toEqual({ onlyFirst, onlySecond });
    expect(found.wrongWitnesses).toEqual([]);
  });
});

describe("where the platforms cannot say the same", () => {
  it("an IPv6 list of IOS permits neighbour discovery before its implied deny, and a filter of Junos does not", () => {
    const { onlyFirst, onlySecond } = difference(inIos("OPEN-END-6"), inJunos("OPEN-END-6"), 6, withHeader).blocks;
    expect(onlyFirst.map(ofThese)).toEqual(["ipv6 icmpv6 any > any type 135-136"]);
    expect(onlySecond).toEqual([]);
  });

  it("later fragments have no port by which IOS would deny them, and Junos reads one where it would stand", () => {
    expect(difference(inIos("TO-ITSELF"), inJunos("TO-ITSELF"), 4, ["later"]).blocks).toEqual({
      onlyFirst: [
        "ipv4 udp any > any port 161 fragment later",
        "tcp any except 198.51.100.0/25 > any port 22 fragment later",
      ],
      onlySecond: [],
    });
  });

  it("later fragments of what IOS permits by ports pass by addresses alone", () => {
    expect(difference(inIos("EDGE"), inJunos("EDGE"), 4, ["later"]).blocks).toEqual({
      onlyFirst: [
        "icmp any > 192.0.2.0/24 type 0-7, 9-255 fragment later",
        "tcp 198.51.100.0/24 > 192.0.2.1 port except 22, 443 fragment later",
        "tcp any > 192.0.2.80 port except 80, 443, 8000-8100 fragment later",
        "udp 203.0.113.0/24 > 192.0.2.53 port except 53 fragment later",
        "udp 203.0.113.128/25 > 192.0.2.53 port 53 fragment later",
      ],
      onlySecond: [],
    });
  });
});
