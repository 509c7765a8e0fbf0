import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { opnsense, pfsense } from "../../../parsers/opnsense/opnsense.ts";
import { packageRoot } from "../../../src/package-root.ts";

const corpus = join(packageRoot, "..", "shared", "corpus");
const manifest = join(corpus, "MANIFEST.tsv");

const whole = existsSync(manifest)
  ? readFileSync(manifest, "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => line.split("\t"))
      .filter((fields) => (fields[4] === "opnsense" || fields[4] === "pfsense") && fields[11] === "yes")
      .map((fields) => [fields[0] ?? "", fields[4] === "opnsense" ? opnsense : pfsense] as const)
  : [];

const missing = whole.length === 0 ? ": skipped, the corpus is not here" : "";

describe.skipIf(missing !== "")(`whole devices of the corpus${missing}`, () => {
  it.each(whole)("%s has no line that is not understood", (path, parser) => {
    const { unread, problems, config } = parser.parse(readFileSync(join(corpus, path), "utf8"));
    expect(problems).toEqual([]);
    expect(unread).toEqual([]);
    expect(config.interfaces.length).toBeGreaterThan(0);
    expect(config.firewallPolicies.filter(({ unresolved }) => unresolved.length > 0)).toEqual([]);
  });
});
