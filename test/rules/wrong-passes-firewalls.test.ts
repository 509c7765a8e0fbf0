import { describe, expect, it } from "vitest";
import type { OperatingSystem } from "../../src/model/device-config.ts";
import { outcomesOf } from "./outcomes-of.ts";

interface Policy {
  readonly from?: string;
  readonly to?: string;
  readonly source?: string;
  readonly destination?: string;
  readonly service?: string;
  readonly action?: "accept" | "deny";
  readonly more?: string;
}

/** A FortiGate's policies, numbered from 1. */
function fortiOs(policies: readonly Policy[], before = ""): string {
  const texts = policies.map(
    (
      { from = "wan1", to = "lan", source = "all", destination = "all", service = "SSH", action = "accept", more = "" },
      index,
    ) =>
      ` edit ${index + 1}\n  set srcintf "${from}"\n  set dstintf "${to}"\n  set srcaddr "${source}"\n  set dstaddr "${destination}"\n  set schedule "always"\n  set service "${service}"\n  set action ${action}\n${more} next\n`,
  );
  return `#config-version=FGT60F-7.4.1-FW-build2463-230830:opmode=0:vdom=0:user=admin\n${before}config firewall policy\n${texts.join("")}end\n`;
}

const nowhere = 'config firewall address\n edit "CLOUD"\n  set type fqdn\n  set fqdn "host.example"\n next\nend\n';

const quarters =
  'config firewall address\n edit "LOW"\n  set subnet 0.0.0.0 192.0.0.0\n next\n edit "HIGH"\n  set subnet 128.0.0.0 192.0.0.0\n next\nend\n';

/** A firewall of two zones with one rule. */
function panOs(rule: string, before = ""): string {
  return `set deviceconfig system hostname fw1\nset zone trust network layer3 ethernet1/1\nset zone untrust network layer3 ethernet1/2\nset service ssh protocol tcp port 22\n${before}set rulebase security rules r ${rule}\n`;
}

/** The text and what the rule says of each policy, in order. */
const cases: readonly (readonly [
  os: OperatingSystem,
  rule: string,
  why: string,
  config: string,
  outcomes: readonly string[],
])[] = [
  [
    "fortinet-fortios",
    "management-port-open-to-any",
    "what nobody knows may deny it before, and another policy opens the port for certain",
    fortiOs([{ source: "CLOUD", action: "deny" }, { more: "  set comments FAKE\n" }, { from: "wan2" }], nowhere),
    ["fail", "unknown"],
  ],
  [
    "fortinet-fortios",
    "management-port-open-to-any",
    "two quarters open it together, and another policy does alone",
    fortiOs([{ source: "LOW" }, { source: "HIGH" }, { from: "wan2" }], quarters),
    ["fail", "fail", "pass", "pass"],
  ],
  [
    "fortinet-fortios",
    "management-port-open-to-any",
    "the group that is asked for holds whoever did not log in",
    fortiOs([{ more: '  set groups "SSO_Guest_Users"\n' }, { from: "wan2", more: '  set groups "STAFF"\n' }]),
    ["unknown", "pass"],
  ],
  [
    "paloalto-panos",
    "account-without-password",
    "the authentication profile asks for nothing",
    "set deviceconfig system hostname fw1\nset shared authentication-profile N method none\nset shared authentication-profile T method tacplus server-profile X\nset mgt-config users a authentication-profile N\nset mgt-config users b authentication-profile T\n",
    ["unknown", "notApplicable"],
  ],
  [
    "paloalto-panos",
    "service-sources-unrestricted",
    "the management port has an address though none is stated",
    "set deviceconfig system hostname fw1\nset deviceconfig system service disable-telnet yes\nset deviceconfig system service disable-http yes\nset deviceconfig system service disable-snmp yes\nset network interface ethernet ethernet1/1 layer3 ip 192.0.2.1/24\nset shared address a ip-netmask 192.0.2.9\nset zone trust network layer3 ethernet1/1\nset mgt-config users admin phash $5$FAKE$FAKE\n",
    ["fail", "fail"],
  ],
  [
    "paloalto-panos",
    "management-port-open-to-any",
    "the user that is asked for is nobody who logged in",
    panOs(
      "from untrust to trust source any destination any source-user unknown application any service ssh action allow",
    ),
    ["notApplicable", "notApplicable", "unknown"],
  ],
];

describe("policies of firewalls", () => {
  it.each(cases)("%s %s: %s", (os, rule, _, config, outcomes) => {
    expect(outcomesOf(os, rule, config)).toEqual(outcomes);
  });
});
