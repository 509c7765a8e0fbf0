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
    edit "low"
        set subnet 0.0.0.0 128.0.0.0
    next
    edit "high"
        set subnet 128.0.0.0 128.0.0.0
    next
end
config firewall vip
    edit "server"
        set extip 203.0.113.10
        set mappedip "192.0.2.10"
        set extintf "wan1"
    next
    edit "partners"
        set extip 203.0.113.20
        set mappedip "192.0.2.20"
        set extintf "wan1"
        set src-filter 198.51.100.0/24
    next
    edit "forwarded"
        set extip 203.0.113.21
        set mappedip "192.0.2.21"
        set extintf "wan1"
        set portforward enable
        set extport 22
        set mappedport 22
    next
end
config firewall vipgrp
    edit "published"
        set interface "wan1"
        set member "server"
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
  // What several policies do together has no number.
  const named = number === 0 ? "policies from" : `policy "${number}"`;
  const found = verdicts(rule, config).find(({ subject }) => subject.startsWith(named));
  return [found?.outcome ?? "none", found?.message ?? ""];
}

function ofPolicy(rule: Rule, config: string, number: number): string {
  return judgementOf(rule, config, number)[0];
}

const open = { to: "server", service: "SSH", more: "set action accept" };
const denial = { from: "wan1", to: "all" };

describe("a denial before a policy that opens a virtual IP", () => {
  const own = { from: "wan1", to: "server" };
  const cases: readonly (readonly [string, string, Policy, opens: string, shadowed: string])[] = [
    ["does not see the virtual IP before 7.2.3", "6.4.9", denial, "fail", "pass"],
    ["may or may not see it in 7.2.3", "7.2.3", denial, "unknown", "unknown"],
    ["sees it where it says so", "6.4.9", { ...denial, more: "set match-vip enable" }, "pass", "fail"],
    ["sees it from 7.2.4 on", "7.4.7", denial, "pass", "fail"],
    ["sees it unless it says so", "7.4.7", { ...denial, more: "unset match-vip" }, "pass", "fail"],
    ["does not where it says so", "7.4.7", { ...denial, more: "set match-vip disable" }, "fail", "pass"],
    [
      "may or may not where it says what nobody knows",
      "7.4.7",
      { ...denial, more: "set match-vip 2" },
      "unknown",
      "unknown",
    ],
    ["of the zone of its interface does not see it", "6.4.9", { ...denial, from: "outside" }, "fail", "pass"],
    ["of any interface does not see what comes in there", "6.4.9", { ...denial, from: "any" }, "unknown", "unknown"],
    ["of another interface has nothing to do with it", "7.4.7", { ...denial, from: "wan2" }, "unknown", "unknown"],
    ["that names it takes all its packets", "6.4.9", own, "pass", "fail"],
    ["of a group that holds it takes them too", "6.4.9", { ...own, to: "published" }, "pass", "fail"],
  ];

  it.each(cases)("%s", (_, release, first, opens, shadowed) => {
    const config = text(release, "", [first, { ...open, from: first.from }]);
    expect(ofPolicy(managementPortOpenToAny, config, 2)).toBe(opens);
    expect(ofPolicy(policyShadowed, config, 2)).toBe(shadowed);
  });
});

function other(more: string, extip = "203.0.113.10", extintf = "any"): string {
  return `config firewall vip
    edit "other"
        set extip ${extip}
        set mappedip "192.0.2.11"
        set extintf "${extintf}"
        ${more}
    next
end
`;
}

describe("a policy that opens a virtual IP", () => {
  const cases: readonly (readonly [string, string, Policy, string])[] = [
    ["opens its external address", "", { ...open, from: "wan1" }, "fail"],
    ["opens it from a zone", "", { ...open, from: "outside" }, "fail"],
    ["opens it with others in a group", "", { ...open, from: "wan1", to: "published" }, "fail"],
    ["opens what nobody knows from elsewhere", "", { ...open, from: "any" }, "unknown"],
    [
      "opens what nobody knows of one that shares its address",
      other("set portforward enable"),
      { ...open, from: "wan1" },
      "unknown",
    ],
    ["opens what nobody knows of one for some sources", "", { ...open, from: "wan1", to: "partners" }, "unknown"],
    ["opens what nobody knows of one for a port", "", { ...open, from: "wan1", to: "forwarded" }, "unknown"],
    [
      "opens it from the zone of SD-WAN that both name",
      other("", "203.0.113.30", "virtual-wan-link"),
      { ...open, from: "virtual-wan-link", to: "other" },
      "fail",
    ],
    [
      "opens what nobody knows from a zone of SD-WAN",
      other("", "203.0.113.30", "wan1"),
      { ...open, from: "virtual-wan-link", to: "other" },
      "unknown",
    ],
    ["has nothing to do with another that is off", other("set status disable"), { ...open, from: "wan1" }, "fail"],
  ];

  it.each(cases)("%s", (_, tables, policy, opens) => {
    expect(ofPolicy(managementPortOpenToAny, `${text("7.4.7", "", [policy])}${tables}`, 1)).toBe(opens);
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
      "leave it to a policy of its own, though they permit everything else",
      policyRedundant,
      "7.4.7",
      [permit, { ...open, from: "wan1" }],
      2,
      "pass",
    ],
    [
      "leave what nobody knows of it to a policy of its own",
      policyRedundant,
      "7.4.7",
      [permit, { ...open, from: "wan1", to: "forwarded" }],
      2,
      "unknown",
    ],
    [
      "permit everything together",
      policyPermitsAnyToAny,
      "7.4.7",
      [
        { ...permit, to: "low" },
        { ...permit, to: "high" },
      ],
      0,
      "fail",
    ],
    [
      "permit everything beside a denial that leaves it too",
      policyPermitsAnyToAny,
      "6.4.9",
      [{ ...denial, service: "TELNET" }, permit],
      2,
      "fail",
    ],
    ["leave it to a denial of its own", policyRedundant, "6.4.9", [denial, { from: "wan1", to: "server" }], 2, "pass"],
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
      expect.objectContaining({ subject: 'address object "forwarded"', outcome }),
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
