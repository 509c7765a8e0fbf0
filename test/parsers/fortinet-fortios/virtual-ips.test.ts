import { describe, expect, it } from "vitest";
import { fortinetFortios } from "../../../parsers/fortinet-fortios/fortinet-fortios.ts";
import { auditDevice } from "../../../src/audit/audit-device.ts";
import { managementPortOpenToAny } from "../../../src/rules/acl/management-port-open-to-any.ts";
import { policyPermitsAnyToAny } from "../../../src/rules/acl/policy-permits-any-to-any.ts";
import { policyRedundant } from "../../../src/rules/acl/policy-redundant.ts";
import { policyShadowed } from "../../../src/rules/acl/policy-shadowed.ts";
import { unusedObject } from "../../../src/rules/acl/unused-object.ts";
import type { Rule } from "../../../src/rules/rule.ts";

interface Policy {
  readonly from: string;
  readonly to: string;
  readonly service?: string;
  readonly more?: string;
}

function text(release: string, settings: string, policies: readonly Policy[]): string {
  return `#config-version=FGT60F-${release}-FW-build1-250101:opmode=0:vdom=0:user=admin
config system global
    set hostname "fw-1"
end
config system settings
    ${settings}
end
config system interface
    edit "wan1"
    next
    edit "wan2"
    next
    edit "dmz"
    next
end
config system zone
    edit "outside"
        set interface "wan1"
    next
end
config system admin
    edit "admin"
    next
end
config firewall address
    edit "servers"
        set subnet 192.0.2.0 255.255.255.0
    next
end
config firewall vip
    edit "server"
        set extip 203.0.113.10
        set mappedip "192.0.2.10"
        set extintf "wan1"
    next
end
config firewall policy
${policies
  .map(
    ({ from, to, service = "ALL", more = "" }, index) => `    edit ${index + 1}
        set srcintf "${from}"
        set dstintf "dmz"
        set srcaddr "all"
        set dstaddr "${to}"
        set schedule "always"
        set service "${service}"
        ${more}
    next`,
  )
  .join("\n")}
end
config router static
end
`;
}

function verdicts(rule: Rule, config: string): readonly { subject: string; outcome: string; message: string }[] {
  return auditDevice(fortinetFortios.parse(config), [rule], "example").verdicts;
}

function judgementOf(rule: Rule, config: string, number: number): readonly [outcome: string, message: string] {
  const found = verdicts(rule, config).find(({ subject }) => subject.startsWith(`policy "${number}"`));
  return [found?.outcome ?? "none", found?.message ?? ""];
}

function ofPolicy(rule: Rule, config: string, number: number): string {
  return judgementOf(rule, config, number)[0];
}

const open = { to: "server", service: "SSH", more: "set action accept" };
const denial = { from: "wan1", to: "all" };

describe("a denial before a policy that opens a virtual IP", () => {
  const cases: readonly (readonly [string, string, Policy, boolean])[] = [
    ["does not see the virtual IP before 7.2.4", "6.4.9", denial, false],
    ["sees it where it says so", "6.4.9", { ...denial, more: "set match-vip enable" }, true],
    ["sees it from 7.2.4 on", "7.4.7", denial, true],
    ["does not where it says so", "7.4.7", { ...denial, more: "set match-vip disable" }, false],
    ["may or may not where nobody knows what it says", "7.4.7", { ...denial, more: "set match-vip later" }, false],
    ["of the zone of its interface does not see it", "6.4.9", { ...denial, from: "outside" }, false],
    ["of any interface does not see it", "6.4.9", { ...denial, from: "any" }, false],
    ["of the external address alone does not see it", "6.4.9", { from: "wan1", to: "server" }, false],
  ];

  it.each(cases)("%s", (_, release, first, covers) => {
    const config = text(release, "", [first, { ...open, from: first.from }]);
    const [, message] = judgementOf(policyShadowed, config, 2);
    expect(message.includes("never matches")).toBe(covers);
    expect(ofPolicy(managementPortOpenToAny, config, 2)).toBe("unknown");
  });
});

describe("policies that do not name a virtual IP", () => {
  const permit = { from: "wan1", to: "all", more: "set action accept" };
  const cases: readonly (readonly [string, Rule, string, readonly Policy[], number, string])[] = [
    ["permit everything all the same", policyPermitsAnyToAny, "6.4.9", [permit], 1, "fail"],
    ["open a port all the same", managementPortOpenToAny, "6.4.9", [{ ...permit, service: "SSH" }], 1, "fail"],
    [
      "cover others all the same, of other addresses",
      policyRedundant,
      "6.4.9",
      [denial, { ...denial, to: "servers" }],
      2,
      "fail",
    ],
    [
      "cover others all the same, from another interface",
      policyShadowed,
      "6.4.9",
      [
        { from: "wan2", to: "all" },
        { ...permit, from: "wan2" },
      ],
      2,
      "fail",
    ],
    ["cover others all the same, seeing it", policyShadowed, "7.6.5", [denial, permit], 2, "fail"],
    [
      "leave it to a denial of its own",
      policyRedundant,
      "6.4.9",
      [denial, { from: "wan1", to: "server" }],
      2,
      "unknown",
    ],
  ];

  it.each(cases)("%s", (_, rule, release, policies, number, outcome) => {
    expect(ofPolicy(rule, text(release, "", policies), number)).toBe(outcome);
  });
});

describe("a virtual IP that no policy names", () => {
  it.each([
    ["is unused", "", "fail"],
    ["is used by central NAT", "set central-nat enable", "pass"],
  ])("%s", (_, settings, outcome) => {
    expect(verdicts(unusedObject, text("7.2.8", settings, [denial]))).toContainEqual(
      expect.objectContaining({ subject: 'address object "server"', outcome }),
    );
  });

  it("makes no difference to a denial with central NAT", () => {
    const config = text("6.4.9", "set central-nat enable", [
      denial,
      { from: "wan1", to: "all", more: "set action accept" },
    ]);
    expect(ofPolicy(policyShadowed, config, 2)).toBe("fail");
  });
});
