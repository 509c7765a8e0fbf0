import { describe, expect, it } from "vitest";
import { randomFrom } from "../random.ts";
import { compared, nothingFound } from "./compared.ts";
import { filterIn } from "./filter-in.ts";
import { writtenLanguages } from "./written/languages.ts";
import { filterOfTerms, randomTerms } from "./written/terms.ts";

const seeds = Array.from({ length: 6 }, (_, seed) => seed);
const cases = writtenLanguages.flatMap((language) =>
  ([4, 6] as const).flatMap((family) =>
    language.shapes(family).flatMap((shape) => seeds.map((seed) => ({ language, shape, family, seed }))),
  ),
);

describe("terms that are written down permit what they say", () => {
  it.each(cases)("$language.title, $shape of IPv$family, $seed", ({ language, shape, family, seed }) => {
    const terms = randomTerms(shape, family, randomFrom(1000 * seed + shape.length));
    const text = language.write(terms, family);
    const list = typeof language.list === "string" ? language.list : language.list(family);
    const found = compared(filterIn(language.os, text, list, family), filterOfTerms(terms, family), family, {
      ...language.among?.(family),
      ...(shape === "fragments" ? { fragments: ["none", "first", "later"] } : {}),
    });
    expect({ text, ...found }).toEqual({ text, ...nothingFound, wrongWitnesses: [] });
  });
});
