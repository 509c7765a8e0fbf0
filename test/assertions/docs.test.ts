import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { assertionSchema } from "../../src/assertions/schema.ts";
import { packageRoot } from "../../src/package-root.ts";
import { schemaJson, schemaTable } from "../../src/yaml/schema-reference.ts";
import { runRedoubt } from "../cli/run-redoubt.ts";

const page = join(packageRoot, "docs", "assertions.md");
const cwd = join(packageRoot, "docs", "examples", "assertions");
const file = join(cwd, "assertions.yaml");

const fenced = (kind: string, text: string): string => `\`\`\`${kind}\n${text.trimEnd()}\n\`\`\``;

/** The example with two names mistyped. */
function faults(): string {
  const input = readFileSync(file, "utf8").replace("from: guests,", "from: geusts,").replace("tcp/22", "tcp/ssh");
  return runRedoubt(["acl", "assert", "-", "configs"], { cwd, input }).stderr;
}

it("docs/assertions.md shows what the program prints and takes", async () => {
  const generated: Readonly<Record<string, () => string>> = {
    "assertions.yaml": () => fenced("yaml", readFileSync(file, "utf8")),
    output: () => fenced("text", runRedoubt(["acl", "assert", "assertions.yaml", "configs"], { cwd }).stdout),
    faults: () => fenced("text", faults()),
    keys: () => schemaTable(assertionSchema).join("\n"),
  };
  const written = readFileSync(page, "utf8").replaceAll(
    /(<!-- generated: (\S+) -->\n)[^]*?(<!-- end -->)/g,
    (_, begin: string, name: string, end: string) => `${begin}\n${generated[name]?.() ?? ""}\n\n${end}`,
  );
  await expect(written).toMatchFileSnapshot(page);
});

it("docs/assertions.schema.json is the schema", async () => {
  await expect(schemaJson(assertionSchema)).toMatchFileSnapshot(join(packageRoot, "docs", "assertions.schema.json"));
});
