import type { AuditInput } from "../../src/store/audit-store.ts";
import type { DeviceEntry } from "../../src/store/device-store.ts";
import type { FindingInput } from "../../src/store/finding-store.ts";

export function entry(name: string, change: Partial<DeviceEntry> = {}): DeviceEntry {
  return {
    name,
    host: "192.0.2.1",
    port: 22,
    profile: "cisco-ios",
    site: null,
    credentials: "lab",
    legacyAlgorithms: false,
    timeouts: {},
    ...change,
  };
}

export function finding(id: string, change: Partial<FindingInput> = {}): FindingInput {
  return {
    id,
    rule: "telnet-login",
    area: "management-access",
    severity: "high",
    title: "A login line accepts Telnet",
    message: "Login line accepts Telnet.",
    subject: "line vty 0 4",
    lines: [[3, 4]],
    xmlPath: null,
    default: null,
    references: { cci: ["CCI-000068"] },
    ...change,
  };
}

export function auditInput(change: Partial<AuditInput> = {}): AuditInput {
  return {
    os: "cisco-ios",
    osVersion: "15.2",
    hostname: "r1",
    model: null,
    serial: null,
    coverage: { lines: 3, read: 2, skipped: 0, unread: 1 },
    counts: { pass: 0, fail: 1, notApplicable: 0, unknown: 0, manual: 0 },
    verdicts: [],
    unread: [{ line: 3, text: "frobnicate FAKE-secret-1", touches: ["*"] }],
    problems: [],
    findings: [finding("f1")],
    ...change,
  };
}
