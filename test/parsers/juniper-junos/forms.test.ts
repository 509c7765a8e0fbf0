import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { juniperJunos } from "../../../parsers/juniper-junos/juniper-junos.ts";

const readCase = (name: string) => juniperJunos.parse(readFileSync(join(import.meta.dirname, `${name}.cfg`), "utf8"));
const read = (form: string) => readCase(`firewall-${form}`);

/** The model without its places. */
function withoutPlaces(config: unknown): unknown {
  return JSON.parse(
    JSON.stringify(config, (key, value: unknown) => (key === "at" || key === "path" ? undefined : value)),
  );
}

const braces = read("braces");

describe("the three forms of one configuration", () => {
  it.each(["set", "xml"])("give the same model: braces and %s", (form) => {
    expect(withoutPlaces(read(form).config)).toEqual(withoutPlaces(braces.config));
  });

  it.each([
    ["section-routing", "set"],
    ["section-routing", "xml"],
    ["section-nat", "set"],
    ["section-nat", "xml"],
    ["logical-systems", "set"],
    ["logical-systems", "xml"],
  ])("give the same sections: %s, braces and %s", (name, form) => {
    const one = withoutPlaces(readCase(`${name}-${form}`).config);
    expect(one).toEqual(withoutPlaces(readCase(`${name}-braces`).config));
  });

  it.each(["braces", "set", "xml"])("leave nothing unread: %s", (form) => {
    const { unread, problems, coverage } = read(form);
    expect({ unread, problems }).toEqual({ unread: [], problems: [] });
    expect(coverage.read + coverage.skipped).toBe(coverage.lines);
  });

  it("give XML facts the path of their element", () => {
    expect(read("xml").config.identity.hostname).toMatchObject({
      value: "fw-1",
      path: "/rpc-reply/configuration/system/host-name",
    });
  });

  it.each(["braces", "set", "xml"])("mark every secret: %s", (form) => {
    const text = readFileSync(join(import.meta.dirname, `firewall-${form}.cfg`), "utf8").split("\n");
    for (const { line, start, end } of read(form).secrets) {
      const held = text[line - 1] ?? "";
      text[line - 1] = held.slice(0, start) + "\u0000".repeat(end - start) + held.slice(end);
    }
    expect(text.join("\n")).not.toMatch(/FAKE-(?:secret|community)/);
  });
});
