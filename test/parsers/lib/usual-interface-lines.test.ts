import { array, assert, constantFrom, oneof, property, tuple } from "fast-check";
import { describe, expect, it } from "vitest";
import { parsers } from "../../../parsers/index.ts";
import type { Parser } from "../../../parsers/parser.ts";

function parserOf(os: string): Parser {
  const found = parsers.find(({ id }) => id === os);
  if (found === undefined) throw new Error(`no parser of ${os}`);
  return found;
}

/** How each language indents what stands under a statement, and begins the lines in question. */
const languages: readonly (readonly [os: string, indent: string, ip: string])[] = [
  ["cisco-ios", " ", "ip"],
  ["cisco-nxos", "  ", "ip"],
  ["cisco-iosxr", " ", "ipv4"],
  ["arista-eos", "   ", "ip"],
];

const address = constantFrom(
  "192.0.2.1 255.255.255.0",
  "192.0.2.1 255.0.255.0",
  "192.0.2.1/24",
  "192.0.2.1/0",
  "192.0.2.1/33",
  "192.0.2.1/08",
  "192.0.02.1/24",
  "192.0.2.1 255.255.255.0 secondary",
  "192.0.2.256/24",
  "192.0.2/24",
  "dhcp",
  "",
);
const bound = constantFrom(
  "L in",
  "L out",
  "L ingress",
  "L egress",
  "L",
  "in",
  "common ingress",
  "common L ingress",
  "key in",
);
const line = oneof(
  constantFrom("description", "description uplink", "description to the core, key 7", "description ä b"),
  address.map((each) => `IP address ${each}`),
  bound.map((each) => `IP access-group ${each}`),
  constantFrom(
    "no IP redirects",
    "no IP unreachables",
    "no IP proxy-arp",
    "no IP redirects 1",
    "IP redirects",
    "no IP",
    "shutdown",
  ),
);
const name = constantFrom(
  "Vlan1",
  "Ethernet1/1",
  "GigabitEthernet0/1",
  "Gi0/1",
  "Loopback0",
  "range",
  "point-to-point",
  "l2transport",
);
const head = oneof(
  name.map((each) => `interface ${each}`),
  tuple(constantFrom("IP access-list", "IP access-list extended"), constantFrom("L", "standard", "key")).map((words) =>
    words.join(" "),
  ),
);

/** Blanks stand twice, so that what is told by letters is read by words. */
const apart = (text: string) => text.replaceAll(" ", "  ");

describe("a line of an interface that is read without words", () => {
  it.each(languages)("says the same as read by words in %s", (os, indent, ip) => {
    const parser = parserOf(os);
    const block = tuple(head, array(line, { maxLength: 5 }));
    assert(
      property(array(block, { minLength: 1, maxLength: 4 }), (blocks) => {
        const written = (of: (text: string) => string) =>
          blocks
            .map(([first, lines]) => [of(first), ...lines.map((each) => indent + of(each.trim()))].join("\n"))
            .join("\n")
            .replaceAll("IP", ip);
        const one = parser.parse(written((text) => text));
        const other = parser.parse(written(apart));
        expect(JSON.stringify(one.config)).toBe(JSON.stringify(other.config));
        expect(one.coverage).toEqual(other.coverage);
      }),
      { numRuns: 500 },
    );
  });

  it.each(languages)("is understood in %s", (os, indent, ip) => {
    const [, direction] = os === "cisco-iosxr" ? ["", "ingress"] : ["", "in"];
    const lines = ["description to the core", `${ip} address 192.0.2.1/24`, `${ip} access-group L ${direction}`];
    const { config, coverage } = parserOf(os).parse(
      `interface Vlan1\n${lines.map((each) => `${indent}${each}\n`).join("")}`,
    );
    expect(coverage.unread).toBe(0);
    expect(config.interfaces[0]).toMatchObject({
      description: "to the core",
      addresses: ["192.0.2.1/24"],
      boundAcls: [{ acl: "L", family: "ipv4", direction: "in" }],
    });
  });
});

describe("an object of the ASA that is read without words", () => {
  const member = constantFrom(
    "host 192.0.2.1",
    "host 192.0.02.1",
    "host 192.0.2.1/32",
    "host h",
    "host",
    "subnet 192.0.2.0 255.255.255.0",
    "description host",
  );
  it("says the same as read by words", () => {
    const parser = parserOf("cisco-asa");
    assert(
      property(array(tuple(constantFrom("A", "B"), array(member, { maxLength: 3 })), { maxLength: 4 }), (objects) => {
        const written = (of: (text: string) => string) =>
          `name 192.0.2.9 h\n${objects.map(([own, members]) => [`object network ${own}`, ...members.map((each) => ` ${of(each)}`)].join("\n")).join("\n")}`;
        expect(JSON.stringify(parser.parse(written((text) => text)).config)).toBe(
          JSON.stringify(parser.parse(written(apart)).config),
        );
      }),
      { numRuns: 300 },
    );
  });
});
