import { array, assert, constantFrom, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { LazyLines } from "../../../parsers/lib/lazy-lines.ts";
import { LetterTriples, Signs } from "../../../parsers/lib/letter-triples.ts";
import { LineStarts } from "../../../parsers/lib/line-starts.ts";
import { NextOf } from "../../../parsers/lib/next-of.ts";
import { hashOf, isWordAt, withLetter } from "../../../parsers/lib/word-hash.ts";

const letters = string({ unit: constantFrom("a", "b", "#", " ", "\n"), maxLength: 60 });

describe("where a text holds a word next", () => {
  it("is where a search of each line finds one", () => {
    assert(
      property(letters, array(constantFrom("a", "ab", "#", "b b"), { maxLength: 3 }), (text, words) => {
        const next = new NextOf(text, words);
        let from = 0;
        for (const line of text.split("\n")) {
          const to = from + line.length;
          expect(next.isWithin(from, to)).toBe(words.some((word) => line.includes(word)));
          from = to + 1;
        }
      }),
    );
  });
});

describe("three letters of a word", () => {
  const triples = new LetterTriples(["key", "cre", "$1$"]);
  const lines: readonly (readonly [line: string, may: boolean])[] = [
    ["key", true],
    ["monKEYs", true],
    ["a Secret", true],
    ["5 $1$", true],
    ["ke y", false],
    ["ke", false],
    ["k", false],
    ["", false],
    ["interface Vlan1", false],
  ];
  it.each(lines)("%j may hold one: %s", (line, may) => {
    const source = new LazyLines(`key\n${line}\nkey`);
    expect(triples.mayBeWithin(source, source.startOf(1), source.endOf(1))).toBe(may);
  });
});

describe("a sign", () => {
  const signs = new Signs([
    ["secret", "cre"],
    [String.raw`\$\d\$`, ["$1$", "$2$"]],
  ]);
  const lines: readonly (readonly [line: string, may: boolean, does: boolean])[] = [
    ["a secret", true, true],
    ["increment", true, false],
    ["$2$x", true, true],
    ["a password", false, false],
  ];
  it.each(lines)("may stand in %j: %s, and does: %s", (line, may, does) => {
    expect(signs.mayStandIn(new LazyLines(`secret\n${line}\nsecret`), 1)).toBe(may);
    expect(signs.standIn(line)).toBe(does);
  });

  it("is refused with letters that it does not have", () => {
    expect(() => new Signs([["secret", "key"]])).toThrow('"secret" does not have "key".');
  });
});

describe("how a line begins", () => {
  const starts = new LineStarts(["banner", "aaa authentication", "ab"]);
  const lines: readonly (readonly [line: string, begins: boolean])[] = [
    ["banner motd", true],
    ["banners", true],
    ["bann", false],
    ["aaa authentication login", true],
    ["aaa \t authentications", true],
    ["aaa authorization", false],
    ["aaaauthentication", false],
    ["abc", true],
    ["xab", false],
    ["", false],
  ];
  it.each(lines)("%j begins as a phrase: %s", (line, begins) => {
    const source = new LazyLines(`before\n${line}\nbanner`);
    expect(starts.isAt(source, source.startOf(1), source.endOf(1))).toBe(begins);
  });
});

describe("a word's hash", () => {
  it("is that of its letters one by one, and the word is found by them", () => {
    assert(
      property(string(), (word) => {
        const { codes } = new LazyLines(`${word.replaceAll(/[\r\n]/g, "")} x`);
        const plain = word.replaceAll(/[\r\n]/g, "");
        let hash = 0;
        for (let index = 0; index < plain.length; index += 1) hash = withLetter(hash, codes[index] ?? 0);
        expect(hash).toBe(hashOf(plain));
        expect(isWordAt(plain, codes, 0, plain.length)).toBe(true);
        expect(isWordAt(plain, codes, 0, plain.length + 1)).toBe(false);
      }),
    );
  });
});
