import { isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";
import type { Finding, Severity } from "../model/verdict.ts";
import type { Rule } from "../rules/rule.ts";
import type { AuditReport, FailedInput, ReportedDevice } from "./audit-report.ts";

/** SARIF 2.1.0 (OASIS, 3.27.10 level); scores as code-scanning consumers read `security-severity`. */
const levels: Readonly<Record<Severity, { readonly level: string; readonly score: string }>> = {
  critical: { level: "error", score: "9.5" },
  high: { level: "error", score: "8.0" },
  medium: { level: "warning", score: "5.5" },
  low: { level: "note", score: "3.0" },
  info: { level: "note", score: "0.5" },
};

/** A SARIF 2.1.0 log with one run. Every rule is listed, so that a result can be read without the tool. */
export function auditSarif({ version, devices, failed, rules }: AuditReport): unknown {
  const indexes = new Map(rules.map((rule, index) => [rule.id, index]));
  return {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "redoubt", version, rules: rules.map(ruleDescriptor) } },
        columnKind: "utf16CodeUnits",
        invocations: [
          { executionSuccessful: failed.length === 0, toolExecutionNotifications: failed.map(notification) },
        ],
        results: devices.flatMap((device) =>
          device.audit.findings.map((finding) => result(device, finding, indexes.get(finding.rule))),
        ),
      },
    ],
  };
}

function ruleDescriptor({ id, title, why, fix, severity, area, references }: Rule): unknown {
  const { level, score } = levels[severity];
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: fix },
    defaultConfiguration: { level },
    properties: { "security-severity": score, tags: ["security", area], references },
  };
}

function result(device: ReportedDevice, finding: Finding, ruleIndex: number | undefined): unknown {
  const artifactLocation = { uri: uriOf(device.path) };
  const regions = finding.lines.map(([startLine, endLine]) => ({ startLine, endLine }));
  const locations = (regions.length === 0 ? [undefined] : regions.slice(0, 1)).map((region) => ({
    physicalLocation: region === undefined ? { artifactLocation } : { artifactLocation, region },
    ...(finding.xmlPath === null ? {} : { logicalLocations: [{ fullyQualifiedName: finding.xmlPath }] }),
  }));
  return {
    ruleId: finding.rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: levels[finding.severity].level,
    message: { text: finding.default === null ? finding.message : `${finding.message} (${finding.default})` },
    locations,
    relatedLocations: regions.slice(1).map((region) => ({ physicalLocation: { artifactLocation, region } })),
    partialFingerprints: { "redoubtFinding/v1": finding.id },
    properties: { subject: finding.subject, hostname: device.audit.hostname },
  };
}

function notification({ path, line, message }: FailedInput): unknown {
  const artifactLocation = { uri: uriOf(path) };
  return {
    level: "error",
    message: { text: message },
    locations: [
      { physicalLocation: line === null ? { artifactLocation } : { artifactLocation, region: { startLine: line } } },
    ],
  };
}

/** Relative paths stay relative, since a consumer resolves them against its own checkout. */
function uriOf(path: string): string {
  if (path === "-") return "stdin";
  if (isAbsolute(path)) return pathToFileURL(path).href;
  return path.split(/[\\/]/).map(encodeURIComponent).join("/");
}
