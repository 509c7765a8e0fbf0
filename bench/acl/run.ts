/**
 * How fast the whole analysis of lists is: `npm run bench:acl`. Lists are generated from a seed (bench/acl/cases.ts says
 * what they are); every figure comes from a fresh process (bench/acl/child.ts says what is timed), the median of three
 * where one takes less than ten seconds. The base that ratios are against is the IOS parser reading the text of the
 * same list in the same run, in a fresh process too; lists that IOS cannot write (ranges of addresses) have none.
 *
 *   --write         writes the table into docs/performance.md
 *   --only a,b      these cases alone
 *   --quick         a small list of every case in this process, nothing timed: what is found must be what is expected
 *   --quick --write writes what was found as expected
 */
import { parseArgs } from "node:util";
import { cases } from "./cases.ts";
import { goalLines, judged } from "./goals.ts";
import { measureCase, measureLoaded, measureMany, measureProcess, type CaseFigures } from "./measure.ts";
import { quick } from "./quick.ts";
import { caseTable, loadedTable, machine, processTable } from "./tables.ts";
import { writePage } from "./page.ts";

const { values } = parseArgs({
  options: {
    write: { type: "boolean", default: false },
    quick: { type: "boolean", default: false },
    only: { type: "string" },
  },
});

if (values.quick) {
  process.exitCode = quick(values.write) ? 0 : 1;
} else {
  const onMachine = machine();
  const wanted = values.only?.split(",");
  const figures: CaseFigures[] = [];
  for (const shape of cases) {
    if (wanted !== undefined && !wanted.includes(shape.name)) continue;
    for (const size of shape.sizes) {
      const measured = measureCase(shape.name, size);
      figures.push(measured);
      process.stderr.write(`${shape.name} ${size}: ${JSON.stringify(measured)}\n`);
    }
  }
  const whole = wanted === undefined;
  const many = whole ? judged.map((name) => measureMany(name, 2500, 20)) : [];
  const loaded = whole ? ["realistic", "random", "dense"].map((name) => measureLoaded(name, 50_000)) : [];
  const processes = whole
    ? [
        ...[1000, 10_000, 50_000].map((size) => measureProcess("random", size, 1)),
        measureProcess("random", 2500, 20),
        measureProcess("realistic", 2500, 20),
      ]
    : [];
  const page = [
    onMachine,
    ...goalLines(figures, many, loaded),
    ...caseTable([...figures, ...many]),
    ...loadedTable(loaded),
    ...processTable(processes),
  ].join("\n");
  process.stdout.write(`${page}\n`);
  if (values.write) writePage(page);
}
