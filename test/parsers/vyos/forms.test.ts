import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ubiquitiEdgeos, vyos } from "../../../parsers/vyos/vyos.ts";

/** Each statement of config.boot as the command that makes it; comments stay, since the foot tells the release. */
function asCommands(text: string): string {
  const open: string[] = [];
  const commands: string[] = [];
  let isEmpty = false;
  for (const raw of text.split("\n")) {
    const line = raw.trim();
    if (line === "") continue;
    if (line.startsWith("/*") || line.startsWith("//")) commands.push(line);
    else if (line === "}") {
      if (isEmpty) commands.push(`set ${open.join(" ")}`);
      open.pop();
      isEmpty = false;
    } else if (line.endsWith(" {")) {
      open.push(line.slice(0, -2));
      isEmpty = true;
    } else {
      commands.push(`set ${[...open, line].join(" ")}`);
      isEmpty = false;
    }
  }
  return `${commands.join("\n")}\n`;
}

/** The model without its places. */
function withoutPlaces(config: unknown): unknown {
  return JSON.parse(JSON.stringify(config, (key, value: unknown) => (key === "at" ? undefined : value)));
}

// What these hold is in no form that a device writes.
const odd = new Set(["odd-text.cfg", "truncated.cfg", "cut-late.cfg"]);

const cases = [vyos, ubiquitiEdgeos].flatMap((parser) => {
  const folder = join(import.meta.dirname, "..", parser.id);
  return globSync("*.cfg", { cwd: folder })
    .filter((file) => !odd.has(file))
    .map((file) => [`${parser.id} ${file}`, parser, readFileSync(join(folder, file), "utf8")] as const)
    .filter(([, , text]) => text.includes(" {\n"));
});

describe("config.boot and its commands", () => {
  it.each(cases)("give the same model: %s", (_, parser, text) => {
    const blocks = parser.parse(text);
    const commands = parser.parse(asCommands(text));
    expect(withoutPlaces(commands.config)).toEqual(withoutPlaces(blocks.config));
    expect(commands.problems).toEqual([]);
  });

  it("are compared for both systems", () => {
    expect(cases.filter(([, parser]) => parser === vyos).length).toBeGreaterThan(5);
    expect(cases.filter(([, parser]) => parser === ubiquitiEdgeos).length).toBeGreaterThan(5);
  });
});

describe("the same statement written otherwise", () => {
  it.each([
    ["double quotes", 'set system host-name "r1"'],
    ["single quotes", "set system host-name 'r1'"],
    ["no quotes", "set system host-name r1"],
    ["more blanks", "set  system   host-name\tr1"],
    ["a block in two pieces", "system {\n}\nsystem {\n    host-name r1\n}"],
    ["a carriage return", "set system host-name r1\r"],
  ])("%s", (_, text) => {
    expect(vyos.parse(`${text}\n`).config.identity.hostname).toMatchObject({ value: "r1" });
  });
});
