import { createHash } from "node:crypto";
import { joinRanges, knownValue, type LineRange } from "../model/fact.ts";
import type { DeviceConfig, ModelArea, OperatingSystem } from "../model/device-config.ts";
import type { Finding, Outcome, Verdict } from "../model/verdict.ts";
import type { Coverage, ParseProblem, ParseResult, UnreadLine } from "../../parsers/parser.ts";
import { noSettings, type AuditSettings, type Judgement, type Rule } from "../rules/rule.ts";
import { bySeverityAndPlace } from "./order.ts";

/** Everything an audit says of one device. */
export interface DeviceAudit {
  readonly hostname: string | null;
  readonly os: string;
  readonly osVersion: string | null;
  readonly coverage: Coverage;
  readonly unread: readonly UnreadLine[];
  readonly problems: readonly ParseProblem[];
  /** Every rule's verdict, one per subject, at least one per rule, in the order of the rules. */
  readonly verdicts: readonly Verdict[];
  /** Verdicts by outcome; `fail` equals the number of findings. */
  readonly counts: Readonly<Record<Outcome, number>>;
  /** The failed verdicts, most severe first. */
  readonly findings: readonly Finding[];
}

/**
 * Judges one parsed device by every rule. `device` is the identity that findings carry: the inventory's
 * name where there is one, else the host name, else the file's name.
 */
export function auditDevice(
  parsed: ParseResult,
  rules: readonly Rule[],
  device: string,
  settings: AuditSettings = noSettings,
): DeviceAudit {
  const { config } = parsed;
  const verdicts: Verdict[] = [];
  const findings: Finding[] = [];
  const isPart = isPartOfDevice(config);
  for (const rule of rules) {
    const doubt = doubtOver(rule.needs, parsed);
    const ordinals = new Map<string, number>();
    for (const judgement of judgementsOf(rule, parsed, settings)) {
      const judged = isPart && restsOnNothingRead(judgement) ? ofPart(judgement) : judgement;
      const verdict = { rule: rule.id, ...(doubt === null ? judged : doubted(judged, doubt, rule)) };
      verdicts.push(verdict);
      if (verdict.outcome !== "fail") continue;
      const ordinal = (ordinals.get(verdict.subject) ?? 0) + 1;
      ordinals.set(verdict.subject, ordinal);
      findings.push(findingOf(rule, verdict, fingerprint(device, rule.id, verdict.subject, ordinal)));
    }
  }
  return {
    hostname: knownValue(config.identity.hostname) ?? null,
    os: config.os,
    osVersion: knownValue(config.identity.osVersion) ?? null,
    coverage: parsed.coverage,
    unread: parsed.unread,
    problems: parsed.problems,
    verdicts,
    counts: countOutcomes(verdicts),
    findings: findings.toSorted(bySeverityAndPlace),
  };
}

function findingOf(rule: Rule, verdict: Verdict, id: string): Finding {
  return {
    id,
    rule: rule.id,
    severity: rule.severity,
    title: rule.title,
    message: verdict.message,
    subject: verdict.subject,
    lines: verdict.evidence.lines,
    xmlPath: verdict.evidence.xmlPath,
    default: verdict.evidence.default,
    references: rule.references,
  };
}

const noEvidence = { lines: [], xmlPath: null, default: null };

/** Subjects of one rule on one device: more than any device has, and few enough that a hostile text fits in memory. */
const maximumSubjects = 100_000;

/** A rule that yields nothing has found nothing to judge; one that breaks, or does not end, has not decided all. */
function judgementsOf(rule: Rule, { config }: ParseResult, settings: AuditSettings): readonly Judgement[] {
  const device = { subject: "", evidence: noEvidence };
  const judgements: Judgement[] = [];
  try {
    for (const judgement of rule.check(config, settings)) {
      if (judgements.length === maximumSubjects) {
        const message = `Only the first ${maximumSubjects} subjects of this rule were judged.`;
        return [...judgements, { outcome: "unknown", message, ...device }];
      }
      judgements.push(judgement);
    }
  } catch (error) {
    // The error's own text may quote the configuration, so only its kind is told.
    const kind = error instanceof Error ? error.name : typeof error;
    return [{ outcome: "unknown", message: `The rule broke on this configuration (${kind}).`, ...device }];
  }
  if (judgements.length > 0) return judgements;
  return [{ outcome: "notApplicable", message: "The device has nothing that this rule judges.", ...device }];
}

