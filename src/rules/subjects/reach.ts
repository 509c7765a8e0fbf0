import type { ManagementReach, ReachStep } from "../../acl/reach/management-reach.ts";
import { joinedAddresses, shareOf, shareText, wideShare } from "../../acl/reach/source-set.ts";
import { byDefault, isKnown, read, type Fact } from "../../model/fact.ts";
import type { Evidence } from "../../model/verdict.ts";
import { evidenceOf } from "../rule.ts";

/** One service in one IP version, by every interface. */
export interface ReachedService {
  /** "ssh over IPv4". */
  readonly name: string;
  readonly reaches: readonly [ManagementReach, ...ManagementReach[]];
}

/** Reaches by service and IP version, so that a device with many interfaces has few subjects. */
export function byService(reaches: readonly ManagementReach[]): readonly ReachedService[] {
  const groups = Map.groupBy(reaches, ({ service, family }) => `${service} over IPv${family}`);
  return [...groups].flatMap(([name, [first, ...others]]) =>
    first === undefined ? [] : [{ name, reaches: [first, ...others] as const }],
  );
}

/** Whether a way is open to anyone; null where nobody can say, which `why` tells. What is uncertain counts only where it could make the difference. */
export function openToAnyone({ sources, uncertain, complete, family }: ManagementReach): {
  readonly open: boolean | null;
  readonly why: string;
} {
  if (shareOf(sources, family) >= wideShare) return { open: true, why: "" };
  if (!complete) return { open: null, why: "The search for sources stopped at its bound." };
  const possible = joinedAddresses([...sources, ...uncertain.flatMap((each) => each.sources)], family);
  const isWide = possible === null || shareOf(possible, family) >= wideShare;
  return { open: isWide ? null : false, why: uncertain[0]?.why[0] ?? "Its sources are too many to be told apart." };
}

/** Sources for a sentence: the first few, or how many where they are nearly all. */
export function sourcesText({ sources, family }: ManagementReach): string {
  const share = shareOf(sources, family);
  if (sources.includes("any")) return "any address";
  if (share >= wideShare) return `${shareText(share)} of all addresses`;
  return sources.length <= 3
    ? sources.join(", ")
    : `${sources.slice(0, 2).join(", ")} and ${sources.length - 2} more ranges`;
}

/** Interfaces for a sentence: the first few. */
export function interfacesText(reaches: readonly ManagementReach[]): string {
  const names = [...new Set(reaches.map((reach) => reach.interface))];
  const shown = names.length <= 3 ? names.join(", ") : `${names.slice(0, 2).join(", ")} and ${names.length - 2} more`;
  return names.length === 1 && names[0] === "any interface"
    ? "any interface"
    : `${names.length === 1 ? "interface" : "interfaces"} ${shown}`;
}

/** Whether the service listens; SSH of IOS does as soon as it has host keys, which no configuration shows. */
export function listens({ enabled, service, instance }: ManagementReach): Fact<boolean> {
  if (isKnown(enabled)) return enabled;
  const byKeys = service === "ssh" && instance === "ip ssh";
  return byKeys ? byDefault(true, "IOS: the SSH server listens as soon as there are host keys") : enabled;
}

/** Few enough to be read; a device may have hundreds of interfaces alike. */
const mostShown = 5;

/** The lines that some ways rest on, and the defaults. */
export function reachEvidence(
  reaches: readonly ManagementReach[],
  steps: (reach: ManagementReach) => readonly ReachStep[],
): Evidence {
  const shown = reaches.slice(0, mostShown);
  return evidenceOf(shown.flatMap((reach) => [reach.enabled, ...steps(reach).flatMap(stepFacts)]));
}

function stepFacts(step: ReachStep): readonly Fact<null>[] {
  const place = read(null, step.at, step.path);
  return step.default === null ? [place] : [place, byDefault(null, step.default)];
}
