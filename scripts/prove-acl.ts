/**
 * The packet sets of src/acl against brute force: random lists over universes so small that every packet is looked at
 * by an evaluator of its own. `npx node scripts/prove-acl.ts --cases 300000 --seed 1`; the same seed gives the same
 * cases. Prints what was judged, how often each thing occurred, and the first faults made as small as they get.
 * Exit code 1 where an answer was wrong, or too many were left open.
 */
import { parseArgs } from "node:util";
import { counted, countsText, noCounts } from "../test/acl/case-counts.ts";
import { caseOf, judgeCase, type Case, type Judged } from "../test/acl/judge-case.ts";
import { faultText } from "../test/acl/smaller-case.ts";

const { values } = parseArgs({
  options: {
    cases: { type: "string", default: "20000" },
    seed: { type: "string", default: "1" },
    /** Packets of each case that are asked one by one. */
    packets: { type: "string", default: "8" },
  },
});
const [cases = 0, seed = 0, packets = 0] = [values.cases, values.seed, values.packets].map(Number);
if (![cases, seed, packets].every((number) => Number.isSafeInteger(number) && number > 0)) {
  process.stderr.write("--cases, --seed and --packets are whole numbers from 1 on.\n");
  process.exit(2);
}
/** Shown in full; of the others only the number is told. */
const mostShown = 5;
/** Share of cases that may leave an answer open at a bound: small universes hardly ever need to. */
const mostOpen = 0.001;

const started = performance.now();
let counts = noCounts;
let faulty = 0;
for (let number = 0; number < cases; number += 1) {
  // Far apart, so that runs of different seeds share no case.
  const test = caseOf(seed * 10_000_000 + number);
  const judged = judge(test);
  counts = counted(counts, test, judged);
  if (judged.faults.length === 0) continue;
  faulty += 1;
  if (faulty <= mostShown) process.stdout.write(`\n${faultText(test)}\n`);
}

function judge(test: Case): Judged {
  try {
    return judgeCase(test, packets, "in turn");
  } catch (error) {
    return { faults: [`exception: ${String(error)}`], open: 0, truths: [] };
  }
}

const seconds = (performance.now() - started) / 1000;
const open = (counts["answers left open"] ?? 0) / Math.max(cases, 1);
process.stdout.write(`${countsText(counts)}\n`);
process.stdout.write(
  `${String(cases)} cases of seed ${String(seed)} in ${seconds.toFixed(1)} s: ${String(faulty)} wrong\n`,
);
if (open > mostOpen)
  process.stdout.write(`too many answers were left open: ${(open * 100).toFixed(3)} % of the cases\n`);
process.exitCode = faulty > 0 || open > mostOpen ? 1 : 0;
