import { describe, expect, it } from "vitest";
import { assertionProblemLine, readAssertions } from "../../src/assertions/read-assertions.ts";

const rest = `assertions:
  - name: a
    lists: A
    never: { from: any, to: any, service: any }
`;

/** A document with these sections before one sound assertion. */
const sections = (text: string): string => `${text}${rest}`;

/** A document with one assertion of these lines. */
const one = (...lines: readonly string[]): string =>
  `networks:\n  servers: [192.0.2.0/24, 2001:db8:1::/48]\nservices:\n  shell: tcp/22\nassertions:\n  - name: a\n${lines.map((line) => `    ${line}\n`).join("")}`;

const told = (text: string): readonly string[] => {
  const reading = readAssertions("a.yaml", text);
  return reading.ok ? [] : reading.problems.map(assertionProblemLine);
};

const everything = `
networks:
  servers:
    - 192.0.2.0/25
    - 192.0.2.128/25
    - 2001:db8:1::/48
  users: 203.0.113.10-203.0.113.90
  inside: [servers, users]
  outside: [any, not inside]
  one: 198.51.100.7
services:
  shell: [tcp/22, tcp/23]
  web:
    - "tcp/80-90,443,91"
    - shell
  ping: [icmp/8, icmpv6/128, icmp/3/4]
assertions:
  - name: outside never shells
    description: Since 2019.
    devices: ["edge-*", core?]
    os: [cisco-ios, juniper-junos]
    lists: EDGE-IN
    packets: opening
    never: { from: outside, to: servers, service: [shell, ping] }
  - name: users browse
    interfaces: GigabitEthernet0/1
    direction: in
    always:
      from: [users, "not 203.0.113.64/28"]
      to: [any, not one]
      service: web
  - name: zones
    zones: { from: [wan1, any], to: dmz }
    never: { from: any, to: any, service: [tcp from 1024-65535, protocol/47, esp, any] }
`;

describe("a file of assertions", () => {
  it("is read with every name resolved", () => {
    const reading = readAssertions("a.yaml", everything);
    expect(reading).toMatchObject({
      ok: true,
      assertions: [
        {
          name: "outside never shells",
          kind: "never",
          line: 18,
          description: "Since 2019.",
          devices: ["edge-*", "core?"],
          os: ["cisco-ios", "juniper-junos"],
          where: { kind: "lists", names: ["EDGE-IN"] },
        },
        {
          name: "users browse",
          kind: "always",
          devices: null,
          os: null,
          where: { kind: "interfaces", names: ["GigabitEthernet0/1"], direction: "in" },
          packets: {
            4: [
              {
                sources: {
                  include: [
                    { kind: "range", first: "203.0.113.10", last: "203.0.113.63" },
                    { kind: "range", first: "203.0.113.80", last: "203.0.113.90" },
                  ],
                },
                destinations: {
                  include: [
                    { kind: "range", first: "0.0.0.0", last: "198.51.100.6" },
                    { kind: "range", first: "198.51.100.8", last: "255.255.255.255" },
                  ],
                },
                services: [
                  {
                    protocols: [6],
                    destinationPorts: {
                      kind: "ranges",
                      ranges: [
                        [80, 91],
                        [443, 443],
                      ],
                    },
                  },
                  { destinationPorts: { ranges: [[22, 22]] } },
                  { destinationPorts: { ranges: [[23, 23]] } },
                ],
              },
            ],
            6: [],
          },
        },
        { where: { kind: "zones", from: "any", to: ["dmz"] } },
      ],
    });
  });

  it("joins what is adjacent, and takes exceptions away in both families", () => {
    const reading = readAssertions("a.yaml", everything);
    const packets = reading.ok ? reading.assertions[0]?.packets : undefined;
    expect(packets?.[4][0]).toMatchObject({ destinations: { include: [{ kind: "prefix", prefix: "192.0.2.0/24" }] } });
    expect(packets?.[6][0]?.sources.include).toEqual([
      { kind: "range", first: "::", last: "2001:db8:0:ffff:ffff:ffff:ffff:ffff" },
      { kind: "range", first: "2001:db8:2::", last: "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff" },
    ]);
  });

  it("asks of TCP alone that a connection is opened, and never of later fragments", () => {
    const reading = readAssertions("a.yaml", everything);
    const packets = reading.ok ? reading.assertions[0]?.packets[4] : undefined;
    expect(packets).toMatchObject([
      {
        services: [{ protocols: [6] }, { protocols: [6] }],
        tcpFlags: [{ mask: 22, value: 2 }],
        fragments: ["none", "first"],
      },
      { services: [{ protocols: [1] }, { protocols: [1] }], tcpFlags: null, fragments: ["none", "first"] },
    ]);
  });

  it.each([
    ["empty sections", sections("networks:\nservices:\n")],
    ["no section but the assertions", rest],
    ["an address as text", one("lists: A", "never: { from: 192.0.2.1, to: servers, service: shell }")],
    ["several services", one("lists: [A, 'B*']", "always: { from: any, to: servers, service: [shell, udp/53, udp] }")],
    ["a name that holds two others twice", sections("networks:\n  a: 192.0.2.1\n  b: [a, a]\n  c: [a, b]\n")],
  ])("may have %s", (_, text) => {
    expect(told(text)).toEqual([]);
  });
});

