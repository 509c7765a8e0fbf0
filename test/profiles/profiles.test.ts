import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { describeProblem, loadProfiles, profilesFolder } from "../../src/profiles/load-profiles.ts";
import { readProfile } from "../../src/profiles/read-profile.ts";
import { profileReference, profileSchemaJson } from "../../src/profiles/reference.ts";

const { profiles, problems } = loadProfiles();
const ids = [...profiles.keys()];
const iosText = readFileSync(join(profilesFolder(), "cisco-ios.yaml"), "utf8");

// A function, since text like $' means something to replace.
const edited = (from: string | RegExp, to: string): string => iosText.replace(from, () => to);

describe("the profiles that come with the program", () => {
  it("have no problems", () => {
    expect(problems).toEqual([]);
    expect(ids).toEqual(expect.arrayContaining(["cisco-ios", "fortinet-fortios", "juniper-junos"]));
  });

  it.each(ids)("%s sends nothing that configures", (id) => {
    const profile = profiles.get(id);
    const sent = [...(profile?.pager.off ?? []), ...(profile?.pull ?? []), profile?.enable?.command ?? "enable"];
    expect(sent.filter((command) => !/^(?:show|enable$|terminal (?:length|width) 0$|set cli )/.test(command))).toEqual(
      [],
    );
  });
});

describe("generated from the schema", () => {
  it("profile.schema.json", async () => {
    await expect(profileSchemaJson()).toMatchFileSnapshot(join(profilesFolder(), "profile.schema.json"));
  });

  it("docs/profiles.md", async () => {
    await expect(profileReference()).toMatchFileSnapshot(join(profilesFolder(), "../docs/profiles.md"));
  });
});

describe("a profile that is wrong names the place", () => {
  it.each([
    [
      "a mistyped key",
      edited("pager:", "pagr:"),
      /^cisco-ios\.yaml:28:1: pagr: .*no key "pagr" here\. Did you mean "pager"\?/,
    ],
    ["a missing key", edited(/^maximumBytes.*\n/m, ""), /: The key "maximumBytes" is missing\./],
    [
      "a wrong kind",
      edited("connect: 15000", "connect: soon"),
      /timeouts\.connect: .*number|timeouts\.connect: .*integer; seen: "soon"/,
    ],
    [
      "a word of no list",
      edited("means: failed", "means: broken"),
      /refusals\.\d+\.means: "broken" is none of "unknown-command"/,
    ],
    ["broken YAML", edited("pager:", "pager: ["), /^cisco-ios\.yaml:\d+:\d+: /],
    [
      "an id that is not the file's",
      edited("id: cisco-ios", "id: cisco-iosx"),
      /:2:1: id: "cisco-iosx" is not the name of the file/,
    ],
    ["a pattern without anchor", edited("last: '^end$'", "last: 'end$'"), /whole\.last: .*anchored/],
    ["a pattern that may take long", edited("last: '^end$'", "last: '^(a+)+$'"), /whole\.last: A group is repeated/],
    ["no regular expression", edited("last: '^end$'", "last: '^(end$'"), /whole\.last: Not a regular expression/],
    ["a prompt without its group", edited("ready: '^(?<name>", "ready: '^(?<nom>"), /prompts\.ready: .*\(\?<name>/],
    [
      "a nested key",
      edited("{ pattern: '^ ?--More--$', send:", "{ pattern: '^ ?--More--$', sned:"),
      /pager\.pauses\.0\.sned: .*Did you mean "send"/,
    ],
    ["an empty file", "", /^cisco-ios\.yaml:1:1: .*object; seen: null/],
  ])("%s", (_title, text, expected) => {
    const reading = readProfile("cisco-ios.yaml", text);
    expect(reading.ok ? "no problem" : reading.problems.map(describeProblem).join("\n")).toMatch(
      new RegExp(expected, "m"),
    );
  });

  it("and leaves the others usable", () => {
    const folder = mkdtempSync(join(tmpdir(), "redoubt-profiles-"));
    writeFileSync(join(folder, "cisco-ios.yaml"), iosText);
    writeFileSync(join(folder, "broken.yaml"), "id: broken\n");
    const loaded = loadProfiles(folder);
    rmSync(folder, { recursive: true });
    expect([...loaded.profiles.keys()]).toEqual(["cisco-ios"]);
    expect(loaded.problems[0]).toMatchObject({ file: join(folder, "broken.yaml"), line: 1 });
  });
});
