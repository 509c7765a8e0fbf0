import { isKnown, type Fact } from "../../model/fact.ts";
import { fail, judge, pass, type Rule } from "../rule.ts";
import { isOff } from "../subjects/off.ts";

export const managementOpenOutside: Rule = {
  id: "management-open-outside",
  title: "A management service is offered towards the outside",
  severity: "high",
  area: "management-access",
  why: "Management services on interfaces that face the internet are found and attacked within hours, by flaws as much as by passwords.",
  fix: "Offer management services on inside or dedicated management interfaces only.",
  usability: "Administration from outside must come through a VPN.",
  remediation: {
    "juniper-junos": "delete security zones security-zone untrust host-inbound-traffic system-services ssh",
    "fortinet-fortios": "config system interface\n edit <wan>\n  unselect allowaccess https ssh\n next\nend",
  },
  needs: ["management.services", "interfaces"],
  references: {
    cci: ["CCI-000382", "CCI-003123"],
    "nist-800-53": ["CM-7", "MA-4 (6)"],
    stig: ["JUSX-DM-000152", "FGFW-ND-000200"],
    cis: ["fortios 1.3"],
    nsa: ["7.4"],
  },
  examples: {
    compliant: [
      {
        os: "fortinet-fortios",
        config: 'config system interface\n edit "port2"\n  set allowaccess https ssh\n  set role lan\n next\nend',
      },
      {
        os: "fortinet-fortios",
        config: 'config system interface\n edit "wan1"\n  set allowaccess ping\n  set role wan\n next\nend',
      },
    ],
    violating: [
      {
        os: "fortinet-fortios",
        config: 'config system interface\n edit "wan1"\n  set allowaccess ping https ssh\n  set role wan\n next\nend',
      },
    ],
    unknown: [
      {
        os: "fortinet-fortios",
        config: 'config system interface\n edit "port1"\n  set allowaccess ssh https\n next\nend',
        because: "a part of a configuration says nothing of the rest",
      },
      {
        os: "juniper-junos",
        config: "interfaces { ge-0/0/0 { unit 0; } }",
        because: "a part of a configuration says nothing of the rest",
      },
    ],
  },
  *check(device) {
    const undirected: Fact<unknown>[] = [];
    for (const { name, instance, enabled, external } of device.management.services) {
      if (name === "ping" || isOff(enabled)) continue;
      if (!isKnown(enabled) || "unknown" in external) {
        undirected.push(...[enabled, external].filter((fact) => "unknown" in fact));
        continue;
      }
      yield judge(instance, [enabled, external], (_, outside) =>
        outside
          ? fail(`An interface that faces outside offers ${name}: ${instance}.`)
          : pass(`No interface that faces outside offers ${name} by ${instance}.`),
      );
    }
    // Where nothing says which way interfaces face, one answer for all of them is enough.
    if (undirected.length > 0) yield judge("management services", undirected, () => pass("Nothing is unknown."));
  },
};
