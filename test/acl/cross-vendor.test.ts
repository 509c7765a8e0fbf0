import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { packageRoot } from "../../src/package-root.ts";
import { compared, nothingFound } from "./cross-vendor/compared.ts";
import { filterIn } from "./cross-vendor/filter-in.ts";
import { names } from "./cross-vendor/one-name.ts";
import { alike } from "./cross-vendor/one-policy-alike.ts";
import { changes } from "./cross-vendor/one-policy-changed.ts";
import { differences } from "./cross-vendor/one-policy-differences.ts";
import { familyOf, languageNames, policyIn, textOf, unreadOf } from "./cross-vendor/one-policy.ts";
import { crossVendorPage } from "./cross-vendor/page.ts";
import { filterOfTerms } from "./cross-vendor/written/terms.ts";
import { pairsOf } from "./cross-vendor/pairs-of.ts";

const same = { ...nothingFound, wrongWitnesses: [] };

it.each(languageNames)("%s: the whole text is read", (name) => {
  expect(unreadOf(name)).toEqual([]);
});

const pairs = alike.flatMap(({ part, packets, among, members }) =>
  pairsOf(members).map(([one, other]) => ({ part, packets, among, one, other })),
);

describe("one policy written in many languages permits the same packets", () => {
  it.each(pairs)("$part, $packets: $one and $other", ({ part, among, one, other }) => {
    expect(compared(policyIn(one, part), policyIn(other, part), familyOf(part), among)).toEqual(same);
  });
});

describe("where two languages cannot say the same", () => {
  it.each(differences)("$part, $packets: $one and $other: $because", ({ part, among, one, other, ...rest }) => {
    const { onlyOne = [], onlyOther = [], open = [] } = rest;
    const found = compared(policyIn(one, part), policyIn(other, part), familyOf(part), among);
    expect(found).toEqual({ onlyOne, onlyOther, open, wrongWitnesses: [] });
  });
});

/** Replaces the first of what is there; a text that no longer has it is a mistake of the test. */
function changed(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`The text has no "${from}".`);
  return text.replace(from, to);
}

describe("one word changed is a difference, told by block and packet", () => {
  it.each(changes)("$what: $one and $other", ({ part, one, from, to, other, among, onlyOne = [], onlyOther = [] }) => {
    const mistaken = policyIn(one, part, changed(textOf(one), from, to));
    const found = compared(mistaken, policyIn(other, part), familyOf(part), among);
    expect(found).toEqual({ onlyOne, onlyOther, open: [], wrongWitnesses: [] });
  });
});

it.each(names)("$name in $language", ({ os, family, list, text, permits }) => {
  const found = compared(filterIn(os, text, list, family), filterOfTerms([], family), family);
  expect(found).toEqual({ ...same, onlyOne: [permits] });
});

it("docs/cross-vendor.md lists what is compared here and in aerleon.test.ts", async () => {
  await expect(crossVendorPage()).toMatchFileSnapshot(join(packageRoot, "docs", "cross-vendor.md"));
});
