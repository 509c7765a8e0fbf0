import type { Clause, Filter } from "../../acl/filter.ts";
import { permitsEverything } from "../../acl/openness/permits-everything.ts";
import { fail, judge, notApplicable, pass, unknown, type Judgement, type Rule } from "../rule.ts";
import { capital, policySubject, zoneWords } from "../subjects/entry-words.ts";
import { placeOf, policyFiltersOf, severalNames } from "../subjects/unreached.ts";
import { isWithinOneZone } from "../subjects/within-one-zone.ts";

export const policyPermitsAnyToAny: Rule = {
  id: "policy-permits-any-to-any",
  title: "A firewall policy permits everything between its zones",
  severity: "high",
  area: "acl",
  why: "A policy from any source to any destination with any service makes the firewall a router between the two zones.",
  fix: "Permit what is needed, by source, destination and service.",
  usability: "Traffic that nobody wrote down is cut off: log it before the policy goes.",
  remediation: {
    "juniper-junos":
      "set security policies from-zone <zone> to-zone <zone> policy <name> match application <application>",
    "fortinet-fortios":
      "config firewall policy\n edit <id>\n  set service <service>\n  set dstaddr <address>\n next\nend",
  },
  needs: ["policies", "objects"],
  references: {
    cci: ["CCI-001097", "CCI-001414"],
    "nist-800-53": ["SC-7", "AC-4"],
    stig: ["FNFG-FW-000005", "FNFG-FW-000085"],
    cis: ["fortios 3.2"],
    nsa: ["2.4"],
  },
  examples: {
    compliant: [
      {
        os: "fortinet-fortios",
        config:
          'config firewall policy\n edit 1\n  set srcintf "port1"\n  set dstintf "port2"\n  set srcaddr "all"\n  set dstaddr "all"\n  set action accept\n  set schedule "always"\n  set service "HTTPS"\n next\nend',
      },
      {
        os: "juniper-junos",
        config:
          "security { policies { from-zone trust to-zone untrust { policy WEB { match { source-address any; destination-address any; application junos-https; } then { permit; } } } } }",
      },
    ],
    violating: [
      {
        os: "fortinet-fortios",
        config:
          'config firewall policy\n edit 1\n  set srcintf "port1"\n  set dstintf "port2"\n  set srcaddr "all"\n  set dstaddr "all"\n  set action accept\n  set schedule "always"\n  set service "ALL"\n next\nend',
      },
      {
        os: "juniper-junos",
        config:
          "security { policies { from-zone trust to-zone untrust { policy ALL { match { source-address any; destination-address any; application any; } then { permit; } } } } }",
      },
      {
        os: "fortinet-fortios",
        config:
          'config firewall address\n edit "low"\n  set subnet 0.0.0.0 128.0.0.0\n next\n edit "high"\n  set subnet 128.0.0.0 128.0.0.0\n next\nend\nconfig firewall policy\n edit 1\n  set srcintf "port1"\n  set dstintf "port2"\n  set srcaddr "low"\n  set dstaddr "all"\n  set action accept\n  set schedule "always"\n  set service "ALL"\n next\n edit 2\n  set srcintf "port1"\n  set dstintf "port2"\n  set srcaddr "high"\n  set dstaddr "all"\n  set action accept\n  set schedule "always"\n  set service "ALL"\n next\nend',
        because: "the two halves together are all",
      },
    ],
  },
  *check(device) {
    for (const filter of policyFiltersOf(device).values()) {
      for (const clauses of betweenSameZones(filter)) yield* judgeClauses(filter, clauses);
    }
  },
};

/** The clauses that permit, by the zones that they name. */
function betweenSameZones({ clauses }: Filter): Iterable<readonly Clause[]> {
  const permitting = clauses.filter(({ action }) => action === "permit");
  return Map.groupBy(permitting, ({ conditions }) =>
    JSON.stringify([conditions.fromZones, conditions.toZones]),
  ).values();
}

/** Where another policy permits everything for certain, what is not known of this one is not looked at with it. */
function mayPermitAll(filter: Filter, clause: Clause): boolean {
  if (clause.unresolved.length === 0) return false;
  const alone = permitsEverything({ ...filter, clauses: [clause] }, clause.conditions);
  return alone === null || alone.length > 0;
}

/** Whether policies between the same zones permit everything, each alone or all together. */
function* judgeClauses(filter: Filter, clauses: readonly Clause[]): Iterable<Judgement> {
  const [first] = clauses;
  if (first === undefined) return;
  const { fromZones, toZones } = first.conditions;
  const found = permitsEverything(filter, first.conditions);
  const singles = new Map(found?.map((one) => [one.clauses.length === 1 ? one.clauses[0] : undefined, one]));
  for (const clause of clauses) {
    const { entry } = clause;
    if (!("fromZones" in entry)) continue;
    const subject = policySubject(entry);
    const single = singles.get(clause);
    // What nobody wrote is told where it permits everything, and earns no pass.
    if (found !== null && single === undefined && entry.implied === true) continue;
    yield judge(subject, [placeOf(clause)], () => {
      if (isWithinOneZone(entry)) return notApplicable(`Within one zone the platform permits: ${subject}.`);
      if (found === null || single?.certain === false || (single === undefined && mayPermitAll(filter, clause)))
        return unknown(`Whether ${subject} permits everything cannot be told.`);
      return single === undefined
        ? pass(`${capital(subject)} does not permit everything.`)
        : fail(`${capital(subject)} permits everything.`);
    });
  }
  for (const { clauses: several, certain } of found ?? []) {
    if (several.length === 1) continue;
    const subject = `policies from ${zoneWords(fromZones)} to ${zoneWords(toZones)}`;
    const names = severalNames(several);
    yield judge(subject, several.map(placeOf), () =>
      certain
        ? fail(`${capital(names)} together permit everything from ${zoneWords(fromZones)} to ${zoneWords(toZones)}.`)
        : unknown(`Whether ${names} together permit everything cannot be told.`),
    );
  }
}
