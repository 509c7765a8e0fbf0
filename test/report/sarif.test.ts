import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Compile } from "typebox/schema";
import { describe, expect, it } from "vitest";
import { auditText } from "../../src/audit/audit-text.ts";
import { packageRoot } from "../../src/package-root.ts";
import { auditSarif } from "../../src/report/sarif.ts";
import { rules } from "../../src/rules/index.ts";

const schemaPath = join(packageRoot, "..", "shared", "formats", "sarif", "sarif-schema-2.1.0.json");
const present = existsSync(schemaPath);
if (!present) process.stdout.write("SARIF schema skipped: ../shared/formats is not here.\n");

const text = [
  "hostname edge",
  "snmp-server community FAKE-community RW",
  "line vty 0 4",
  " transport input telnet",
  "end",
  "",
].join("\n");

function log(path: string): unknown {
  const audited = auditText(new TextEncoder().encode(text), { rules, path });
  if (!audited.ok) throw new Error(audited.failure);
  return auditSarif({
    version: "0.0.0",
    devices: [{ path, audit: audited.audit, quoted: new Map() }],
    failed: [{ path: "letter.txt", line: 1, message: "This is no configuration." }],
    rules,
  });
}

describe.skipIf(!present)("SARIF", () => {
  it.each(["edge.cfg", "a folder/edge #1.cfg", "/abs/edge.cfg", "-"])("is valid for %s", (path) => {
    const schema = Compile(JSON.parse(readFileSync(schemaPath, "utf8")));
    const [valid, errors] = [schema.Check(log(path)), schema.Errors(log(path))];
    expect(errors[1] ?? errors).toEqual([]);
    expect(valid).toBe(true);
  });

  it("would refuse a log that is wrong", () => {
    const schema = Compile(JSON.parse(readFileSync(schemaPath, "utf8")));
    expect(schema.Check({ version: "2.1.0", runs: [{ tool: {} }] })).toBe(false);
  });
});
