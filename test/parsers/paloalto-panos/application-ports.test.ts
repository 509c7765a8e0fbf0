import { describe, expect, it } from "vitest";
import { paloaltoPanos } from "../../../parsers/paloalto-panos/paloalto-panos.ts";
import { auditDevice } from "../../../src/audit/audit-device.ts";
import { rules } from "../../../src/rules/index.ts";

const own = "set application A default port tcp/22\nset application B default port tcp/4000\n";

function rule(name: string, applications: string, service = "application-default", action = "allow"): string {
  return `set rulebase security rules ${name} from untrust to trust source any destination any application ${applications} service ${service} action ${action}\n`;
}

/** What a rule says of the policies of a text, by their names. */
function outcomes(id: string, config: string): Readonly<Record<string, string>> {
  const text = `set deviceconfig system hostname fw1\nset zone trust network layer3 ethernet1/1\nset zone untrust network layer3 ethernet1/2\n${config}`;
  const judged = rules.filter((one) => one.id === id);
  const found = auditDevice(paloaltoPanos.parse(text), judged, "x").verdicts;
  return Object.fromEntries(
    found.flatMap(({ subject, outcome }) => {
      const name = /^policy "([^"]+)"/.exec(subject)?.[1];
      return name === undefined ? [] : [[name, outcome]];
    }),
  );
}

describe("application-default and the ports of an application", () => {
  it.each([
    ["SSH on its port", "ssh", "fail"],
    ["Telnet on its port", "telnet", "fail"],
    ["Remote Desktop on its port", "ms-rdp", "fail"],
    ["SSH beside others", "[ web-browsing ssh ]", "fail"],
    ["SSH beside one that is not known", "[ facebook ssh ]", "fail"],
    ["every application, SSH among them", "any", "fail"],
    ["pages, names and TLS", "[ web-browsing ssl dns ]", "pass"],
    ["an application that is not known", "facebook", "unknown"],
    ["one that is not known beside one that is", "[ facebook dns ]", "unknown"],
    ["an application of the text", "A", "fail"],
    ["another of the text", "B", "pass"],
  ])("%s", (_, applications, outcome) => {
    expect(outcomes("management-port-open-to-any", own + rule("r", applications))).toEqual({ r: outcome });
  });

  it("is not known of an application of the vendor that the text takes the name of", () => {
    const text = "set application ssh default port tcp/4000\n";
    expect(outcomes("management-port-open-to-any", text + rule("r", "ssh"))).toEqual({ r: "pass" });
  });

  it("counts for nothing where something else stands beside it", () => {
    const text = own + rule("r", "B", "[ application-default any ]");
    expect(outcomes("management-port-open-to-any", text)).toEqual({ r: "unknown" });
  });

  it("is that of each application of the text alone", () => {
    const other = "set service p22 protocol tcp port 22\n";
    const text = `${own}${other}${rule("first", "[ A B ]")}${rule("second", "B", "p22")}${rule("third", "A", "p22")}`;
    const each = { "first (A)": "pass", "first (B)": "pass", second: "pass", third: "fail" };
    expect(outcomes("policy-redundant", text)).toEqual(each);
    const opened = { "first (A)": "fail", "first (B)": "pass", second: "fail", third: "pass" };
    expect(outcomes("management-port-open-to-any", text)).toEqual(opened);
  });

  it.each([
    ["denies on those ports alone", "ssh", "fail"],
    ["may deny more than the ports that are known", "telnet", "unknown"],
  ])("%s", (_, application, outcome) => {
    const text = `${rule("no", application, "application-default", "deny")}${rule("yes", application, "any")}`;
    expect(outcomes("management-port-open-to-any", text)).toEqual({ yes: outcome });
  });

  it("permits everything or not, nobody knows, where every application has it", () => {
    expect(outcomes("policy-permits-any-to-any", rule("r", "any"))).toEqual({ r: "unknown" });
  });
});
