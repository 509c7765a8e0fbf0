import { managementReach, type ManagementReach } from "../../acl/reach/management-reach.ts";
import { packetText } from "../../acl/text/packet-text.ts";
import { isKnown } from "../../model/fact.ts";
import type { Evidence } from "../../model/verdict.ts";
import { fail, pass, unknown, type Decision, type Rule } from "../rule.ts";
import {
  byService,
  interfacesText,
  listens,
  openToAnyone,
  reachEvidence,
  sourcesText,
  type ReachedService,
} from "../subjects/reach.ts";

const operators = { managementNetworks: ["192.0.2.0/24"] };

export const managementReachableFromOutside: Rule = {
  id: "management-reachable-from-outside",
  title: "A management service is reached from outside the management networks",
  severity: "high",
  area: "management-access",
  why: "Interface lists, control-plane policies, local-in policies, service and line restrictions each leave a part open; who gets through all of them can try passwords and attack the service.",
  fix: "Close the way that the packet in the message takes, at the stage nearest to the source that suits.",
  usability: "Whoever manages the device from elsewhere loses access: name those networks first.",
  remediation: {
    "cisco-ios":
      "ip access-list standard MGMT\n permit <management network>\nline vty 0 15\n access-class MGMT in vrf-also\n ipv6 access-class MGMT6 in",
    "juniper-junos":
      "set firewall family inet filter PROTECT term mgmt from source-address <management network>\nset interfaces lo0 unit 0 family inet filter input PROTECT",
    "fortinet-fortios":
      'config firewall local-in-policy\n edit 1\n  set intf "any"\n  set srcaddr <management network>\n  set dstaddr "all"\n  set service SSH HTTPS\n  set schedule "always"\n  set action accept\n next\nend',
  },
  needs: ["management.services", "management.logins", "acls", "objects", "interfaces", "policies", "snmp", "users"],
  references: {
    cci: ["CCI-001368", "CCI-001097"],
    "nist-800-53": ["AC-4", "SC-7"],
    stig: ["CISC-ND-000140", "JUNI-ND-000140", "JUEX-NM-000070"],
    cis: ["fortios 2.4.2", "fortios 2.4.6"],
    nsa: ["2.4", "7.4"],
  },
  examples: {
    compliant: [
      {
        os: "cisco-ios",
        config:
          "version 15.2\nno ip http server\nno ip http secure-server\naccess-list 10 permit 192.0.2.0 0.0.0.255\ninterface GigabitEthernet0/0\n ip address 192.0.2.1 255.255.255.0\nline vty 0 4\n access-class 10 in\n transport input ssh",
        settings: operators,
      },
      {
        os: "cisco-ios",
        config:
          "version 15.2\nno ip http server\nno ip http secure-server\nip access-list extended COPP\n permit tcp any any eq 22\nclass-map match-all SSH\n match access-group name COPP\npolicy-map COPP\n class SSH\n  drop\ncontrol-plane\n service-policy input COPP\ninterface GigabitEthernet0/0\n ip address 192.0.2.1 255.255.255.0\nline vty 0 4\n transport input ssh",
        because: "the control plane drops what the lines would take",
      },
      {
        os: "juniper-junos",
        config:
          "firewall { family inet { filter PROTECT { term MGMT { from { source-address { 192.0.2.0/25; } } then accept; } term REST { then discard; } } } } interfaces { ge-0/0/0 { unit 0 { family inet { address 192.0.2.1/24; } } } lo0 { unit 0 { family inet { filter { input PROTECT; } } } } } system { services { ssh; } }",
        settings: operators,
      },
    ],
    violating: [
      {
        os: "cisco-ios",
        config:
          "version 15.2\nno ip http server\nno ip http secure-server\naccess-list 10 permit 192.0.2.0 0.0.1.255\ninterface GigabitEthernet0/0\n ip address 192.0.2.1 255.255.255.0\nline vty 0 4\n access-class 10 in\n transport input ssh",
        settings: operators,
        because: "the list is wider than the networks",
      },
      {
        os: "cisco-ios",
        config:
          "version 15.2\nno ip http server\nno ip http secure-server\naccess-list 10 permit 192.0.2.0 0.0.0.255\ninterface GigabitEthernet0/0\n ip address 192.0.2.1 255.255.255.0\n ipv6 address 2001:db8::1/64\nline vty 0 4\n access-class 10 in\n transport input ssh",
        settings: operators,
        because: "nothing restricts IPv6",
      },
      {
        os: "juniper-junos",
        config:
          "interfaces { ge-0/0/0 { unit 0 { family inet { address 192.0.2.1/24; } } } } system { services { ssh; } }",
        because: "anyone is outside every network",
      },
      {
        os: "fortinet-fortios",
        config:
          'config system global\n set admin-sport 443\nend\nconfig system interface\n edit "port1"\n  set ip 192.0.2.1 255.255.255.0\n  set allowaccess https\n next\nend\nconfig system admin\n edit "ops"\n  set accprofile "super_admin"\n  set password ENC SH2FAKE-hash\n next\nend\nconfig firewall policy\nend',
      },
    ],
    unknown: [
      {
        os: "cisco-ios",
        config:
          "version 15.2\nno ip http server\nno ip http secure-server\naccess-list 10 permit 192.0.2.0 0.0.0.255\ninterface GigabitEthernet0/0\n ip address 192.0.2.1 255.255.255.0\nline vty 0 4\n access-class 10 in\n transport input ssh",
        because: "nobody said which networks are for management",
      },
      {
        os: "cisco-ios",
        config:
          "version 15.2\nno ip http server\nno ip http secure-server\nip access-list extended EDGE\n permit tcp any any eq 22 time-range WORK\ninterface GigabitEthernet0/0\n ip address 192.0.2.1 255.255.255.0\n ip access-group EDGE in\nline vty 0 4\n transport input ssh",
        settings: operators,
        because: "when the entry holds is not in the configuration",
      },
    ],
  },
  *check(device, { managementNetworks }) {
    const known = managementNetworks.length > 0;
    for (const service of byService(managementReach(device, { outside: managementNetworks })))
      yield { ...(known ? outside(service) : anybody(service)), subject: service.name };
  },
};

