import type { AaaServer, MethodList, PrivilegedPassword, User } from "../../src/model/accounts.ts";
import type { AclEntry, AddressGroup, ServiceGroup } from "../../src/model/acl.ts";
import type { PortRange, ServiceMatch } from "../../src/model/address.ts";
import type { LineRange, ReadFact } from "../../src/model/fact.ts";
import type { NatRule } from "../../src/model/nat.ts";
import type { Password, Secret } from "../../src/model/secret.ts";
import type {
  LogServer,
  NtpServer,
  SmallService,
  SnmpGroup,
  SnmpUser,
  SyslogSeverity,
} from "../../src/model/services.ts";
import type { VpnProposal } from "../../src/model/vpn.ts";
import type { NamedObjects } from "../lib/cisco/objects.ts";
import { readAt } from "../lib/cisco/places.ts";
import type { Version } from "../lib/cisco/version.ts";
import type { Statement } from "../lib/indented.ts";
import { PlainEntries } from "../lib/cisco/plain-entry.ts";
import { anyOf } from "./any-addresses.ts";
import { portNames } from "./packet-names.ts";
import type { LazyLines } from "../lib/lazy-lines.ts";
import type { Ledger } from "../lib/ledger.ts";
import type { ParseProblem } from "../parser.ts";
import type { FamilySet } from "../lib/cisco/family-set.ts";

/** An entry of a list; its number, and the remarks before it, are told when the list is whole. */
export type Entry = Omit<AclEntry, "label" | "remarks" | "action"> & {
  readonly action: "permit" | "deny";
  label: string;
  remarks: readonly string[];
};

/** One line of a list in the order in which the ASA numbers them: remarks have numbers too. */
export type ListLine = Entry | { readonly remark: string };

export interface AclDraft {
  readonly name: string;
  readonly kind: string;
  readonly at: [first: number, last: number][];
  readonly lines: ListLine[];
  /** Entries stand in it that may name an address of IPv6: the usual ones do not. */
  mayNameSix: boolean;
  /** How many lines were put before others: each costs time, so that they are bounded. */
  inserted: number;
}

export interface InterfaceDraft {
  readonly ledger: Ledger;
  readonly draft: Draft;
  readonly name: string;
  at: LineRange[];
  description: string | null;
  enabled: ReadFact<boolean> | null;
  addresses: string[];
  unstated: FamilySet;
  borrowed: FamilySet;
  nameif: string | null;
  nameifAt: readonly LineRange[];
  level: number | null;
  managementOnly: boolean;
  switchport: boolean;
  vrf: string | null;
  /** How routing protocols are authenticated here. */
  readonly routing: { readonly words: readonly string[]; readonly at: readonly LineRange[] }[];
}

/** A routing process: "router ospf 1". */
export interface IgpDraft {
  /** "ospf", "ospfv3", "eigrp", "rip", "isis". */
  readonly protocol: string;
  readonly process: string | null;
  readonly networks: { readonly address: number; readonly mask: number; readonly area: string | null }[];
  /** "area X authentication [message-digest]", by area. */
  readonly areas: Map<string, { readonly words: readonly string[]; readonly at: readonly LineRange[] }>;
  readonly passive: Map<string, boolean>;
  /** Lines that add neighbours elsewhere. */
  readonly unclear: LineRange[];
  readonly at: readonly LineRange[];
}

/** A list bound by "access-group". */
export interface BindingDraft {
  readonly acl: string;
  readonly how: "in" | "out" | "global" | "control-plane";
  /** The interface's name (nameif); null for a global list. */
  readonly nameif: string | null;
  readonly at: readonly LineRange[];
}

/** "ssh|telnet|http ADDRESS MASK INTERFACE". */
export interface SourceDraft {
  readonly prefix: string;
  readonly nameif: string;
  readonly at: readonly LineRange[];
}

export interface AddressGroupDraft extends AddressGroup {
  members: AddressGroup["members"][number][];
  readonly at: LineRange[];
}

