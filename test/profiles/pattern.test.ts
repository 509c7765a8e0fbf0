import { describe, expect, it } from "vitest";
import { patternProblem } from "../../src/profiles/pattern.ts";

describe("patterns that are taken", () => {
  it.each([
    String.raw`^end$`,
    String.raw`^\s*set \S+ ENC (?<value>\S+)`,
    String.raw`^(?<name>[\w.-]{1,64})(?: \([\w.-]{1,64}\))? [#$]$`,
    String.raw`^snmp-server host \S+ (?:\S{1,64} ){0,6}version (?:1|2c) (?<secret>\S+)`,
    String.raw`^[^"]*"(?<secret>[^"]*)"; ## SECRET-DATA`,
    String.raw`^\{[\w:-]{1,40}\}$`,
    String.raw`^a[^\]]+]`,
    String.raw`^\x41+\u0042`,
  ])("%s", (pattern) => {
    expect(patternProblem(pattern)).toBeNull();
  });
});

describe("patterns that are not", () => {
  it.each([
    ["end$", /anchored/],
    ["^a|b", /alternatives/],
    ["^(a", /Not a regular expression/],
    ["^(a+)+$", /A group is repeated/],
    ["^(?:a|b)*$", /A group is repeated/],
    ["^.*x", /followed by/],
    [String.raw`^\s*\s*x`, /followed by/],
    [String.raw`^\w+(?:\d|-)`, /followed by/],
    [String.raw`^\d+\.?\d+$`, /followed by/],
    [String.raw`^(?:[a-z]+){1,3}`, /followed by/],
    [String.raw`^(a)\1`, /not allowed/],
    ["^(?=a)", /ahead or behind/],
    ["^(?<!a)b", /ahead or behind/],
    [String.raw`^\p{L}`, /not allowed/],
  ])("%s", (pattern, why) => {
    expect(patternProblem(pattern)).toMatch(why);
  });
});
