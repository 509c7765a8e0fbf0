import { describe, expect, it } from "vitest";
import { parsers } from "../../parsers/index.ts";
import { auditDevice } from "../../src/audit/audit-device.ts";
import { rules } from "../../src/rules/index.ts";

const headers = {
  "cisco-ios": "version 15.2\nhostname r1\n",
  "cisco-nxos": "version 9.3(5)\nhostname n1\n",
  "cisco-asa": "ASA Version 9.12(4)\nhostname a1\n",
  "cisco-iosxr": "!! IOS XR Configuration 7.1.1\nhostname x1\n",
  "arista-eos": "! device: sw1 (DCS-7050, EOS-4.24.2F)\nhostname sw1\n",
};

const cases = Object.entries(headers);

function audited(os: string, config: string) {
  const parser = parsers.find(({ id }) => id === os);
  if (parser === undefined) throw new Error(`No parser reads ${os}.`);
  const parsed = parser.parse(config);
  return { parsed, verdicts: auditDevice(parsed, rules, "example").verdicts };
}

describe("statements that an archive made comments of", () => {
  it.each(cases)("%s: a community is neither known nor absent", (os, header) => {
    const { parsed, verdicts } = audited(os, `${header}!snmp-server community <removed> RO\n`);
    expect(parsed.unread).toHaveLength(1);
    const judged = verdicts.filter(({ rule }) => rule.startsWith("snmp-"));
    expect(judged.filter(({ outcome }) => outcome === "pass" || outcome === "notApplicable")).toEqual([]);
  });

  it.each(cases)("%s: so is an account", (os, header) => {
    const { verdicts } = audited(os, `${header}!username ops password <removed>\n`);
    const judged = verdicts.filter(({ rule }) => rule === "default-credentials" || rule === "reversible-password");
    expect(judged.map(({ outcome }) => outcome)).not.toContain("pass");
    expect(judged.map(({ outcome }) => outcome)).not.toContain("notApplicable");
  });
});

describe("masks in a secret's place", () => {
  it.each(cases.flatMap(([os, header]) => ["*****", "<removed>"].map((mask) => [os, mask, header] as const)))(
    "%s: community %s",
    (os, mask, header) => {
      const { verdicts } = audited(os, `${header}snmp-server community ${mask}\n`);
      const judged = verdicts.filter(({ rule }) => rule === "snmp-default-community");
      expect(judged.map(({ outcome }) => outcome)).toEqual(judged.map(() => "unknown"));
      expect(judged).not.toEqual([]);
    },
  );

  it.each(cases.flatMap(([os, header]) => ["*****", "<removed>"].map((mask) => [os, mask, header] as const)))(
    "%s: password %s",
    (os, mask, header) => {
      const { verdicts } = audited(os, `${header}username ops password ${mask}\n`);
      const judged = verdicts.filter(({ rule }) => rule === "default-credentials");
      expect(judged.map(({ outcome }) => outcome)).not.toContain("pass");
    },
  );
});
