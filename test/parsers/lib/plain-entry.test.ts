import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsers } from "../../../parsers/index.ts";
import type { Parser } from "../../../parsers/parser.ts";

/** How each language writes a list and one of its lines. */
const lists: readonly (readonly [os: string, head: string, line: string])[] = [
  ["cisco-ios", "ip access-list extended L\n", " "],
  ["cisco-ios", "", "access-list 101 "],
  ["cisco-nxos", "ip access-list L\n", "  "],
  ["cisco-asa", "", "access-list L extended "],
  ["cisco-iosxr", "ipv4 access-list L\n", " "],
  ["arista-eos", "ip access-list L\n", "   "],
];

function parserOf(os: string): Parser {
  const found = parsers.find(({ id }) => id === os);
  if (found === undefined) throw new Error(`no parser of ${os}`);
  return found;
}

/** Blanks stand twice, so that the reader of plain entries passes the line on to the language's own. */
const apart = (entry: string) => entry.replaceAll(" ", "  ");

const number = fc.constantFrom("", "", "10 ", "5 ", "010 ", "4294967295 ", "99999999999 ");
const protocol = fc.constantFrom("ip", "tcp", "udp", "icmp", "ipv4", "ahp", "6", "17", "256", "object-group");
const quad = fc.constantFrom("10.0.0.1", "10.0.0.0", "010.0.0.1", "256.1.1.1", "0.0.0.0", "1.2.3", "255.255.255.255");
const mask = fc.constantFrom("0.0.0.255", "255.255.255.0", "0.0.255.0", "0.0.0.0", "255.255.255.255", "0.0.0");
const address = fc.oneof(
  fc.constantFrom("any", "any", "any4", "any6", "10.1.2.0/24", "10.1.2.3/24", "10.0.0.0/0", "10.0.0.0/33", "object N"),
  quad.map((host) => `host ${host}`),
  fc.tuple(quad, mask).map((words) => words.join(" ")),
  quad,
);
const port = fc.constantFrom("80", "0", "65535", "65536", "080", "www", "domain", "ssh", "nobody", "8x", "");
const ports = fc.oneof(
  fc.constant(""),
  fc.constant(""),
  port.map((one) => ` eq ${one}`),
  fc.tuple(port, port).map(([one, other]) => ` eq ${one} ${other}`),
  fc.tuple(port, port).map(([one, other]) => ` range ${one} ${other}`),
  port.map((one) => ` neq ${one}`),
);
const after = fc.constantFrom(
  "",
  "",
  " log",
  " log log",
  " established",
  " logs",
  " echo",
  " fragments",
  " log 4",
  " sequence 7",
);
const entry = fc
  .tuple(number, fc.constantFrom("permit", "deny", "trust"), protocol, address, ports, address, ports, after)
  .map(([before, action, asked, from, fromPorts, to, toPorts, rest]) =>
    `${before}${action} ${asked} ${from}${fromPorts} ${to}${toPorts}${rest}`.trim(),
  );

/** Entries of which the next may differ by a source or a port alone. */
const likeable = fc.constantFrom(
  "permit tcp host 10.0.0.1 any eq 80",
  "deny tcp 10.0.0.0 0.0.0.255 any eq 80",
  "permit udp 10.1.2.0/24 host 10.0.0.2 eq 53",
  "permit tcp any eq 22 any eq 443",
  "permit tcp host 10.0.0.1 any range 20 21",
  "permit tcp host 10.0.0.1 any eq www",
  "permit ip host 10.0.0.1 any log",
  "10 permit ip any any",
);

const otherWords = [
  "",
  "10.0.0.9",
  "10.0.0.9/32",
  "any",
  "host 10.0.0.2",
  "8",
  "81",
  "65536",
  "08",
  "www",
  "log",
  "eq",
  "deny",
];

function withWord(text: string, place: number, word: string): string {
  return text
    .split(" ")
    .map((each, at) => (at === place ? word : each))
    .filter((each) => each !== "")
    .join(" ");
}

function dotted(value: number): string {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join(".");
}

function wildcardOf(bits: number): number {
  return 2 ** (32 - bits) - 1;
}

describe("an entry that is read without words", () => {
  it.each(lists)("says the same as read by words in %s: %s", (os, head, line) => {
    const parser = parserOf(os);
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: 6 }), (entries) => {
        const one = parser.parse(head + entries.map((each) => `${line}${each}\n`).join(""));
        const other = parser.parse(head + entries.map((each) => `${line}${apart(each)}\n`).join(""));
        expect(JSON.stringify(one.config)).toBe(JSON.stringify(other.config));
        expect(one.coverage).toEqual(other.coverage);
      }),
      { numRuns: 300 },
    );
  });

  it.each(lists)("says the same after one that it is like in %s: %s", (os, head, line) => {
    const parser = parserOf(os);
    const change = fc.tuple(fc.nat(7), fc.constantFrom(...otherWords));
    fc.assert(
      fc.property(likeable, fc.array(change, { minLength: 1, maxLength: 6 }), (first, changes) => {
        const entries = [first, ...changes.map(([place, word]) => withWord(first, place, word)), first];
        const one = parser.parse(head + entries.map((each) => `${line}${each}\n`).join(""));
        const other = parser.parse(head + entries.map((each) => `${line}${apart(each)}\n`).join(""));
        expect(JSON.stringify(one.config)).toBe(JSON.stringify(other.config));
        expect(one.coverage).toEqual(other.coverage);
      }),
      { numRuns: 300 },
    );
  });

  it.each(lists)(
    "says the same where a long list names prefixes again, and more than are shared, in %s: %s",
    (os, head, line) => {
      const parser = parserOf(os);
      const written = os === "cisco-asa" ? (bits: number) => ~wildcardOf(bits) >>> 0 : wildcardOf;
      // By a step that is prime to their number, so that each comes twice and near its neighbours' lengths.
      const entries = Array.from({ length: 6000 }, (_, index) => {
        const turn = (index * 1237) % 3000;
        const bits = 8 + (turn % 25);
        return `permit ip ${dotted(0x0a00_0000 + turn * 0x0137)} ${dotted(written(bits))} host ${dotted(0xc000_0200 + (turn % 256))}`;
      });
      const one = parser.parse(head + entries.map((each) => `${line}${each}\n`).join(""));
      const other = parser.parse(head + entries.map((each) => `${line}${apart(each)}\n`).join(""));
      expect(one.coverage.unread).toBe(0);
      expect(JSON.stringify(one.config)).toBe(JSON.stringify(other.config));
    },
  );

  it.each(lists)("is understood in %s: %s", (os, head, line) => {
    const { config, coverage } = parserOf(os).parse(`${head}${line}permit tcp host 10.0.0.1 any eq 80 log\n`);
    expect(coverage.unread).toBe(0);
    expect(config.aclSets[0]?.entries[0]).toMatchObject({
      action: "permit",
      source: { include: [{ kind: "prefix", prefix: "10.0.0.1/32" }] },
      services: [{ protocols: [6], destinationPorts: { kind: "ranges", ranges: [[80, 80]] } }],
      log: true,
      unresolved: [],
    });
  });
});
