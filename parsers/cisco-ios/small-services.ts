import { byDefault, joinRanges, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { Dns, SmallService } from "../../src/model/services.ts";
import type { Statement } from "../lib/indented.ts";
import { on, skip, touching } from "../lib/statements.ts";
import { canonicalAddress } from "../lib/cisco/addresses.ts";
import { placeOf } from "../lib/cisco/places.ts";
import { switched, type Draft } from "./draft.ts";
import { atLeast, versionOf, type Version } from "../lib/cisco/version.ts";

/** Switches of the whole device that are kept by their own words. */
const plain: readonly string[] = [
  "service tcp-small-servers",
  "service udp-small-servers",
  "service finger",
  "ip finger",
  "ip bootp server",
  "service pad",
  "ip source-route",
  "ipv6 source-route",
  "ip identd",
  "cdp run",
  "lldp run",
  "service config",
  "service dhcp",
  "ip gratuitous-arps",
  "service tcp-keepalives-in",
  "service tcp-keepalives-out",
  "vstack",
  "ip dns server",
  "boot network",
  "boot host",
  "service call-home",
  "ip arp gratuitous",
  "mop enabled",
  "ip domain lookup",
  "ip classless",
];

export const smallServiceStatements = [
  ...plain.map((name) => on<Draft>(name, (draft, statement) => switched(name)(draft, statement))),
  on<Draft>(["ip domain-lookup"], switched("ip domain lookup")),
  on<Draft>(["ip name-server", "ipv6 name-server"], nameServer),
  skip(
    "domain-names",
    "ip domain name",
    "ip domain-name",
    "ip domain list",
    "ip domain-list",
    "ip domain timeout",
    "ip domain retry",
    "ip domain round-robin",
    "ip domain recursive",
    "ip domain lookup source-interface",
    "ip domain lookup nsap",
    "ip host",
    "ip host-list",
    "ipv6 host",
    "ip dns spoofing",
    "ip dns view",
    "ip dns view-list",
    "ip dns primary",
    "ip domain proxy",
  ),
  skip(
    "discovery",
    "cdp timer",
    "cdp holdtime",
    "cdp advertise-v2",
    "cdp tlv",
    "cdp source-interface",
    "cdp log",
    "lldp timer",
    "lldp holdtime",
    "lldp reinit",
    "lldp tlv-select",
    "lldp management-address",
  ),
  touching(["smallServices", "logging", "passwords"], "service"),
  touching(["smallServices"], "cdp", "lldp", "vstack", "ip finger", "ip bootp", "ip identd", "mop", "call-home"),
  touching(["dns", "smallServices"], "ip domain", "ip dns", "ip name-server", "ipv6 name-server"),
];

/** "ip name-server [vrf V] ADDRESS…", up to six on one line. */
function nameServer(draft: Draft, statement: Statement): boolean {
  const words = statement.words.slice(2);
  if (words[0] === "vrf") words.splice(0, 2);
  if (statement.negated || words.length === 0) return false;
  for (const address of words) draft.nameServers.push({ address: canonicalAddress(address), at: placeOf(statement) });
  return true;
}

interface Service {
  /** The model's name and the statements that set it, the first that is there counts. */
  readonly name: string;
  readonly statements: readonly string[];
  readonly otherwise: (version: Version | null) => Fact<boolean>;
}

const off = (statement: string, source: string) => (): Fact<boolean> =>
  byDefault(false, `IOS: off unless "${statement}" (${source})`);
const onUnless = (statement: string, source: string) => (): Fact<boolean> =>
  byDefault(true, `IOS: on unless "no ${statement}" (${source})`);
const since =
  (name: string, major: number, minor: number, statement: string, source: string) =>
  (version: Version | null): Fact<boolean> =>
    atLeast(version, major, minor)
      ? byDefault(false, `IOS ${version?.text ?? ""}: off unless "${statement}" (${source})`)
      : unknownFact(
          version === null
            ? `The default of ${name} depends on the version, and none is stated.`
            : `The default of ${name} in ${version.text} is not known.`,
        );

const fundamentals = "Configuration Fundamentals Command Reference";
const addressing = "IP Addressing Services Command Reference";
const management = "Basic System Management Configuration Guide";

/** On in IOS ("cdp run" in the CDP Command Reference: on all platforms but one); some IOS XE routers start without it. */
function cdpDefault(version: Version | null): Fact<boolean> {
  if (version !== null && !atLeast(version, 16))
    return byDefault(true, `IOS ${version.text}: on unless "no cdp run" (CDP Command Reference)`);
  return unknownFact("The default of CDP differs among platforms, and it is not set.");
}

const services: readonly Service[] = [
  {
    name: "tcp-small-servers",
    statements: ["service tcp-small-servers"],
    // "Minor services" in the same guide, IOS XE 17.x: disabled by default; since 12.0.
    otherwise: since("the TCP small servers", 12, 0, "service tcp-small-servers", management),
  },
  {
    name: "udp-small-servers",
    statements: ["service udp-small-servers"],
    otherwise: since("the UDP small servers", 12, 0, "service udp-small-servers", management),
  },
  {
    name: "finger",
    statements: ["ip finger", "service finger"],
    // "ip finger": releases later than 12.1(5) and 12.1(5)T start without it.
    otherwise: since("finger", 12, 2, "ip finger", fundamentals),
  },
  { name: "ip bootp server", statements: ["ip bootp server"], otherwise: onUnless("ip bootp server", management) },
  {
    name: "pad",
    statements: ["service pad"],
    otherwise: () => unknownFact("The default of PAD differs among platforms, and it is not set."),
  },
  {
    name: "ip source-route",
    statements: ["ip source-route"],
    otherwise: onUnless("ip source-route", "IP Application Services Command Reference"),
  },
  {
    name: "identd",
    statements: ["ip identd"],
    otherwise: off("ip identd", "DISA NET0726"),
  },
  { name: "cdp", statements: ["cdp run"], otherwise: cdpDefault },
  {
    name: "lldp",
    statements: ["lldp run"],
    otherwise: () => unknownFact("The default of LLDP differs among platforms, and it is not set."),
  },
  {
    name: "service config",
    statements: ["service config"],
    otherwise: () =>
      unknownFact('The default of "service config" depends on the platform\'s memory, and it is not set.'),
  },
  { name: "dhcp", statements: ["service dhcp"], otherwise: onUnless("service dhcp", addressing) },
  {
    name: "gratuitous-arps",
    statements: ["ip gratuitous-arps"],
    otherwise: () => unknownFact('The default of "ip gratuitous-arps" differs among releases, and it is not set.'),
  },
  {
    name: "tcp-keepalives-in",
    statements: ["service tcp-keepalives-in"],
    otherwise: off("service tcp-keepalives-in", fundamentals),
  },
  {
    name: "tcp-keepalives-out",
    statements: ["service tcp-keepalives-out"],
    otherwise: off("service tcp-keepalives-out", fundamentals),
  },
  { name: "dns server", statements: ["ip dns server"], otherwise: off("ip dns server", "DISA CISC-ND-000470") },
];

/** Stated only where the platform has them, so that silence says nothing. */
const statedOnly: Readonly<Record<string, string>> = {
  vstack: "smart-install",
  "boot network": "boot network",
  "boot host": "boot host",
  "service call-home": "call-home",
  "ipv6 source-route": "ipv6 source-route",
};

export function smallServices(draft: Draft): readonly SmallService[] {
  const version = versionOf(draft.version?.value);
  const found: SmallService[] = services.map(({ name, statements, otherwise }) => ({
    name,
    interface: null,
    enabled:
      statements.map((each) => draft.switches.get(each)).find((each) => each !== undefined) ?? otherwise(version),
  }));
  for (const [statement, name] of Object.entries(statedOnly)) {
    const enabled = draft.switches.get(statement);
    if (enabled !== undefined) found.push({ name, interface: null, enabled });
  }
  const untold = draft.switches.has("vstack") ? null : smartInstall(draft, version);
  if (untold !== null) found.push({ name: "smart-install", interface: null, enabled: untold });
  addInterfaceServices(found, draft);
  return found;
}

/**
 * Switches serve Smart Install unless "no vstack" in releases without the correction of CSCvd36820, which no
 * configuration shows (Cisco Security Advisory cisco-sa-20180409-smi). Null where nothing says that it is a switch of
 * such a release.
 */
function smartInstall(draft: Draft, version: Version | null): Fact<boolean> | null {
  const port = [...draft.interfaces.values()].find(({ mode }) => mode !== null && mode !== "routed");
  if (port === undefined || (version !== null && atLeast(version, 17))) return null;
  return unknownFact(
    'A switch serves Smart Install unless "no vstack" or a corrected release says otherwise, and neither is stated.',
    joinRanges(port.at),
  );
}

const onWhereIpRuns = ["ip proxy-arp", "ip redirects", "ip unreachables"].map(
  (each) => [each, byDefault(true, `IOS: on unless "no ${each}" (show running-config all)`)] as const,
);

/**
 * What interfaces are set to. Proxy ARP, redirects and unreachables are on by default wherever IP runs: "show
 * running-config all" of IOS 15.5 states the three, the ARP guide of IOS XE 17.x the first. With HSRP redirects
 * were off in old releases ("ip redirects"), so that they are not known there.
 */
function addInterfaceServices(found: SmallService[], draft: Draft): void {
  for (const { name, at, addresses, unstated, borrowed, standby, services: stated } of draft.interfaces.values()) {
    for (const service of stated) found.push(service);
    const speaks = isAnyIpv4(addresses) || unstated.includes(4) || borrowed.includes(4);
    if (!speaks || /^(?:Loopback|Null)/i.test(name)) continue;
    for (const [each, onByDefault] of onWhereIpRuns) {
      if (isStated(stated, each)) continue;
      const enabled =
        each === "ip redirects" && standby
          ? unknownFact("Whether an interface with HSRP sends redirects differs among releases.", at)
          : onByDefault;
      found.push({ name: each, interface: name, enabled });
    }
  }
}

function isAnyIpv4(addresses: readonly string[]): boolean {
  for (const address of addresses) if (address.includes(".")) return true;
  return false;
}

function isStated(stated: readonly SmallService[], name: string): boolean {
  for (const service of stated) if (service.name === name) return true;
  return false;
}

export function dnsOf(draft: Draft): Dns {
  return {
    lookup:
      draft.switches.get("ip domain lookup") ??
      byDefault(true, 'IOS: on unless "no ip domain lookup" (Cisco IOS in a Nutshell, "ip domain-lookup")'),
    servers: draft.nameServers,
  };
}
