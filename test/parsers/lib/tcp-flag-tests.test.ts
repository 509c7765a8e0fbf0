import { array, assert, boolean, constantFrom, letrec, oneof, property, record, tuple } from "fast-check";
import { describe, expect, it } from "vitest";
import { flagTable } from "../../../parsers/juniper-junos/bit-field.ts";
import { tableOf, testsOf } from "../../../parsers/lib/tcp-flag-tests.ts";
import type { TcpFlagsMatch } from "../../../src/model/acl.ts";

const holdsIn = (tests: readonly TcpFlagsMatch[]) =>
  tableOf((flags) => tests.some(({ mask, value }) => (flags & mask) === value));

describe("tests of a table of flags", () => {
  it("hold for just the settings of the table, and none is needless", () => {
    assert(
      property(array(boolean(), { minLength: 64, maxLength: 64 }), (table) => {
        const tests = testsOf(table);
        expect(holdsIn(tests)).toEqual(table);
        const fewer = tests.filter((test) =>
          holdsIn(tests.filter((other) => other !== test)).every((is, at) => is === table[at]),
        );
        expect(fewer).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

/** A bit-field expression and what it means, made together. */
interface Meant {
  readonly text: string;
  readonly holds: (flags: number) => boolean;
}

const names = { fin: 1, syn: 2, rst: 4, push: 8, ack: 16, urgent: 32, "0x12": 0x12, "0x3": 3, "8": 8 } as const;
const leaf = constantFrom(...Object.entries(names)).map(([text, bits]): Meant => ({
  text,
  holds: (flags) => (flags & bits) === bits,
}));
const { meant } = letrec<{ meant: Meant }>((tie) => ({
  meant: oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    tie("meant").map((of): Meant => ({ text: `!(${of.text})`, holds: (flags) => !of.holds(flags) })),
    record({ parts: tuple(tie("meant"), tie("meant")), and: boolean(), sign: boolean() }).map(
      ({ parts: [a, b], and, sign }): Meant =>
        and
          ? { text: `(${a.text})${sign ? " & " : "+"}(${b.text})`, holds: (flags) => a.holds(flags) && b.holds(flags) }
          : { text: `(${a.text}${sign ? "|" : " , "}${b.text})`, holds: (flags) => a.holds(flags) || b.holds(flags) },
    ),
  ),
}));

describe("a bit-field expression of Junos", () => {
  it("means what it was made from", () => {
    assert(
      property(meant, ({ text, holds }) => {
        expect(flagTable(text)).toEqual(tableOf(holds));
      }),
    );
  });

  it.each([
    ["syn & !ack | rst", (flags: number) => (flags & 0x12) === 2 || (flags & 4) !== 0],
    ["!syn & ack", (flags: number) => (flags & 0x12) === 16],
    ["fin | syn & ack", (flags: number) => (flags & 1) !== 0 || (flags & 0x12) === 0x12],
    ["tcp-initial", (flags: number) => (flags & 0x12) === 2],
    ["!tcp-established", (flags: number) => (flags & 0x14) === 0],
  ])("%s", (text, holds) => {
    expect(flagTable(text)).toEqual(tableOf(holds));
  });

  it.each([
    "",
    "(",
    "syn &",
    "& syn",
    "syn ack",
    "(syn",
    "syn)",
    "!",
    "ece",
    "0x40",
    "0",
    "64",
    "0xfff",
    "syn=1",
    `${"(".repeat(500)}syn${")".repeat(500)}`,
  ])("does not understand %s", (text) => {
    expect(flagTable(text)).toBeNull();
  });
});
