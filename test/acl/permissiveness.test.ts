import { describe, expect, it } from "vitest";
import { parsers } from "../../parsers/index.ts";
import { addressCount } from "../../src/acl/sets/address-count.ts";
import { filterOfAcl, filterOfPolicies, type Filter } from "../../src/acl/filter.ts";
import { namedGroups } from "../../src/acl/named-groups.ts";
import { openPorts } from "../../src/acl/openness/open-ports.ts";
import { servicesInAll, shareText } from "../../src/acl/openness/openness.ts";
import { permissiveness } from "../../src/acl/openness/permissiveness.ts";
import { permitsEverything } from "../../src/acl/openness/permits-everything.ts";

function ios(text: string, head = "ip access-list extended L"): Filter {
  return filterOf("cisco-ios", `version 15.2\n${head}\n${text}`);
}

function filterOf(os: string, text: string): Filter {
  const parser = parsers.find(({ id }) => id === os);
  if (parser === undefined) throw new Error(`There is no parser "${os}".`);
  const { config } = parser.parse(text);
  const groups = namedGroups(config);
  const [acl] = config.aclSets;
  const filter =
    acl === undefined ? filterOfPolicies(config.firewallPolicies, groups, "policies") : filterOfAcl(acl, groups);
  if (filter === null) throw new Error("The text holds no filter.");
  return filter;
}

/** A FortiOS policy that permits SSH to anywhere behind "b". */
function policy(id: number, from: string, source: string): string {
  return ` edit ${id}\n  set srcintf "${from}"\n  set dstintf "b"\n  set srcaddr "${source}"\n  set dstaddr "all"\n  set action accept\n  set schedule "always"\n  set service "SSH"\n next\n`;
}

describe("addresses that texts name together", () => {
  it.each([
    [["any"], 4, 2n ** 32n],
    [["192.0.2.0/24", "192.0.2.128/25", "192.0.3.0-192.0.3.9"], 4, 266n],
    [["10.0.0.5 wildcard 0.255.255.0"], 4, 65_536n],
    [["10.0.0.5 wildcard 0.255.255.0", "10.0.0.0/16"], 4, 65_536n + 65_536n - 256n],
    [["10.0.0.0 wildcard 0.0.0.254", "10.0.0.1 wildcard 0.0.0.254"], 4, 256n],
    [["2001:db8::/64", "2001:db8::1/128"], 6, 2n ** 64n],
    [["192.0.2.1/32"], 6, 0n],
    [[], 4, 0n],
  ] as const)("%j in family %d", (texts, family, expected) => {
    expect(addressCount(texts, family)).toBe(expected);
  });
});

describe("how open an entry is", () => {
  it.each([
    ["permit ip any any", 2n ** 32n, 2n ** 32n, servicesInAll, 100],
    ["permit tcp host 192.0.2.1 host 192.0.2.2 eq 22", 1n, 1n, 1n, 0],
    ["permit tcp 10.0.0.0 0.0.0.255 any eq 22 80 443", 256n, 2n ** 32n, 3n, 50.5],
    ["permit tcp any any", 2n ** 32n, 2n ** 32n, 65_536n, 97.2],
    ["permit icmp any any", 2n ** 32n, 2n ** 32n, 256n, 87.5],
    ["permit icmp any any 8", 2n ** 32n, 2n ** 32n, 1n, 77.7],
    ["permit ospf any any", 2n ** 32n, 2n ** 32n, 1n, 77.7],
    ["permit udp 10.0.0.5 0.255.255.0 any range 1 100", 65_536n, 2n ** 32n, 100n, 66.4],
  ])("%s", (entry, sources, destinations, services, score) => {
    const [found] = permissiveness(ios(` ${entry}`)).entries;
    expect(found?.openness).toEqual([
      {
        family: 4,
        sources: { count: sources, of: 2n ** 32n },
        destinations: { count: destinations, of: 2n ** 32n },
        services: { count: services, of: servicesInAll },
        score,
      },
    ]);
  });

  it.each([
    [1n, 4n, "1 of 4 (25 %)"],
    [4n, 4n, "all 4"],
    [2n ** 32n - 1n, 2n ** 32n, "4294967295 of 4294967296 (over 99.9 %)"],
    [1n, 2n ** 32n, "1 of 4294967296 (under 0.000001 %)"],
  ])("%d of %d in words", (count, of, text) => {
    expect(shareText({ count, of })).toBe(text);
  });
});

