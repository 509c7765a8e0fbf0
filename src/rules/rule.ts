import { byDefault, isKnown, joinRanges, read, type Fact, type LineRange, type Place } from "../model/fact.ts";
import type { DeviceConfig, ModelArea, OperatingSystem } from "../model/device-config.ts";
import type { Evidence, Outcome, References, Severity } from "../model/verdict.ts";

export interface Example {
  readonly os: OperatingSystem;
  readonly config: string;
  /** Why this case is here, where the text does not say it: 'before 15.x the default is all'. */
  readonly because?: string;
  /** What the user told beside the configuration; left out: nothing. */
  readonly settings?: AuditSettings;
}

/** What the user tells of the network, since no configuration does. */
export interface AuditSettings {
  /** Networks that devices are managed from, as prefixes or addresses; empty where nobody said. */
  readonly managementNetworks: readonly string[];
}

export const noSettings: AuditSettings = { managementNetworks: [] };

export type RuleArea = "management-access" | "accounts" | "snmp" | "time" | "logging" | "banners" | "services" | "acl";

export interface Rule {
  /** Never reused, equal to the file name. */
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly area: RuleArea;
  readonly why: string;
  readonly fix: string;
  /** What a person loses when the fix is applied. */
  readonly usability: string;
  readonly remediation: Readonly<Partial<Record<OperatingSystem, string>>>;
  /** Parts of the model it rests on: an unread line there turns pass and notApplicable into unknown. */
  readonly needs: readonly ModelArea[];
  /** It fails on what is nowhere in the configuration: an unread line of its areas makes its failures unknown too. */
  readonly failsOnAbsence?: true;
  readonly references: References;
  readonly examples: {
    readonly compliant: readonly Example[];
    readonly violating: readonly Example[];
    /** Cases where the rule must say that it does not know. */
    readonly unknown?: readonly Example[];
  };
  /** Yields one judgement per subject; none at all means that the rule does not apply to the device. */
  check(device: DeviceConfig, settings: AuditSettings): Iterable<Judgement>;
}

export interface Judgement {
  readonly outcome: Outcome;
  readonly message: string;
  readonly subject: string;
  readonly evidence: Evidence;
}

/** What a decision says; `judge` adds subject and evidence. */
export interface Decision {
  readonly outcome: "pass" | "fail" | "notApplicable" | "unknown";
  readonly message: string;
}

export const pass = (message: string): Decision => ({ outcome: "pass", message });
export const fail = (message: string): Decision => ({ outcome: "fail", message });
export const unknown = (message: string): Decision => ({ outcome: "unknown", message });
export const notApplicable = (message: string): Decision => ({ outcome: "notApplicable", message });

type Values<F extends readonly Fact<unknown>[]> = { [K in keyof F]: F[K] extends Fact<infer T> ? T : never };

/**
 * Judges one subject by the facts it rests on. Evidence comes from those facts, so that none is
 * forgotten; `decide` is called only when every fact is known, so that no unknown fact can pass.
 */
export function judge<const F extends readonly Fact<unknown>[]>(
  subject: string,
  facts: F,
  decide: (...values: Values<F>) => Decision,
): Judgement {
  const evidence = evidenceOf(facts);
  const values: unknown[] = [];
  for (const fact of facts) {
    if (isKnown(fact)) values.push(fact.value);
    else if ("unknown" in fact) return { outcome: "unknown", message: fact.unknown, subject, evidence };
    else return { outcome: "notApplicable", message: fact.notApplicable, subject, evidence };
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each value was just taken from the fact at its index
  return { ...decide(...(values as Values<F>)), subject, evidence };
}

/** Joins the places and defaults of several facts. */
export function evidenceOf(facts: readonly (Fact<unknown> | Place)[]): Evidence {
  const ranges: LineRange[] = [];
  const defaults: string[] = [];
  let xmlPath: string | null = null;
  for (const fact of facts) {
    if ("at" in fact) ranges.push(...fact.at);
    if ("path" in fact && fact.path !== undefined) xmlPath ??= fact.path;
    if ("default" in fact) defaults.push(fact.default);
  }
  return {
    lines: joinRanges(ranges),
    xmlPath,
    default: defaults.length === 0 ? null : [...new Set(defaults)].join("; "),
  };
}

/** A list as a fact: the places of its items, or in an empty one the sentence that says what is absent. */
export function listed<T extends Place>(items: readonly T[], absence: string): Fact<readonly T[]> {
  if (items.length === 0) return byDefault(items, absence);
  return read(items, joinRanges(items.flatMap((item) => item.at)), items.find((item) => item.path !== undefined)?.path);
}
