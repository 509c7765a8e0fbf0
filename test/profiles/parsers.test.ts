import { expect, it } from "vitest";
import { parsers } from "../../parsers/index.ts";
import { loadProfiles } from "../../src/profiles/load-profiles.ts";

const profiles = [...loadProfiles().profiles.values()];

it.each(profiles.map(({ id, os }) => [id, os]))("%s is read by a parser", (_id, os) => {
  expect(parsers.map((parser) => parser.id)).toContain(os);
});