describe("how open a list is", () => {
  it("counts what is left after denials, each address and service once", () => {
    const { list, complete } = permissiveness(
      ios(
        " deny ip 10.0.0.0 0.127.255.255 any\n permit tcp 10.0.0.0 0.255.255.255 any eq 22\n permit tcp 10.128.0.0 0.0.255.255 any eq 22 443",
      ),
    );
    expect([list[0]?.sources?.count, list[0]?.services.count, complete]).toEqual([2n ** 23n, 2n, true]);
  });
});

describe("services that sources may reach", () => {
  it.each([
    [
      " deny tcp host 192.0.2.9 any eq 23\n permit tcp 192.0.2.0 0.0.0.255 any range 20 23",
      ["FTP 192.0.2.0/24 256", "SSH 192.0.2.0/24 256", "Telnet 192.0.2.0-192.0.2.8, 192.0.2.10-192.0.2.255 255"],
    ],
    [" permit tcp any any established", []],
    [
      " permit tcp 10.0.0.0 0.0.0.127 host 192.0.2.1 eq 22\n permit tcp 10.0.0.128 0.0.0.127 host 192.0.2.2 eq 22",
      ["SSH 10.0.0.0/24 256"],
    ],
    [" permit udp any any eq snmp\n deny ip any any", ["SNMP any 4294967296"]],
  ])("%j", (text, expected) => {
    const { services } = permissiveness(ios(text));
    expect(
      services.map(({ service, sources, share }) => `${service.name} ${sources.join(", ")} ${String(share?.count)}`),
    ).toEqual(expected);
  });

  it("says which lines permit it, and that more may depend on a time range", () => {
    const { services } = permissiveness(
      ios(
        " permit tcp host 192.0.2.1 any eq 22\n permit tcp any any eq 22 time-range DAY\n permit tcp host 192.0.2.2 any eq 22",
      ),
    );
    expect(services.map(({ by, uncertain }) => [by.map((clause) => clause?.label), uncertain])).toEqual([
      [["10", "30"], true],
    ]);
  });
});

describe("what crosses the border", () => {
  it.each([
    [" permit tcp 10.0.0.0 0.255.255.255 any eq 443", ["internal to external: tcp 443"]],
    [" permit tcp any host 10.1.1.1 eq 22", ["external to internal: tcp 22"]],
    [
      " permit ip 10.0.0.0 0.255.255.255 172.16.0.0 0.15.255.255\n permit ip 100.64.0.0 0.63.255.255 169.254.0.0 0.0.255.255",
      [],
    ],
    [" permit ip any any", ["internal to external: everything", "external to internal: everything"]],
    [" permit ospf any 224.0.0.0 0.0.0.255", []],
    [
      " permit icmp any host 192.168.0.1\n permit udp any host 192.168.0.1 range 53 54",
      ["external to internal: icmp; udp 53-54"],
    ],
  ])("%j", (text, expected) => {
    const { crossings } = permissiveness(ios(text));
    expect(crossings.map(({ direction, services }) => `${direction}: ${services.join("; ")}`)).toEqual(expected);
  });

  it("knows unique local addresses", () => {
    const { crossings } = permissiveness(
      ios(" permit tcp any fd00::/8 eq 22\n deny ipv6 any any", "ipv6 access-list L"),
    );
    expect(crossings.map(({ direction, known }) => [direction, known.map(({ name }) => name)])).toEqual([
      ["external to internal", ["SSH"]],
    ]);
  });
});

