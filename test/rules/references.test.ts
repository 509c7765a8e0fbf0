import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { rules } from "../../src/rules/index.ts";

/** Ids of controls by catalogue: identifiers only, kept so that the suite needs no other source. */
const known: Readonly<Record<string, readonly string[]>> = JSON.parse(
  readFileSync(join(import.meta.dirname, "known-references.json"), "utf8"),
);

const shared = join(import.meta.dirname, "../../../shared/benchmarks");

describe("references", () => {
  it.each(rules.map((rule) => [rule.id, rule.references] as const))("of %s exist", (_, references) => {
    const missing = Object.entries(references).flatMap(([catalogue, ids]) =>
      ids.filter((id) => known[catalogue]?.includes(id) !== true).map((id) => `${catalogue} ${id}`),
    );
    expect(missing).toEqual([]);
  });

  const absent = !existsSync(shared);
  if (absent)
    console.info(
      "skipped: the catalogues of ../shared/benchmarks are not here, so known-references.json was not compared",
    );

  it.skipIf(absent)("are those of the catalogues", async () => {
    await expect(`${JSON.stringify(referencesFound(), null, 1)}\n`).toMatchFileSnapshot("known-references.json");
  });
});

/** The ids that rules use and that the catalogues hold, by catalogue. */
function referencesFound(): Record<string, string[]> {
  const table = (file: string) =>
    readFileSync(join(shared, file), "utf8")
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => line.split("\t"));
  const cci: Record<string, { rev4?: string[]; rev5?: string[] }> = JSON.parse(
    readFileSync(join(shared, "cci.json"), "utf8"),
  );
  const controls = Object.values(cci).flatMap(({ rev4 = [], rev5 = [] }) => [...rev4, ...rev5]);
  const catalogues: Record<string, Set<string>> = {
    cci: new Set(Object.keys(cci)),
    stig: new Set(table("stig-automatable.tsv").map((cells) => cells[6] ?? "")),
    cis: new Set(table("cis-items.tsv").map((cells) => `${cells[0] ?? ""} ${cells[3] ?? ""}`)),
    nsa: new Set(table("nsa.tsv").map((cells) => cells[0] ?? "")),
    "nist-800-53": new Set(controls.map(controlOf)),
  };
  return Object.fromEntries(
    Object.entries(catalogues).map(([name, ids]) => {
      const used = new Set(rules.flatMap(({ references }) => references[name] ?? []));
      return [name, [...used].filter((id) => ids.has(id)).toSorted()];
    }),
  );
}

/** "AC-17 (2)" of the CCI list's "AC-17 (2) a 1". */
function controlOf(text: string): string {
  return /^[A-Z]{2}-\d+(?: \(\d+\))?/.exec(text)?.[0] ?? text;
}