export interface ServiceGroupDraft extends ServiceGroup {
  readonly members: ServiceMatch[];
  readonly groups: string[];
  readonly unresolved: string[];
  readonly at: LineRange[];
}

/** A group of ports, protocols or ICMP types, which an entry names inside its own condition. */
export interface PartGroup<T> {
  readonly members: T[];
  readonly groups: string[];
  /** A member that was not understood: what the group holds is not known. */
  broken: boolean;
}

export type IcmpType = { readonly type: number; readonly code: number | null };

export type UserDraft = Omit<User, "administrator"> & { readonly at: LineRange[] };

/** A group of AAA servers: "aaa-server NAME protocol P". */
export interface ServerGroupDraft {
  readonly protocol: AaaServer["protocol"] | null;
  readonly at: readonly LineRange[];
}

export interface SnmpHostDraft {
  readonly nameif: string;
  /** An address as a prefix, or the name of a group of addresses. */
  readonly prefix: string | null;
  readonly group: string | null;
  readonly polls: boolean;
  readonly traps: boolean;
  readonly address: string;
  readonly version: "v1" | "v2c" | "v3";
  readonly community: Secret | null;
  readonly user: string | null;
  readonly at: readonly LineRange[];
}

export type Setting<T> = ReadFact<T> | undefined;

/** What has been read so far. Settings that stay undefined get the default of the version. */
export interface Draft extends NamedObjects {
  readonly ledger: Ledger;
  readonly source: LazyLines;
  readonly plainEntries: PlainEntries;
  /** The list of the usual entry that was read last: the next is mostly one of the same. */
  lastPlain: string;
  readonly problems: ParseProblem[];
  version: Setting<string>;
  /** Firepower Threat Defense: its lists are the part of its policy that its ASA engine decides. */
  threatDefense: boolean;
  hostname: Setting<string>;
  model: Setting<string>;
  serial: Setting<string>;
  header: number | null;
  end: number | null;
  /** "name": words that stand for addresses. */
  readonly names: Map<string, string>;
  readonly interfaces: Map<string, InterfaceDraft>;
  readonly acls: Map<string, AclDraft>;
  /** By interface and direction: a later one replaces an earlier. */
  readonly bindings: Map<string, BindingDraft>;
  readonly addressGroups: Map<string, AddressGroupDraft>;
  /** Address groups that are single objects: one without an address is not empty, its address is not there. */
  readonly networkObjects: Set<string>;
  readonly serviceGroups: Map<string, ServiceGroupDraft>;
  readonly portGroups: Map<string, PartGroup<PortRange>>;
  readonly protocolGroups: Map<string, PartGroup<number | "any">>;
  readonly icmpGroups: Map<string, PartGroup<IcmpType>>;
  /** Interfaces that entries name for their own addresses. */
  readonly interfaceAddresses: Set<string>;
  readonly switches: Map<string, ReadFact<boolean>>;
  readonly numbers: Map<string, ReadFact<number | null>>;
  readonly lists: Map<string, ReadFact<readonly string[]>>;
  readonly sources: Map<"ssh" | "telnet" | "http", SourceDraft[]>;
  readonly icmpRules: Statement[];
  readonly loginPasswords: ReadFact<Password>[];
  readonly serverGroups: Map<string, ServerGroupDraft>;
  /** Groups of which a statement names a server. */
  readonly groupsWithHosts: Set<string>;
  readonly aaaServers: AaaServer[];
  readonly methodLists: MethodList[];
  readonly privilegedPasswords: PrivilegedPassword[];
  readonly users: Map<string, UserDraft>;
  readonly communities: { readonly secret: Secret; readonly at: readonly LineRange[] }[];
  /** Lines whose community the device, or a collector, has put stars in place of. */
  readonly maskedCommunities: LineRange[];
  readonly snmpHosts: SnmpHostDraft[];
  readonly snmpUsers: SnmpUser[];
  readonly snmpGroups: SnmpGroup[];
  readonly ntpServers: NtpServer[];
  readonly ntpKeys: { readonly id: string; readonly algorithm: string; readonly at: readonly LineRange[] }[];
  readonly ntpTrusted: { readonly ids: string[]; readonly at: LineRange[] };
  readonly logServers: LogServer[];
  /** Severities of destinations by word; null is one that a message list decides. */
  readonly logLevels: Map<
    string,
    ReadFact<SyslogSeverity | null> | { readonly list: string; readonly at: readonly LineRange[] }
  >;
  /** "logging message" and "no logging message" by number of the message. */
  readonly logMessages: Map<string, LineRange[]>;
  readonly banners: Map<string, { readonly text: string[]; readonly at: LineRange[] }>;
  readonly nameServers: { readonly address: string; readonly at: readonly LineRange[] }[];
  readonly smallServices: SmallService[];
  readonly vpn: VpnProposal[];
  readonly vpnUnknown: LineRange[];
  /** "nat" in the three sections that the ASA tries in turn. */
  readonly nat: { readonly section: 1 | 2 | 3; readonly rule: NatRule }[];
  /** How many of them are twice NAT. */
  twiceNats: number;
  readonly natUnknown: LineRange[];
  readonly igps: IgpDraft[];
  readonly bgpAt: LineRange[];
  readonly bgpNeighbors: Map<string, { readonly vrf: string | null; password: Password | null; at: LineRange[] }>;
  readonly contexts: LineRange[];
}

