import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { packageRoot } from "../src/package-root.ts";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "redoubt-layers-"));
  symlinkSync(join(packageRoot, "node_modules"), join(folder, "node_modules"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A tree of two files, the first importing the second or a library, checked by the project's own layer rules. */
function violated(from: string, specifier: string, to: string | null): string {
  for (const [file, text] of [
    [from, `import type { x } from "${specifier}";\nexport type y = typeof x;\n`] as const,
    ...(to === null ? [] : [[to, "export const x = 1;\n"] as const]),
  ]) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  const { stdout } = spawnSync(
    process.execPath,
    [
      join(packageRoot, "node_modules", ".bin", "depcruise"),
      "--config",
      join(packageRoot, ".dependency-cruiser.mjs"),
      ...["src", "parsers"].filter((top) => from.startsWith(top) || to?.startsWith(top)),
    ],
    { cwd: folder, encoding: "utf8" },
  );
  return stdout;
}

it.each([
  ["model-imports-nothing", "src/model/a.ts", "../rules/b.ts", "src/rules/b.ts"],
  ["rules-see-model-and-acl-only", "src/rules/acl/a.ts", "../../../parsers/parser.ts", "parsers/parser.ts"],
  ["rules-do-not-see-each-other", "src/rules/acl/a.ts", "../snmp/b.ts", "src/rules/snmp/b.ts"],
  ["parsers-see-the-model-only", "parsers/cisco-ios/a.ts", "../../src/rules/b.ts", "src/rules/b.ts"],
  ["parsers-do-not-see-each-other", "parsers/cisco-ios/a.ts", "../juniper-junos/b.ts", "parsers/juniper-junos/b.ts"],
  ["pure-means-pure", "src/audit/a.ts", "node:fs", null],
  ["only-the-ends-see-the-ends", "src/collect/a.ts", "../store/b.ts", "src/store/b.ts"],
  ["nothing-imports-the-command-line", "src/api/a.ts", "../cli/b.ts", "src/cli/b.ts"],
  ["one-door-ssh2", "src/jobs/a.ts", "ssh2", null],
  ["one-door-fastify", "src/cli/a.ts", "fastify", null],
  ["one-door-kysely", "src/api/a.ts", "kysely", null],
])("%s is refused: %s imports %s", (rule, from, specifier, to) => {
  expect(violated(from, specifier, to)).toContain(`error ${rule}`);
});

it("lets the pure way through", () => {
  expect(violated("src/rules/acl/a.ts", "../../model/b.ts", "src/model/b.ts")).toContain(
    "no dependency violations found (2 modules",
  );
});
