import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fortinetFortios } from "../../../parsers/fortinet-fortios/fortinet-fortios.ts";

const corpus = join(import.meta.dirname, "../../../../shared/corpus");
const present = existsSync(corpus);
if (!present) console.warn(`No corpus at ${corpus}: the parser of FortiOS is not tried on it.`);

const files = present
  ? globSync("*/**/*", { cwd: corpus }).filter((file) => statSync(join(corpus, file)).isFile())
  : [];
const own = files.filter((file) => file.startsWith("fortinet-fortios/"));

describe.skipIf(!present)("corpus", () => {
  it.each(own)("%s: lines add up", (file) => {
    const { coverage } = fortinetFortios.parse(readFileSync(join(corpus, file), "utf8"));
    expect(coverage.read + coverage.skipped + coverage.unread).toBe(coverage.lines);
  });

  it("is not claimed where it is of another language", () => {
    const claimed = files.filter(
      (file) =>
        !file.startsWith("fortinet-fortios/") &&
        fortinetFortios.recognise(readFileSync(join(corpus, file), "latin1")) >= 0.5,
    );
    expect(claimed).toEqual([]);
  });
});
