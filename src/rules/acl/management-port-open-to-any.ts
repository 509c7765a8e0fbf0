import type { AclEntry } from "../../model/acl.ts";
import { read, type Place } from "../../model/fact.ts";
import { namedGroups, type NamedGroups } from "../../acl/named-groups.ts";
import { reachesPort } from "../../acl/service-space.ts";
import { fail, judge, notApplicable, pass, unknown, type Judgement, type Rule } from "../rule.ts";
import { aclSubject, capital, entrySubject, policySubject } from "../subjects/entry-words.ts";
import { managementPorts, type ManagementPort } from "../subjects/management-ports.ts";
import { isAnyAddress, matchesEverything, portReached, type Matching } from "../subjects/width.ts";

/** Null where the entry is not one that lets any source to a management port. */
function judgeMatching(
  subject: string,
  matching: Matching & Place,
  groups: NamedGroups,
  scope: string | null,
  ports: readonly ManagementPort[] = managementPorts,
): Judgement | null {
  const anySource = isAnyAddress(matching.source, groups, scope);
  if (anySource === false) return null;
  const port = portReached(matching, groups, scope, ports);
  if (port === undefined) return null;
  if (matching.unresolved.length === 0 && matchesEverything(matching, groups, scope) === true) {
    return judge(subject, [read(null, matching.at, matching.path)], () =>
      notApplicable(`Everything is permitted, not only a management port: ${subject}; another rule judges that.`),
    );
  }
  return judge(subject, [read(null, matching.at, matching.path)], () =>
    port === null || anySource === null || matching.unresolved.length > 0
      ? unknown(`Whether ${subject} lets any source to a management port cannot be told.`)
      : fail(`Any source may reach port ${port.port} (${port.name}): ${subject}.`),
  );
}

/** Ports that an entry denies to every source, whole: a later entry can no longer open them. */
function deniedPorts(entry: AclEntry, groups: NamedGroups): readonly ManagementPort[] {
  const spares = entry.fragments !== null && !entry.fragments.includes("none");
  const narrower = entry.established || spares || entry.tcpFlags !== null || entry.dscp !== null;
  if (
    entry.action !== "deny" ||
    entry.inactive ||
    entry.timeRange !== null ||
    narrower ||
    entry.unresolved.length > 0
  ) {
    return [];
  }
  if (isAnyAddress(entry.source, groups, null) !== true || isAnyAddress(entry.destination, groups, null) !== true) {
    return [];
  }
  const whole = entry.services.filter(({ sourcePorts }) => sourcePorts.kind === "any");
  return managementPorts.filter(({ protocol, port }) => whole.some((service) => reachesPort(service, protocol, port)));
}

/** A later fragment carries no port, and nobody logs in with it alone. */
function onlyLaterFragments({ fragments }: AclEntry): boolean {
  return fragments !== null && fragments.every((kind) => kind === "later");
}

export const managementPortOpenToAny: Rule = {
  id: "management-port-open-to-any",
  title: "Any source may reach a management port",
  severity: "high",
  area: "acl",
  why: "Ports that administer systems are scanned all the time; open to any source they invite guessing and every new flaw.",
  fix: "Name the sources that administer, or send them through a VPN.",
  usability: "Administrators from other networks lose access.",
  remediation: {
    "cisco-ios":
      "ip access-list extended <name>\n no permit tcp any <destination> eq 22\n permit tcp <management network> <destination> eq 22",
    "juniper-junos": "set firewall family inet filter <name> term <term> from source-prefix-list MGMT",
    "fortinet-fortios": "config firewall policy\n edit <id>\n  set srcaddr <management network>\n next\nend",
  },
  needs: ["acls", "policies", "objects"],
  references: {
    cci: ["CCI-001097", "CCI-001368"],
    "nist-800-53": ["SC-7", "AC-4"],
    stig: ["CISC-RT-000320", "FNFG-FW-000085"],
    nsa: ["2.4", "7.4"],
  },
  examples: {
    compliant: [
      {
        os: "cisco-ios",
        config:
          "version 15.2\nip access-list extended EDGE\n deny tcp any any range 22 23\n permit tcp any any range 20 25",
        because: "an earlier entry denies the management ports to everyone",
      },
      {
        os: "cisco-ios",
        config:
          "version 15.2\nip access-list extended EDGE\n permit tcp 198.51.100.0 0.0.0.255 any eq 22\n permit tcp any host 192.0.2.80 eq 443",
      },
      {
        os: "cisco-ios",
        config: "version 15.2\nip access-list extended EDGE\n permit tcp any any established",
        because: "answers to sessions from inside open no port",
      },
    ],
    violating: [
      {
        os: "cisco-ios",
        config:
          "version 15.2\nip access-list extended EDGE\n deny tcp any host 192.0.2.1 eq 22\n permit tcp any any range 20 25",
        because: "one host is spared, and the rest is open",
      },
      { os: "cisco-ios", config: "version 15.2\nip access-list extended EDGE\n permit tcp any any eq 22" },
      {
        os: "cisco-ios",
        config: "version 15.2\nip access-list extended EDGE\n permit tcp any host 192.0.2.1 range 20 25",
      },
      {
        os: "cisco-ios",
        config: "version 15.2\nip access-list extended EDGE\n permit ip any host 192.0.2.1",
        because: "every port is a management port too",
      },
      {
        os: "fortinet-fortios",
        config:
          'config firewall policy\n edit 1\n  set srcintf "wan1"\n  set dstintf "port2"\n  set srcaddr "all"\n  set dstaddr "all"\n  set action accept\n  set schedule "always"\n  set service "SSH"\n next\nend',
      },
      {
        os: "juniper-junos",
        config:
          "security { policies { from-zone untrust to-zone trust { policy SSH { match { source-address any; destination-address any; application junos-ssh; } then { permit; } } } } }",
      },
    ],
    unknown: [
      {
        os: "cisco-ios",
        config: "version 15.2\ninterface GigabitEthernet0/0\n ip quantum mode",
        because: "nobody knows what a line means that the parser does not understand",
      },
    ],
  },
  *check(device) {
    const groups = namedGroups(device);
    for (const acl of device.aclSets) {
      if (acl.family === "mac") continue;
      let clean = true;
      let ports: readonly ManagementPort[] = managementPorts;
      for (const entry of acl.entries) {
        const denied = deniedPorts(entry, groups);
        if (denied.length > 0) ports = ports.filter((port) => !denied.includes(port));
        const opensNothing = entry.established || onlyLaterFragments(entry);
        if (entry.action !== "permit" || entry.inactive || opensNothing) continue;
        const judgement = judgeMatching(entrySubject(acl, entry), entry, groups, null, ports);
        if (judgement === null) continue;
        clean = false;
        yield judgement;
      }
      if (clean && acl.defaultAction === "deny") {
        yield judge(aclSubject(acl), [read(null, acl.at, acl.path)], () =>
          pass(`${capital(aclSubject(acl))} lets no source at large to a management port.`),
        );
      }
    }
    for (const policy of device.firewallPolicies) {
      if (policy.action !== "permit" || !policy.enabled) continue;
      const subject = policySubject(policy);
      const judgement = policy.users === "any" ? judgeMatching(subject, policy, groups, policy.scope) : null;
      yield (
        judgement ??
          judge(subject, [read(null, policy.at, policy.path)], () =>
            pass(`Not any source may reach a management port by ${subject}.`),
          )
      );
    }
  },
};
