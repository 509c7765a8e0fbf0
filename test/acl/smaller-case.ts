import { listText } from "./case-text.ts";
import { judgeCase, withEntries, type Case } from "./judge-case.ts";

/** Packets that are asked one by one when a fault is made small. */
const mostAsked = 200;

/** The faults of a case, an exception being one. */
export function faultsOf(test: Case, packets: number, asked: "all" | "in turn"): readonly string[] {
  try {
    return judgeCase(test, packets, asked).faults;
  } catch (error) {
    return [`exception: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`];
  }
}

/** A case with as few entries as still show a fault of the same kind. */
export function smallerCase(test: Case): Case {
  const [kind = ""] = (faultsOf(test, mostAsked, "all")[0] ?? "").split(":");
  const fails = (candidate: Case) =>
    faultsOf(candidate, mostAsked, "all").some((fault) => fault.startsWith(`${kind}:`));
  let small = test;
  for (;;) {
    const next = candidates(small).find(fails);
    if (next === undefined) return small;
    small = next;
  }
}

/** The same case with one thing less. */
function* candidates(test: Case): Generator<Case> {
  for (let place = 0; place < lengthOf(test); place += 1) {
    for (const list of ["first", "second"] as const) {
      const smaller = withEntries(test[list], (entries) => entries.filter((_, at) => at !== place));
      if (JSON.stringify(smaller) !== JSON.stringify(test[list])) yield { ...test, [list]: smaller };
    }
  }
  for (const [place] of test.spaces.entries()) yield { ...test, spaces: test.spaces.toSpliced(place, 1) };
  for (const list of ["first", "second"] as const) {
    const own = test[list];
    if (own.kind === "acl" && own.acl.implied !== undefined) {
      const { implied: _, ...acl } = own.acl;
      yield { ...test, [list]: { ...own, acl } };
    }
  }
}

function lengthOf({ first, second }: Case): number {
  return Math.max(...[first, second].map((list) => (list.kind === "acl" ? list.acl.entries : list.policies).length));
}

/** What somebody needs to see a fault and to come back to it. */
export function faultText(test: Case): string {
  const small = smallerCase(test);
  return [
    `seed ${String(test.seed)}, universe "${test.universe.name}"`,
    ...faultsOf(small, mostAsked, "all").slice(0, 4),
    "the first list:",
    listText(small.first),
    "the second list:",
    listText(small.second),
    ...(small.spaces.length > 0 ? [`within ${JSON.stringify(small.spaces)}`] : []),
  ].join("\n");
}