/** Languages without named parts: what was left out of a text leaves no gap that its parser could see. */
const withoutParts: ReadonlySet<OperatingSystem> = new Set([
  "cisco-ios",
  "cisco-nxos",
  "cisco-asa",
  "cisco-iosxr",
  "arista-eos",
]);

/** A text that tells neither the name of a device nor its release: a list, some interfaces, the answer to a command. */
function isPartOfDevice({ os, identity: { hostname, osVersion } }: DeviceConfig): boolean {
  return withoutParts.has(os) && [hostname, osVersion].every((fact) => !("value" in fact && "at" in fact));
}

/** It rests on what nobody stated: on a default, or on there being nothing to judge. */
function restsOnNothingRead({ outcome, evidence }: Judgement): boolean {
  if (outcome === "unknown" || outcome === "manual") return false;
  return evidence.default !== null || (outcome === "notApplicable" && evidence.lines.length === 0);
}

function ofPart(judgement: Judgement): Judgement {
  const message =
    "The text tells neither the name nor the release of a device: it is a part, and says nothing of the rest.";
  return { ...judgement, outcome: "unknown", message };
}

interface Doubt {
  readonly why: string;
  readonly at: readonly LineRange[];
  /** What may be missing belongs to what the rule needs, as far as its place tells. */
  readonly near: boolean;
}

/**
 * What stands between a rule and a pass: the text is not whole, a part that the rule needs was never collected,
 * or unread lines bear on it. Null where nothing does.
 */
export function doubtOver(
  needs: readonly ModelArea[],
  { problems, uncollected = [], unread }: Pick<ParseResult, "problems" | "uncollected" | "unread">,
): Doubt | null {
  const problem = problems[0];
  if (problem !== undefined) return { why: problem.message, at: problem.at, near: true };
  const missing = uncollected.find(({ touches }) => touches.some((area) => needs.includes(area)));
  if (missing !== undefined) return { why: missing.why, at: [], near: true };
  const bearing = unread.filter(({ touches }) => touches.some((area) => area === "*" || needs.includes(area)));
  if (bearing.length === 0) return null;
  const numbers = bearing.map(({ line }) => line);
  const named = numbers.slice(0, 5).join(", ") + (numbers.length > 5 ? ` and ${numbers.length - 5} more` : "");
  return {
    why: `${numbers.length === 1 ? "Line" : "Lines"} ${named} ${numbers.length === 1 ? "was" : "were"} not understood and may bear on this.`,
    at: joinRanges(numbers.map((line) => [line, line])),
    near: bearing.some(({ touches }) => touches.some((area) => area !== "*" && needs.includes(area))),
  };
}

/**
 * Doubt turns pass and notApplicable into unknown. A failure that was seen stands; one that rests on what is absent
 * falls too, where what was not understood could be just that.
 */
function doubted(judgement: Judgement, doubt: Doubt, { failsOnAbsence }: Rule): Judgement {
  const { outcome, evidence } = judgement;
  if (outcome === "unknown" || outcome === "manual") return judgement;
  const restsOnAbsence = failsOnAbsence === true || evidence.default !== null;
  if (outcome === "fail" && !(restsOnAbsence && doubt.near)) return judgement;
  return { ...judgement, outcome: "unknown", message: doubt.why, evidence: { ...evidence, lines: doubt.at } };
}

/** 128 bits over device, rule, subject and ordinal: line numbers stay out, so that added lines change no identity. */
export function fingerprint(device: string, rule: string, subject: string, ordinal: number): string {
  return createHash("sha256")
    .update(JSON.stringify([device, rule, subject, ordinal]))
    .digest("hex")
    .slice(0, 32);
}

function countOutcomes(verdicts: readonly Verdict[]): Record<Outcome, number> {
  const counts = { pass: 0, fail: 0, notApplicable: 0, unknown: 0, manual: 0 };
  for (const { outcome } of verdicts) counts[outcome] += 1;
  return counts;
}