export function emptyDraft(ledger: Ledger, source: LazyLines): Draft {
  return {
    ledger,
    source,
    lastPlain: "",
    plainEntries: new PlainEntries(source, {
      anyProtocol: ["ip "],
      netmasks: true,
      prefixes: false,
      portNames,
      fromAny: anyOf.any,
    }),
    problems: [],
    version: undefined,
    threatDefense: false,
    hostname: undefined,
    model: undefined,
    serial: undefined,
    header: null,
    end: null,
    names: new Map(),
    interfaces: new Map(),
    acls: new Map(),
    bindings: new Map(),
    addressGroups: new Map(),
    networkObjects: new Set(),
    serviceGroups: new Map(),
    portGroups: new Map(),
    protocolGroups: new Map(),
    icmpGroups: new Map(),
    interfaceAddresses: new Set(),
    definitions: [],
    uses: [],
    switches: new Map(),
    numbers: new Map(),
    lists: new Map(),
    sources: new Map(),
    icmpRules: [],
    loginPasswords: [],
    serverGroups: new Map(),
    groupsWithHosts: new Set(),
    aaaServers: [],
    methodLists: [],
    privilegedPasswords: [],
    users: new Map(),
    communities: [],
    maskedCommunities: [],
    snmpHosts: [],
    snmpUsers: [],
    snmpGroups: [],
    ntpServers: [],
    ntpKeys: [],
    ntpTrusted: { ids: [], at: [] },
    logServers: [],
    logLevels: new Map(),
    logMessages: new Map(),
    banners: new Map(),
    nameServers: [],
    smallServices: [],
    vpn: [],
    vpnUnknown: [],
    nat: [],
    twiceNats: 0,
    natUnknown: [],
    igps: [],
    bgpAt: [],
    bgpNeighbors: new Map(),
    contexts: [],
  };
}

/** A handler that keeps whether a statement stands there plainly or with "no". */
export function switched(name: string): (draft: Draft, statement: Statement) => void {
  return (draft, statement) => {
    draft.switches.set(name, readAt(!statement.negated, statement));
  };
}

/** The release as the ASA counts it; FTD has numbers of its own. */
export function releaseOf({ version, threatDefense }: Draft): Version | null {
  const match = threatDefense ? null : /^(\d{1,2})\.(\d{1,3})/.exec(version?.value ?? "");
  return match === null || version === undefined
    ? null
    : { text: version.value, major: Number(match[1]), minor: Number(match[2]) };
}
