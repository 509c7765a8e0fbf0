import type { AssertionOutcome } from "../../acl/assertions/assertion.ts";
import type { AssertedDevice, AssertionResult } from "../../assertions/assert-device.ts";
import type { DeviceAssertion } from "../../assertions/document.ts";
import type { FailedInput } from "../audit-report.ts";

/** What `redoubt acl assert` says of all its inputs. */
export interface AssertReport {
  /** Version of this program; null where it is not told, as by the API. */
  readonly version: string | null;
  readonly assertions: readonly DeviceAssertion[];
  readonly devices: readonly AssertedDevice[];
  readonly failed: readonly FailedInput[];
}

/** One assertion over all devices. */
export interface AssertionSummary {
  readonly assertion: DeviceAssertion;
  /** The worst that any device says; notApplicable: no list anywhere was judged. */
  readonly outcome: AssertionOutcome;
  readonly results: readonly { readonly device: AssertedDevice; readonly result: AssertionResult }[];
}

export function assertionSummaries({ assertions, devices }: AssertReport): readonly AssertionSummary[] {
  const byName = new Map<string, { device: AssertedDevice; result: AssertionResult }[]>();
  for (const device of devices)
    for (const result of device.results) {
      const rows = byName.get(result.assertion) ?? [];
      byName.set(result.assertion, rows);
      rows.push({ device, result });
    }
  return assertions.map((assertion) => {
    const results = byName.get(assertion.name) ?? [];
    return { assertion, outcome: worst(results.map(({ result }) => result.outcome)), results };
  });
}

function worst(outcomes: readonly AssertionOutcome[]): AssertionOutcome {
  const order = ["fails", "unknown", "holds"] as const;
  return order.find((outcome) => outcomes.includes(outcome)) ?? "notApplicable";
}

export function countAssertions(summaries: readonly AssertionSummary[]): Record<AssertionOutcome, number> {
  const counts = { holds: 0, fails: 0, unknown: 0, notApplicable: 0 };
  for (const { outcome } of summaries) counts[outcome] += 1;
  return counts;
}

/** The object that `redoubt acl assert --format json` prints. Line texts are redacted. */
export function assertJson(report: AssertReport) {
  const summaries = assertionSummaries(report);
  return {
    ...(report.version === null ? {} : { tool: { name: "redoubt", version: report.version } }),
    assertions: summaries.map(({ assertion, outcome, results }) => ({
      name: assertion.name,
      description: assertion.description,
      kind: assertion.kind,
      line: assertion.line,
      outcome,
      results: results.map(({ device, result: { assertion: _, ...result } }) => ({
        path: device.path,
        hostname: device.hostname,
        ...result,
      })),
    })),
    devices: report.devices.map(({ path, hostname, os, osVersion, coverage, problems }) => ({
      path,
      hostname,
      os,
      osVersion,
      coverage,
      problems: problems.map(({ message, at }) => ({ message, line: at[0]?.[0] ?? null })),
    })),
    failed: report.failed,
    summary: {
      devices: report.devices.length,
      failed: report.failed.length,
      assertions: countAssertions(summaries),
    },
  };
}
