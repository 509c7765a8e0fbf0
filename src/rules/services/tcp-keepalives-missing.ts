import { fail, pass, type Rule } from "../rule.ts";
import { judgeServices } from "../subjects/small-service.ts";

const keepalives: ReadonlySet<string> = new Set(["tcp-keepalives-in", "tcp-keepalives-out"]);

export const tcpKeepalivesMissing: Rule = {
  id: "tcp-keepalives-missing",
  title: "Dead sessions are not noticed",
  severity: "low",
  area: "services",
  why: "A session whose other end is gone stays open, holds one of the few lines, and can be taken over.",
  fix: "Send TCP keepalives on incoming and outgoing sessions.",
  usability: "Sessions over links that fail for minutes are ended.",
  remediation: { "cisco-ios": "service tcp-keepalives-in\nservice tcp-keepalives-out" },
  needs: ["smallServices"],
  references: {
    cci: ["CCI-001133"],
    "nist-800-53": ["SC-10"],
    cis: ["cisco-ios 2.1.6", "cisco-ios 2.1.7", "cisco-ios-xe 2.1.5", "cisco-ios-xe 2.1.6"],
    nsa: ["7.6"],
  },
  examples: {
    compliant: [{ os: "cisco-ios", config: "version 15.2\nservice tcp-keepalives-in\nservice tcp-keepalives-out" }],
    violating: [
      { os: "cisco-ios", config: "version 15.2\nservice tcp-keepalives-in" },
      {
        os: "cisco-ios",
        config: "version 15.2\nhostname example\nend",
        because: "none are sent unless they are turned on",
      },
    ],
  },
  *check(device) {
    yield* judgeServices(device, keepalives, (on, subject) =>
      on ? pass(`"${subject}" is on.`) : fail(`"${subject}" is off.`),
    );
  },
};
