import { array, assert, nat, property, tuple } from "fast-check";
import { describe, it } from "vitest";
import { KnownPrefixes } from "../../../parsers/lib/cisco/known-prefixes.ts";
import type { AddressSpec } from "../../../src/model/address.ts";

const specOf = (value: number, length: number): AddressSpec => ({
  include: [{ kind: "prefix", prefix: `${value}/${length}` }],
  exclude: [],
});

/** Values of few high bits, so that many share a slot. */
const key = tuple(
  nat({ max: 4095 }).map((value) => (value << 20) | 0),
  nat({ max: 32 }),
);

describe("prefixes that a text has named lately", () => {
  it("are never taken for others, however many there are", () => {
    assert(
      property(array(key, { maxLength: 3000 }), (keys) => {
        const known = new KnownPrefixes();
        return keys.every(([value, length]) => {
          const found = known.get(value, length);
          const spec = found ?? known.keep(value, length, specOf(value, length));
          const [only] = spec.include;
          return only?.kind === "prefix" && only.prefix === `${value}/${length}` && known.get(value, length) === spec;
        });
      }),
      { numRuns: 200 },
    );
  });
});