describe("what is wrong is told in one sentence with its place", () => {
  const packets = "never: { from: any, to: any, service: any }";
  it.each([
    ["", "a.yaml:1:1: The value must be object; seen: null."],
    ["- a", "a.yaml:1:1: The value must be object; seen: a list."],
    ["networks: {}", 'a.yaml:1:1: The key "assertions" is missing.'],
    ["assertions: []", "a.yaml:1:1: assertions: The value must not have fewer than 1 items; seen: a list."],
    ["assertions: [", "a.yaml:1:14: The file is no valid YAML here (bad indent)."],
    [`${rest}assertions: []\n`, "a.yaml:5:1: The same key is there twice."],
    [sections("netwroks: {}\n"), 'a.yaml:1:1: netwroks: There is no key "netwroks" here. Did you mean "networks"?'],
    [sections("networks: { a: 7 }\n"), "a.yaml:1:13: networks.a: A text or a list of texts is expected; seen: 7."],
    [sections("networks: { a: }\n"), "a.yaml:1:13: networks.a: A text or a list of texts is expected; seen: null."],
    [sections("networks: { a: [192.0.2.1, 7] }\n"), "a.yaml:1:28: networks.a.1: The value must be string; seen: 7."],
    [
      sections("networks: { 10.net: 192.0.2.1 }\n"),
      'a.yaml:1:13: networks.10.net: "10.net" is no name: a letter, and up to 63 letters, digits, "_", "." and "-" after it, are expected.',
    ],
    [sections("networks: { a: [] }\n"), 'a.yaml:1:13: networks.a: The network "a" is empty.'],
    [sections("networks:\n  a: 192.0.2.300\n"), 'a.yaml:2:3: networks.a: "192.0.2.300" is no IP address.'],
    [
      sections("networks:\n  a: 192.0.2.0/33\n"),
      'a.yaml:2:3: networks.a: "192.0.2.0/33" is no IP address with a length.',
    ],
    [
      sections("networks:\n  a:\n    - 192.0.2.0/24\n    - 192.0.2.9/24\n"),
      'a.yaml:4:7: networks.a.1: "192.0.2.9/24" has bits set after its length; the network is 192.0.2.0/24.',
    ],
    [
      sections("networks:\n  a: 192.0.2.9-192.0.2.1\n"),
      'a.yaml:2:3: networks.a: "192.0.2.9-192.0.2.1" is no range of addresses: write the lower one, "-", and the higher one.',
    ],
    [
      sections("networks:\n  a: 192.0.2.1:22\n"),
      'a.yaml:2:3: networks.a: "192.0.2.1:22" has a port: ports stand under service.',
    ],
    [
      sections("networks:\n  servers: 192.0.2.1\n  b: [sevrers]\n"),
      'a.yaml:3:7: networks.b.0: There is no network "sevrers". Did you mean "servers"?',
    ],
    [
      sections("networks:\n  a: b\n  b: [192.0.2.1, c]\n  c: a\n"),
      'a.yaml:4:3: networks.c: The network "a" holds itself: "a" holds "b" holds "c" holds "a".',
    ],
    [sections("networks:\n  a: [a]\n"), 'a.yaml:2:7: networks.a.0: The network "a" holds itself: "a" holds "a".'],
    [
      sections("networks:\n  any: 192.0.2.1\n"),
      'a.yaml:2:3: networks.any: "any" means something already: give the network another name.',
    ],
    [
      sections("networks:\n  a: [192.0.2.1, not 192.0.2.0/24]\n"),
      "a.yaml:2:7: networks.a.0: No address is left here: everything that is named is taken away again.",
    ],
    [
      sections("networks:\n  a: not 192.0.2.0/24\n"),
      'a.yaml:2:3: networks.a: Only exceptions stand here: say first what they are taken from, such as "any".',
    ],
    [
      sections("networks:\n  b: 192.0.2.1\n  a: [any, !b ]\n"),
      'a.yaml:3:15: networks.a.1: An empty text stands here; an exception is written as "not NAME".',
    ],
    [sections("services: { a: [] }\n"), 'a.yaml:1:13: services.a: The service "a" is empty.'],
    [
      sections("services: { tcp: tcp/22 }\n"),
      'a.yaml:1:13: services.tcp: "tcp" means something already: give the service another name.',
    ],
    [
      sections("services: { a: b, b: a }\n"),
      'a.yaml:1:19: services.b: The service "a" holds itself: "a" holds "b" holds "a".',
    ],
    [sections("services: { a: [ssh, b], b: udp }\n"), 'a.yaml:1:17: services.a.0: There is no service "ssh".'],
    [
      sections("services: { a: tpc/22 }\n"),
      expect.stringMatching(
        /a\.yaml:1:13: services\.a: "tpc" is no protocol; known are icmp, icmpv6, .*tcp.*, and protocol\/NUMBER\.$/,
      ),
    ],
    [
      sections("services: { a: [tcp/22,80] }\n"),
      expect.stringMatching(/a\.yaml:1:24: services\.a\.1: The value must be string; seen: 80\.$/),
    ],
    [
      sections("services: { a: [tcp/22,80-90] }\n"),
      expect.stringMatching(
        /a\.yaml:1:24: services\.a\.1: "80-90" is no service: write it as tcp\/22, .*, or the name of a service\.$/,
      ),
    ],
    [
      sections("services: { a: tcp/99999 }\n"),
      'a.yaml:1:13: services.a: "tcp/99999" has no ports that can be read: numbers from 0 to 65535 and ranges such as 80-90 are expected.',
    ],
    [
      sections("services: { a: tcp/ssh }\n"),
      expect.stringMatching(/services\.a: "tcp\/ssh" has no ports that can be read/),
    ],
    [
      sections("services: { a: tcp/90-80 }\n"),
      expect.stringMatching(/services\.a: "tcp\/90-80" has no ports that can be read/),
    ],
    [sections("services: { a: gre/22 }\n"), 'a.yaml:1:13: services.a: "gre/22": protocol gre has no ports.'],
    [
      sections("services: { a: icmp/256 }\n"),
      'a.yaml:1:13: services.a: "icmp/256" is no ICMP: a type from 0 to 255 is expected, and a code after another "/".',
    ],
    [sections("services: { a: icmp from 22 }\n"), 'a.yaml:1:13: services.a: "icmp from 22": ICMP has no ports.'],
    [
      sections("services: { a: protocol/300 }\n"),
      'a.yaml:1:13: services.a: "protocol/300" names no protocol: a number from 0 to 255 is expected.',
    ],
    [one("lists: A"), 'a.yaml:6:5: assertions.0: "a" says neither never and always: one of them is expected.'],
    [
      one("lists: A", packets, packets.replace("never", "always")),
      'a.yaml:6:5: assertions.0: "a" says both never and always: one of them is expected.',
    ],
    [
      one(packets),
      'a.yaml:6:5: assertions.0: "a" says where it holds by none: one of lists, interfaces, zones, management is expected.',
    ],
    [
      one("lists: A", "interfaces: B", packets),
      'a.yaml:6:5: assertions.0: "a" says where it holds by lists and interfaces: one of lists, interfaces, zones, management is expected.',
    ],
    [
      one("interfaces: B", packets),
      'a.yaml:7:5: assertions.0.interfaces: The key "direction" is missing beside interfaces: in or out.',
    ],
    [
      one("lists: B", "direction: in", packets),
      "a.yaml:8:5: assertions.0.direction: A direction stands beside interfaces only.",
    ],
    [
      one("interfaces: B", "direction: both", packets),
      'a.yaml:8:5: assertions.0.direction: "both" is none of "in", "out".',
    ],
    [one("lists: []", packets), "a.yaml:7:5: assertions.0.lists: Nothing is named here."],
    [one("lists: ['']", packets), "a.yaml:7:13: assertions.0.lists.0: An empty name stands here."],
    [one("lists: A", "devices: []", packets), "a.yaml:8:5: assertions.0.devices: Nothing is named here."],
    [one("lists: A", "os: []", packets), "a.yaml:8:5: assertions.0.os: No operating system is named here."],
    [
      one("lists: A", "os: [ios]", packets),
      expect.stringMatching(/a\.yaml:8:10: assertions\.0\.os\.0: "ios" is none of .*"cisco-ios"/),
    ],
    [
      one("lists: A", "packets: some", packets),
      'a.yaml:8:5: assertions.0.packets: "some" is none of "all", "opening".',
    ],
    [one("list: A", packets), 'a.yaml:7:5: assertions.0.list: There is no key "list" here. Did you mean "lists"?'],
    [one("lists: A", "never: { from: any, service: any }"), 'a.yaml:8:5: assertions.0.never: The key "to" is missing.'],
    [
      one("lists: A", "never: { from: any, to: any, service: any, prot: any }"),
      'a.yaml:8:48: assertions.0.never.prot: There is no key "prot" here. Did you mean "from"?',
    ],
    [
      one("management: ssh", packets),
      'a.yaml:8:25: assertions.0.never.to: The key "to" has no meaning beside management, which names the services of the device itself.',
      'a.yaml:8:34: assertions.0.never.service: The key "service" has no meaning beside management, which names the services of the device itself.',
    ],
    [
      one("management: ssh", "lists: A", "never: { from: any }"),
      'a.yaml:6:5: assertions.0: "a" says where it holds by lists and management: one of lists, interfaces, zones, management is expected.',
    ],
    [
      one("management: [ssh, telent]", "never: { from: any }"),
      expect.stringMatching(
        /^a\.yaml:7:23: assertions\.0\.management\.1: "telent" is none of any, ssh, telnet, .*\. Did you mean "telnet"\?$/,
      ),
    ],
    [one("management: []", "never: { from: any }"), "a.yaml:7:5: assertions.0.management: No service is named here."],
    [
      one("management: ssh", "direction: in", "never: { from: any }"),
      'a.yaml:8:5: assertions.0.direction: The key "direction" has no meaning beside management.',
    ],
    [
      one("management: ssh", "always: { from: any }"),
      "a.yaml:7:5: assertions.0.management: Beside always, interfaces are expected too: who comes in by which of them is not known otherwise.",
    ],
    [
      one("management: ssh", "never: { from: nobody }"),
      'a.yaml:8:14: assertions.0.never.from: There is no network "nobody".',
    ],
    [
      one("lists: A", "never: { from: [], to: any, service: any }"),
      "a.yaml:8:14: assertions.0.never.from: No network is named here.",
    ],
    [
      one("lists: A", "never: { from: any, to: any, service: [] }"),
      "a.yaml:8:34: assertions.0.never.service: No service is named here.",
    ],
    [
      one("lists: A", "never: { from: any, to: [any, sevrers], service: any }"),
      'a.yaml:8:35: assertions.0.never.to.1: There is no network "sevrers". Did you mean "servers"?',
    ],
    [
      one("lists: A", "never: { from: any, to: servers, service: shel }"),
      'a.yaml:8:38: assertions.0.never.service: There is no service "shel". Did you mean "shell"?',
    ],
    [
      one("lists: A", "never: { from: 192.0.2.1, to: '2001:db8::1', service: any }"),
      "a.yaml:8:5: assertions.0.never: There is no such packet: the sources are of IPv4 alone, the destinations of IPv6 alone, and the services go by both.",
    ],
    [
      one("lists: A", "never: { from: 192.0.2.1, to: any, service: icmpv6/128 }"),
      "a.yaml:8:5: assertions.0.never: There is no such packet: the sources are of IPv4 alone, the destinations of both IP versions, and the services go by IPv6 alone.",
    ],
    [
      `${rest}  - name: a\n    lists: A\n    ${packets}\n`,
      'a.yaml:5:5: assertions.1.name: "a" is there twice; first as assertions.0.',
    ],
    [
      one("lists: A", packets).replace("name: a", "name: ''"),
      'a.yaml:6:5: assertions.0.name: A name of one line, up to 200 characters, is expected; seen: "".',
    ],
  ])("%j", (text, ...expected) => {
    expect(told(text)).toEqual(expected);
  });

  it("names within names only so deep", () => {
    const names = Array.from({ length: 200 }, (_, index) => `  n${index}: n${index + 1}\n`).join("");
    expect(told(sections(`networks:\n${names}  n200: 192.0.2.1\n`))[0]).toMatch(/deeper than 64 names/);
  });
});

it("names that stand for too much are refused", () => {
  const big = Array.from({ length: 5_000 }, (_, at) => `10.${at >> 8}.${at & 255}.1`).join(", ");
  const uses = Array.from({ length: 20_000 }, () => "big").join(", ");
  expect(told(sections(`networks:\n  big: [${big}]\n  more: [${uses}]\n`))[0]).toMatch(
    /The names of networks stand for more than 2000000 parts together\.$/,
  );
});