describe("clauses that permit everything", () => {
  it.each([
    [" permit ip any any", ["10"]],
    [" deny tcp any any eq 23\n permit ip any any", ["20"]],
    [" deny ip any any\n permit ip any any", []],
    [" deny ip 0.0.0.0 127.255.255.255 any\n deny ip 128.0.0.0 127.255.255.255 any\n permit ip any any", []],
    [" permit ip 0.0.0.0 127.255.255.255 any\n permit ip 128.0.0.0 127.255.255.255 any", ["10+20"]],
    [
      " permit ip 0.0.0.0 127.255.255.255 any\n permit tcp host 192.0.2.1 any\n permit ip 128.0.0.0 127.255.255.255 0.0.0.0 127.255.255.255\n permit ip 128.0.0.0 127.255.255.255 128.0.0.0 127.255.255.255",
      ["10+30+40"],
    ],
    [" permit ip 0.0.0.0 127.255.255.255 any\n permit ip 128.0.0.0 63.255.255.255 any", []],
    [" permit tcp any any\n permit udp any any\n permit icmp any any", []],
    [" permit ip any any dscp ef", []],
    [" permit ip any any time-range DAY", ["10?"]],
    [" permit ip 0.0.0.0 127.255.255.255 any time-range DAY\n permit ip 128.0.0.0 127.255.255.255 any", ["10+20?"]],
    [" permit tcp any any established\n deny ip any any", []],
  ])("%j", (text, expected) => {
    const found = permitsEverything(ios(text)) ?? [];
    expect(
      found.map(({ clauses, certain }) => clauses.map(({ label }) => label).join("+") + (certain ? "" : "?")),
    ).toEqual(expected);
  });
});

const ssh = { protocol: 6, port: 22 } as const;

describe("ports open to sources at large", () => {
  it.each([
    [" permit tcp any any eq 22", ["10 100 %"]],
    [" deny tcp host 192.0.2.1 any eq 22\n permit ip any any", ["20 99 %"]],
    [" permit tcp 0.0.0.0 63.255.255.255 any eq 22", []],
    [
      " permit tcp 0.0.0.0 63.255.255.255 any eq 22\n permit tcp 128.0.0.0 127.255.255.255 host 192.0.2.1 eq 22",
      ["20 50 %"],
    ],
    [
      " permit tcp 0.0.0.0 63.255.255.255 any eq 22\n permit tcp 128.0.0.0 63.255.255.255 host 192.0.2.1 eq 22",
      ["10+20 50 %"],
    ],
    [
      " permit tcp 0.0.0.0 63.255.255.255 host 192.0.2.2 eq 22\n permit tcp 128.0.0.0 63.255.255.255 host 192.0.2.1 eq 22",
      [],
    ],
    [" permit tcp 192.0.2.0 0.0.0.255 any eq 22\n deny tcp any any eq 22\n permit ip any any", []],
    [" permit tcp any any established", []],
    [" permit tcp any any eq 22 time-range DAY", ["10? 100 %"]],
    [" deny tcp any any eq 22 time-range DAY\n permit tcp any any", ["20? 100 %"]],
    [" permit udp any any", []],
  ])("%j", (text, expected) => {
    const { open, complete } = openPorts(ios(text), [ssh]);
    const words = open.map(
      ({ clauses, share, certain }) =>
        `${clauses.map((clause) => clause?.label).join("+")}${certain ? "" : "?"} ${Math.floor(share * 100)} %`,
    );
    expect([words, complete]).toEqual([expected, true]);
  });

  it("does not add up what policies between different zones let through", () => {
    const addresses = `config firewall address\n edit "low"\n  set subnet 0.0.0.0 192.0.0.0\n next\n edit "high"\n  set subnet 128.0.0.0 192.0.0.0\n next\nend\n`;
    const text = (from: string) =>
      `${addresses}config firewall policy\n${policy(1, "a", "low")}${policy(2, from, "high")}end\n`;
    const found = (from: string) => openPorts(filterOf("fortinet-fortios", text(from)), [ssh]).open.length;
    expect([found("a"), found("c")]).toEqual([1, 0]);
  });
});

/** One line for each of some addresses. */
function hosts(count: number, words: (host: string) => string): string {
  return Array.from({ length: count }, (_, host) => words(`10.0.${host >> 8}.${host & 255}`)).join("\n");
}

describe("ports of a long list", () => {
  it("gives a packet that narrow denials leave through, and owns that the share is not exact", () => {
    const denials = ` deny tcp host 198.51.100.1 any eq 22\n${hosts(400, (host) => ` deny tcp host ${host} any eq 22`)}`;
    const [open] = openPorts(ios(`${denials}\n permit tcp any any eq 22`), [ssh]).open;
    expect([open?.exact, open?.witness?.source === "198.51.100.1", open?.clauses.length]).toEqual([false, false, 1]);
  });

  it("finds nothing in many permits of single hosts", () => {
    const permits = hosts(400, (host) => ` permit tcp host ${host} any eq 22`);
    expect(openPorts(ios(permits), [ssh])).toEqual({ open: [], complete: true });
  });
});
