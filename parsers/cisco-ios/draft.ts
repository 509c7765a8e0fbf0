import type { AaaServer, MethodList, PrivilegedPassword, User } from "../../src/model/accounts.ts";
import type { AclEntry, AclFamily, AddressGroup, ObjectName, ObjectUse, ServiceGroup } from "../../src/model/acl.ts";
import type { AddressMatch, ServiceMatch } from "../../src/model/address.ts";
import type { BoundAcl, Interface } from "../../src/model/device-config.ts";
import type { Fact, LineRange, ReadFact } from "../../src/model/fact.ts";
import type { SourceRestriction } from "../../src/model/management.ts";
import type {
  LogServer,
  NtpServer,
  SnmpCommunity,
  SnmpGroup,
  SnmpTarget,
  SnmpUser,
  SmallService,
  SyslogSeverity,
} from "../../src/model/services.ts";
import type { Password } from "../../src/model/secret.ts";
import { readAt } from "../lib/cisco/places.ts";
import type { GroupMembers } from "../lib/cisco/server-groups.ts";
import type { Statement } from "../lib/indented.ts";
import { PlainEntries } from "../lib/cisco/plain-entry.ts";
import { portNames } from "../lib/cisco/packet-names.ts";
import type { LazyLines } from "../lib/lazy-lines.ts";
import { InterfaceKinds } from "./interface-kinds.ts";
import type { Ledger } from "../lib/ledger.ts";
import type { ParseProblem } from "../parser.ts";
import type { FamilySet } from "../lib/cisco/family-set.ts";

export interface AclDraft {
  readonly name: string;
  readonly family: AclFamily;
  readonly kind: string;
  at: LineRange[];
  readonly entries: AclEntry[];
  /** Remarks read since the last entry. */
  remarks: string[];
  /** Sequence number of the last entry. */
  last: number;
  /** Entries stand in the order of their numbers. */
  ordered: boolean;
}

/** What one terminal line is set to; a later statement replaces an earlier one of the same name. */
export type LineSettings = Map<string, Statement>;

export interface LineDraft {
  readonly kind: "console" | "aux" | "tty" | "vty";
  readonly word: string;
  readonly first: number;
  readonly last: number;
  readonly at: readonly LineRange[];
  readonly settings: LineSettings;
}

/** A policy bound under "control-plane" or one of its parts. */
export interface BoundPolicy {
  /** "control-plane", "control-plane host". */
  readonly part: string;
  readonly statement: Statement;
}

/** An interface while it is read; several blocks may set the same one. */
export interface InterfaceDraft {
  readonly ledger: Ledger;
  readonly draft: Draft;
  readonly name: string;
  at: LineRange[];
  description: string | null;
  enabled: Fact<boolean> | null;
  addresses: string[];
  /** Families in which it gets addresses that no statement tells. */
  unstated: FamilySet;
  /** Families that it speaks without an address of its own. */
  borrowed: FamilySet;
  readonly virtual: string[];
  vrf: string | null;
  zone: string | null;
  boundAcls: BoundAcl[];
  mode: Interface["mode"];
  routed: boolean | null;
  /** HSRP runs on it. */
  standby: boolean;
  /** An address statement stands there, whatever it says. */
  statesAddress: boolean;
  /** Services that are stated, each once; those who read a device's services hand them out. */
  services: SmallService[];
  /** What stands under it for readers that look for several statements together. */
  statements: Statement[];
}

export interface AddressGroupDraft extends AddressGroup {
  readonly members: AddressMatch[];
  readonly at: LineRange[];
}

export interface ServiceGroupDraft extends ServiceGroup {
  readonly members: ServiceMatch[];
  readonly groups: string[];
  readonly unresolved: string[];
  readonly at: LineRange[];
}

/** An account while it is read; `role` is undefined as long as none is stated. */
export type UserDraft = Omit<User, "at" | "role" | "administrator"> & {
  readonly at: LineRange[];
  readonly role: ReadFact<string> | undefined;
};

/** A setting that a later statement may change: the last statement counts. */
export type Setting<T> = ReadFact<T> | undefined;