type Judged = Decision & { readonly evidence: Evidence };

/** With the networks named, whoever gets through from elsewhere is one too many. */
function outside({ name, reaches }: ReachedService): Judged {
  const open = reaches.filter(({ sources }) => sources.length > 0);
  const failed = failure(name, open, "from outside the management networks: ");
  if (failed !== null) return failed;
  const doubt = unanswered(reaches);
  if (doubt !== null) return doubt;
  const decision = pass(`Nobody outside the management networks reaches ${name}.`);
  return { ...decision, evidence: reachEvidence(reaches, ({ denials }) => denials) };
}

/** Without them only the ends are certain: anyone is outside every network, and nobody is not. */
function anybody({ name, reaches }: ReachedService): Judged {
  const open = reaches.filter((reach) => openToAnyone(reach).open === true);
  const failed = failure(name, open, "from ");
  if (failed !== null) return failed;
  const doubt = unanswered(reaches);
  if (doubt !== null) return doubt;
  const reached = reaches.find(({ sources }) => sources.length > 0);
  if (reached !== undefined) {
    const decision = unknown(
      `${name} is reached by ${interfacesText([reached])} from ${sourcesText(reached)}, and nobody said whether these are management networks: name them with --management-network, or in the settings of the inventory.`,
    );
    return { ...decision, evidence: reachEvidence([reached], ({ chain }) => chain) };
  }
  return { ...pass(`Nobody reaches ${name}.`), evidence: reachEvidence(reaches, ({ denials }) => denials) };
}

/** Null where nobody gets through, or nobody knows whether the service listens. */
function failure(name: string, open: readonly ManagementReach[], from: string): Judged | null {
  const sure = open.filter((reach) => isKnown(listens(reach)));
  const [first] = sure;
  if (first?.witness == null) return null;
  const alike = sure.filter(({ sources }) => sources.join() === first.sources.join());
  const more = sure.length > alike.length ? ", and others by other interfaces" : "";
  // Where nobody knows the port, the packet's is any.
  const example = first.port === null ? "" : `; ${packetText(first.witness)} gets through`;
  const decision = fail(
    `${name} is reached by ${interfacesText(alike)} ${from}${sourcesText(first)}${more}${example}.`,
  );
  return { ...decision, evidence: reachEvidence(sure, ({ chain }) => chain) };
}

/** The first thing that nobody knows; null where everything is. */
function unanswered(reaches: readonly ManagementReach[]): Judged | null {
  for (const reach of reaches) {
    const { enabled, uncertain, complete, sources } = reach;
    const told = (decision: Decision): Judged => ({
      ...decision,
      evidence: reachEvidence([reach], ({ chain, denials }) => [...chain, ...denials]),
    });
    const [doubt] = uncertain;
    if (sources.length + uncertain.length > 0 && "unknown" in enabled && !isKnown(listens(reach)))
      return told(unknown(enabled.unknown));
    if (doubt !== undefined || !complete) return told(unknown(reach.why));
  }
  return null;
}
