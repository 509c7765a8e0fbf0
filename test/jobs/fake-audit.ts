import { unreadConfig } from "../../parsers/lib/unread-config.ts";
import type { ParseResult } from "../../parsers/parser.ts";
import { auditDevice, type DeviceAudit } from "../../src/audit/audit-device.ts";
import { judge, fail, pass, type Rule } from "../../src/rules/rule.ts";
import { read } from "../../src/model/fact.ts";

const blank = unreadConfig("cisco-ios", "Cisco");

/** A language of three words: "telnet" is bad, "ssh" is good, "unread" nobody understands. */
export function parsedText(text: string): ParseResult {
  const lines = text.split("\n");
  const at = lines.indexOf("telnet") + 1;
  const unread = lines.indexOf("unread") + 1;
  return {
    config: { ...blank, identity: { ...blank.identity, hostname: at > 0 ? read("telnet", at) : read("ssh", 1) } },
    coverage: { lines: lines.length, read: lines.length, skipped: 0, unread: 0 },
    unread: unread > 0 ? [{ line: unread, text: "unread", touches: ["*"] }] : [],
    skipped: {},
    secrets: [],
    problems: [],
  };
}

const telnetLogin: Rule = {
  id: "telnet-login",
  title: "A login line accepts Telnet",
  severity: "high",
  area: "management-access",
  why: "",
  fix: "",
  usability: "",
  remediation: {},
  needs: ["management.logins"],
  references: {},
  examples: { compliant: [], violating: [] },
  *check({ identity }) {
    yield judge("line vty", [identity.hostname], (name) => (name === "telnet" ? fail("Telnet.") : pass("SSH.")));
  },
};

export const rules: readonly Rule[] = [telnetLogin];

export const auditOf = (parsed: ParseResult, device: string): DeviceAudit => auditDevice(parsed, rules, device);