/** What has been read so far. Settings that stay undefined get the default of the version. */
export interface Draft {
  readonly ledger: Ledger;
  readonly source: LazyLines;
  readonly plainEntries: PlainEntries;
  readonly problems: ParseProblem[];
  version: Setting<string>;
  hostname: Setting<string>;
  model: Setting<string>;
  serial: Setting<string>;
  /** The line that only a device's own output has: the header of "show running-config" or a boot marker. */
  header: number | null;
  /** The line of `end`, where there is one. */
  end: number | null;
  readonly interfaces: Map<string, InterfaceDraft>;
  readonly interfaceKinds: InterfaceKinds;
  readonly acls: Map<string, AclDraft>;
  readonly addressGroups: Map<string, AddressGroupDraft>;
  readonly serviceGroups: Map<string, ServiceGroupDraft>;
  readonly definitions: ObjectName[];
  /** Names of interfaces, each by its first block. */
  readonly interfaceNames: ObjectName[];
  readonly uses: ObjectUse[];
  readonly lines: LineDraft[];
  /** On or off by name: "ip http server", "ip finger"… */
  readonly switches: Map<string, ReadFact<boolean>>;
  readonly numbers: Map<string, ReadFact<number | null>>;
  readonly lists: Map<string, ReadFact<readonly string[]>>;
  readonly sources: Map<string, ReadFact<readonly SourceRestriction[]>>;
  /** "ip ssh port": beside port 22. */
  readonly sshPorts: number[];
  readonly classMaps: Map<string, Statement[]>;
  readonly policyMaps: Map<string, Statement[]>;
  readonly controlPolicies: BoundPolicy[];
  /** "management-interface" of the control plane. */
  readonly managementInterfaces: Statement[];
  /** Zones from which a zone pair to the device itself goes out. */
  readonly inspectedZones: { readonly zone: string; readonly at: readonly LineRange[] }[];
  readonly aaaServers: AaaServer[];
  /** Groups that named servers are members of, by server name. */
  readonly serverGroups: Map<string, string>;
  /** Groups of servers, and whether a statement of theirs names a server. */
  readonly groups: GroupMembers;
  /** "tacacs-server key" and "radius-server key" by protocol. */
  readonly sharedKeys: Map<string, ReadFact<Password | null>>;
  readonly methodLists: MethodList[];
  /** SSH public keys by user. */
  readonly keyCounts: Map<string, number>;
  readonly privilegedPasswords: PrivilegedPassword[];
  /** Accounts by name; `at` grows while the text is read. */
  readonly users: Map<string, UserDraft>;
  /** Commands that may change the configuration and can be given from a level below 15 on. */
  readonly loweredCommands: { readonly level: number; readonly at: readonly LineRange[] }[];
  /** Kinds of characters that a common-criteria policy asks for, and where. */
  readonly complexityKinds: Map<string, readonly LineRange[]>;
  readonly communities: SnmpCommunity[];
  readonly snmpUsers: SnmpUser[];
  readonly snmpGroups: SnmpGroup[];
  readonly snmpTargets: SnmpTarget[];
  readonly ntpServers: NtpServer[];
  readonly ntpKeys: (ReadFact<string> & { readonly id: string; readonly algorithm: string })[];
  readonly ntpTrusted: { readonly ids: string[]; readonly at: LineRange[] };
  readonly ntpLines: LineRange[];
  readonly snmpLines: LineRange[];
  readonly logServers: LogServer[];
  /** Ways of messages that a discriminator stands in. */
  readonly discriminators: LineRange[];
  logSeverity: Setting<SyslogSeverity | null>;
  readonly banners: Map<string, ReadFact<string>>;
  readonly nameServers: { readonly address: string; readonly at: readonly LineRange[] }[];
}

export function emptyDraft(ledger: Ledger, source: LazyLines): Draft {
  return {
    ledger,
    source,
    plainEntries: new PlainEntries(source, { anyProtocol: ["ip "], netmasks: false, prefixes: false, portNames }),
    problems: [],
    version: undefined,
    hostname: undefined,
    model: undefined,
    serial: undefined,
    header: null,
    end: null,
    interfaces: new Map(),
    interfaceKinds: new InterfaceKinds(),
    acls: new Map(),
    addressGroups: new Map(),
    serviceGroups: new Map(),
    definitions: [],
    interfaceNames: [],
    uses: [],
    lines: [],
    switches: new Map(),
    numbers: new Map(),
    lists: new Map(),
    sources: new Map(),
    sshPorts: [],
    classMaps: new Map(),
    policyMaps: new Map(),
    controlPolicies: [],
    managementInterfaces: [],
    inspectedZones: [],
    aaaServers: [],
    serverGroups: new Map(),
    groups: new Map(),
    sharedKeys: new Map(),
    methodLists: [],
    keyCounts: new Map(),
    privilegedPasswords: [],
    users: new Map(),
    loweredCommands: [],
    complexityKinds: new Map(),
    communities: [],
    snmpUsers: [],
    snmpGroups: [],
    snmpTargets: [],
    ntpServers: [],
    ntpKeys: [],
    ntpTrusted: { ids: [], at: [] },
    ntpLines: [],
    snmpLines: [],
    logServers: [],
    discriminators: [],
    logSeverity: undefined,
    banners: new Map(),
    nameServers: [],
  };
}

/** A handler that keeps whether a statement stands there plainly or with "no". */
export function switched(name: string): (draft: Draft, statement: Statement) => void {
  return (draft, statement) => {
    draft.switches.set(name, readAt(!statement.negated, statement));
  };
}
