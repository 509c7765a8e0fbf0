import { admittedSources } from "../../acl/openness/admitted-sources.ts";
import { wideShare } from "../../acl/reach/source-set.ts";
import type { DeviceConfig } from "../../model/device-config.ts";
import { read, type LineRange } from "../../model/fact.ts";
import { fail, judge, pass, unknown, type Rule } from "../rule.ts";
import { isOff } from "../subjects/off.ts";
import { speaksIpv6 } from "../subjects/sources.ts";

export const ntpUnrestricted: Rule = {
  id: "ntp-unrestricted",
  title: "The device answers time requests from anywhere",
  severity: "low",
  area: "time",
  why: "Open NTP servers are used to flood others, and tell strangers about the device.",
  fix: "Say whom the device serves time to.",
  usability: "Hosts that took their time from the device without being listed lose it.",
  remediation: {
    "cisco-ios": "access-list 20 permit <time servers>\nntp access-group peer 20",
    "fortinet-fortios": "config system ntp\n set server-mode disable\nend",
    "juniper-junos":
      "set firewall family inet filter PROTECT term ntp from source-prefix-list TIME-SERVERS\nset interfaces lo0 unit 0 family inet filter input PROTECT",
  },
  needs: ["ntp", "acls", "objects"],
  references: {
    cci: ["CCI-002385"],
    "nist-800-53": ["SC-5"],
    nsa: ["6.4", "7.9"],
  },
  examples: {
    compliant: [
      {
        os: "fortinet-fortios",
        config:
          'config system ntp\n set ntpsync enable\n set server-mode disable\nend\nconfig system interface\n edit "port1"\n  set allowaccess ssh\n next\nend',
      },
      {
        os: "cisco-ios",
        config:
          "version 15.2\nntp server 192.0.2.1\nntp access-group peer 10\naccess-list 10 permit 192.0.2.0 0.0.0.255",
      },
    ],
    violating: [
      { os: "juniper-junos", config: "system { ntp { server 192.0.2.1; } }" },
      { os: "cisco-ios", config: "version 15.2\nntp server 192.0.2.1" },
      {
        os: "cisco-ios",
        config:
          "version 15.2\nntp server 192.0.2.1\nntp access-group serve-only 10\nntp access-group peer 11\naccess-list 10 permit 192.0.2.0 0.0.0.255\naccess-list 11 permit any",
        because: "one of the lists lets everyone ask",
      },
    ],
    unknown: [
      { os: "cisco-ios", config: "version 15.2\nntp server 192.0.2.1\nntp access-group peer 10" },
      {
        os: "cisco-ios",
        config:
          "version 15.2\nntp server 192.0.2.1\nntp access-group peer 10\naccess-list 10 permit 192.0.2.0 0.0.0.255\ninterface Vlan1\n ipv6 address 2001:db8::1/64",
        because: "the list says nothing of IPv6",
      },
      {
        os: "fortinet-fortios",
        config: 'config system interface\n edit "port1"\n  set allowaccess ssh https\n next\nend',
        because: "a part of a configuration says nothing of the rest",
      },
    ],
  },
  *check(device) {
    const { unrestricted } = device.ntp;
    const lists = isOff(unrestricted)
      ? device.uses.filter(({ kind, by }) => kind === "acl" && by.startsWith("ntp "))
      : [];
    const judged = lists.map((list) => ({ list, ...opened(device, list.name) }));
    // A list for IPv4 says nothing of who asks over IPv6.
    const isHalf = lists.length > 0 && speaksIpv6(device) && judged.every(({ families }) => !families.includes(6));
    const worst =
      judged.find(({ open }) => open === true) ??
      judged.find(({ open }) => open === null) ??
      (isHalf ? judged[0] : undefined);
    yield judge("NTP", [unrestricted, ...judged.map(({ at }) => read(null, at))], (open) => {
      if (open) return fail("The device answers time requests from anywhere.");
      if (worst === undefined) return pass("The device does not answer time requests from anywhere.");
      const words = `access list "${worst.list.name}" of "${worst.list.by}"`;
      if (worst.open === true) return fail(`The device answers time requests from anywhere: ${words} permits it.`);
      return unknown(`Whom ${words} lets ask is not known.`);
    });
  },
};

const timeRequests = { protocol: 17, ports: [123] } as const;

interface Opened {
  /** Null where it is not known, or where there is no such list. */
  readonly open: boolean | null;
  readonly families: readonly (4 | 6)[];
  readonly at: readonly LineRange[];
}

/** Whether the lists of a name, one for each IP version, let everyone ask. */
function opened(device: DeviceConfig, name: string): Opened {
  const sets = device.aclSets.filter((acl) => acl.name === name && acl.family !== "mac");
  const families = sets.map(({ family }) => (family === "ipv4" ? 4 : 6));
  const at = sets.flatMap((acl) => acl.at);
  const answers = families.map((family) => {
    const source = { kind: "acl", name, family: family === 4 ? "ipv4" : "ipv6" } as const;
    return admittedSources(device, [source], family, timeRequests);
  });
  if (answers.some(({ share }) => share >= wideShare)) return { open: true, families, at };
  const isKnown = sets.length > 0 && answers.every(({ possibleShare }) => possibleShare < wideShare);
  return { open: isKnown ? false : null, families, at };
}
