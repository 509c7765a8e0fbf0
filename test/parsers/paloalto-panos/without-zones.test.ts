import { describe, expect, it } from "vitest";
import { paloaltoPanos } from "../../../parsers/paloalto-panos/paloalto-panos.ts";
import { filterOfPolicies } from "../../../src/acl/filter.ts";
import { namedGroups } from "../../../src/acl/named-groups.ts";
import { prepare } from "../../../src/acl/decide.ts";
import { auditDevice } from "../../../src/audit/audit-device.ts";
import { rules } from "../../../src/rules/index.ts";

const policies =
  "set rulebase security rules web from trust to untrust source any destination any application any service service-https action allow\nset rulebase security rules cast from trust to multicast source any destination any application any service service-http action allow\n";
const turned = "set rulebase default-security-rules rules intrazone-default action deny\n";
const opened = "set rulebase default-security-rules rules interzone-default action allow\n";

/** Whether SSH passes between two zones; a zone that is null is one that no rule names. */
function decided(text: string, fromZone: string | null, toZone: string | null, port: number): string | undefined {
  const { config } = paloaltoPanos.parse(text);
  const filter = filterOfPolicies(config.firewallPolicies, namedGroups(config), "policies");
  return prepare(filter).decide({
    family: 4,
    source: "192.0.2.1",
    destination: "198.51.100.1",
    protocol: 6,
    sourcePort: 40_000,
    destinationPort: port,
    icmp: null,
    tcpFlags: 2,
    fragment: "none",
    dscp: 0,
    fromZone,
    toZone,
    application: null,
    user: null,
  })?.action;
}

describe("policies without the zones that they are between", () => {
  it.each([
    ["a rule decides", policies, "trust", "untrust", 443, "permit"],
    ["between zones nothing passes", policies, "trust", "untrust", 22, "deny"],
    ["within a zone that a rule names all passes", policies, "trust", "trust", 22, "permit"],
    ["from another zone to a named one nothing passes", policies, null, "trust", 22, "deny"],
    ["from a named zone to another nothing passes", policies, "untrust", null, 22, "deny"],
    ["what is sent to many starts in no such zone", policies, "trust", "multicast", 22, "deny"],
    ["of zones that no rule names nobody knows", policies, null, null, 22, "unknown"],
    ["within a zone nothing passes where the default says so", policies + turned, "trust", "trust", 22, "deny"],
    ["and then of zones that no rule names it is known too", policies + turned, null, null, 22, "deny"],
    ["between zones all passes where the default says so", policies + opened, "untrust", "trust", 22, "permit"],
    ["where both are turned, each is told", policies + turned + opened, "untrust", "untrust", 22, "deny"],
    ["where both are turned, the other is told", policies + turned + opened, "untrust", null, 22, "permit"],
  ])("%s", (_, text, from, to, port, action) => {
    expect(decided(text, from, to, port)).toBe(action);
  });

  it.each(["management-port-open-to-any", "policy-permits-any-to-any"])("leave %s nothing unknown", (id) => {
    const judged = rules.filter((rule) => rule.id === id);
    const { verdicts } = auditDevice(paloaltoPanos.parse(policies), judged, "x");
    expect(new Set(verdicts.map(({ outcome }) => outcome))).toEqual(new Set(["pass", "notApplicable"]));
  });
});
