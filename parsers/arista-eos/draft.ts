import type { AaaServer, MethodList, PrivilegedPassword } from "../../src/model/accounts.ts";
import type { AclEntry, AclFamily, ObjectName, ObjectUse } from "../../src/model/acl.ts";
import type { Fact, LineRange, ReadFact } from "../../src/model/fact.ts";
import type { BoundAcl, Interface } from "../../src/model/device-config.ts";
import type { SourceRestriction } from "../../src/model/management.ts";
import type { Password } from "../../src/model/secret.ts";
import type {
  LogServer,
  NtpServer,
  SnmpCommunity,
  SnmpGroup,
  SnmpTarget,
  SnmpUser,
  SyslogSeverity,
} from "../../src/model/services.ts";
import { readAt } from "../lib/cisco/places.ts";
import type { Version } from "../lib/cisco/version.ts";
import { versionOf } from "../lib/cisco/version.ts";
import type { Statement } from "../lib/indented.ts";
import { PlainEntries } from "../lib/cisco/plain-entry.ts";
import { portNames } from "./packet-names.ts";
import type { LazyLines } from "../lib/lazy-lines.ts";
import type { Ledger } from "../lib/ledger.ts";
import type { GroupMembers } from "../lib/cisco/server-groups.ts";
import type { ParseProblem } from "../parser.ts";
import { emptyRouting, type RoutingDraft } from "./routing-draft.ts";
import type { FamilySet } from "../lib/cisco/family-set.ts";
import type { LateMap } from "../lib/cisco/late-map.ts";

/** The name that statements give the VRF that every device has. */
export const defaultVrf = "default";

/** A setting that a later statement may change: the last statement counts. */
export type Setting<T> = ReadFact<T> | undefined;

export interface AclDraft {
  readonly name: string;
  readonly family: AclFamily;
  readonly kind: "standard" | "extended";
  at: LineRange[];
  /** Null where an entry was taken away. */
  readonly entries: (AclEntry | null)[];
  /** Where entries of a number stand; made when the first is taken away. */
  positions: Map<string, number[]> | null;
  /** Remarks read since the last entry. */
  remarks: string[];
  /** The highest sequence number so far. */
  last: number;
  /** Entries stand in the order of their numbers. */
  ordered: boolean;
}

/** A service in one VRF, or one transport of a service. */
export interface OfferDraft {
  /** "ssh", "telnet", "http-commands", "gnmi", "netconf", "restconf", "snmp", "control-plane". */
  readonly service: string;
  /** VRF or transport. */
  readonly key: string;
  readonly instance: string;
  vrf: Setting<string>;
  enabled: Setting<boolean>;
  port: Setting<number>;
  readonly sources: SourceRestriction[];
  readonly sourcesAt: LineRange[];
  readonly at: LineRange[];
}

/** An interface while it is read; several blocks may set the same one. */
export interface InterfaceDraft {
  readonly ledger: Ledger;
  readonly draft: Draft;
  readonly name: string;
  at: LineRange[];
  description: string | null;
  enabled: Fact<boolean> | null;
  readonly addresses: { ipv4: string[]; ipv6: string[] };
  /** Families in which it gets addresses that no statement tells. */
  unstated: FamilySet;
  /** Families that it speaks without an address of its own. */
  borrowed: FamilySet;
  readonly virtual: string[];
  vrf: string | null;
  boundAcls: BoundAcl[];
  mode: Interface["mode"];
  /** "switchport" (true) or "no switchport". */
  switchport: ReadFact<boolean> | null;
  /** Settings that other sections read, by their own words; the last statement counts. */
  readonly settings: LateMap<Statement>;
  readonly services: LateMap<Fact<boolean>>;
}

/** An account while it is read; several statements may set the same one. */
export interface UserDraft {
  readonly name: string;
  readonly at: LineRange[];
  password: Setting<Password | null>;
  role: Setting<string>;
  privilege: Setting<number>;
  sshKeys: number;
}

/** "ssl profile" of "management security": what TLS servers and clients of the device offer. */
export interface SslProfile {
  readonly name: string;
  readonly at: LineRange[];
  versions: ReadFact<readonly string[]> | undefined;
  /** By the words before the names: one list for TLS 1.3, one for what came before. */
  readonly ciphers: Map<string, ReadFact<readonly string[]>>;
}

/** A policy's settings, by their first words. */
export interface PolicyDraft {
  readonly name: string;
  readonly at: LineRange[];
  readonly settings: Map<string, Statement>;
}

export interface IpsecProfile extends PolicyDraft {
  /** "ip security" profiles name the IKE policy that their key or certificate is for. */
  ikePolicy: string | null;
}

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
  /** The line that only a device's own output has. */
  header: number | null;
  /** The line of `end`, where there is one. */
  end: number | null;
  readonly definitions: ObjectName[];
  /** Names of interfaces, each by its first block. */
  readonly interfaceNames: ObjectName[];
  readonly uses: ObjectUse[];
  readonly vrfs: Map<string, readonly LineRange[]>;
  readonly interfaces: Map<string, InterfaceDraft>;
  readonly acls: Map<string, AclDraft>;
  /** Services by service and VRF or transport. */
  readonly offers: Map<string, OfferDraft>;
  /** On or off by name. */
  readonly switches: Map<string, ReadFact<boolean>>;
  readonly numbers: Map<string, ReadFact<number | null>>;
  readonly lists: Map<string, ReadFact<readonly string[]>>;
  /** VLANs by what guards them. */
  readonly vlans: Map<string, { readonly named: Uint8Array; readonly at: LineRange[] }>;
  readonly sslProfiles: Map<string, SslProfile>;
  readonly passwordPolicies: Map<string, Statement>;
  readonly aaaServers: AaaServer[];
  /** Groups that servers are members of, by protocol and address. */
  readonly serverGroups: Map<string, string>;
  /** Groups of servers, and whether a statement of theirs names a server. */
  readonly groups: GroupMembers;
  readonly sharedKeys: Map<string, ReadFact<Password | null>>;
  /** By type, service and list. */
  readonly methodLists: Map<string, MethodList>;
  readonly privilegedPasswords: Map<string, PrivilegedPassword>;
  readonly users: Map<string, UserDraft>;
  defaultRole: Setting<string>;
  /** Roles that the configuration defines. */
  readonly roles: Map<string, readonly LineRange[]>;
  readonly communities: SnmpCommunity[];
  readonly communityNames: Set<string>;
  readonly snmpUsers: SnmpUser[];
  readonly snmpGroups: SnmpGroup[];
  readonly snmpTargets: SnmpTarget[];
  readonly snmpLines: LineRange[];
  readonly ntpServers: NtpServer[];
  readonly ntpKeys: { readonly id: string; readonly algorithm: string; readonly at: readonly LineRange[] }[];
  readonly ntpServe: LineRange[];
  readonly logServers: LogServer[];
  logSeverity: Setting<SyslogSeverity | null>;
  readonly banners: Map<string, ReadFact<string | null>>;
  readonly nameServers: { readonly address: string; readonly at: readonly LineRange[] }[];
  readonly routing: RoutingDraft;
  readonly ikePolicies: PolicyDraft[];
  readonly saPolicies: PolicyDraft[];
  readonly ipsecProfiles: IpsecProfile[];
  /** Translations by where they stand: at an interface, or in a profile that interfaces name. */
  readonly translations: { readonly statement: Statement; readonly interface?: string; readonly profile?: string }[];
  readonly natPools: Statement[];
  /** Profiles by the interface that names them. */
  readonly natProfiles: Map<string, string>;
}

export function emptyDraft(ledger: Ledger, source: LazyLines): Draft {
  return {
    ledger,
    source,
    plainEntries: new PlainEntries(source, { anyProtocol: ["ip "], netmasks: false, prefixes: true, portNames }),
    problems: [],
    version: undefined,
    hostname: undefined,
    model: undefined,
    serial: undefined,
    header: null,
    end: null,
    definitions: [],
    interfaceNames: [],
    uses: [],
    vrfs: new Map(),
    interfaces: new Map(),
    acls: new Map(),
    offers: new Map(),
    switches: new Map(),
    numbers: new Map(),
    lists: new Map(),
    vlans: new Map(),
    sslProfiles: new Map(),
    passwordPolicies: new Map(),
    aaaServers: [],
    serverGroups: new Map(),
    groups: new Map(),
    sharedKeys: new Map(),
    methodLists: new Map(),
    privilegedPasswords: new Map(),
    users: new Map(),
    defaultRole: undefined,
    roles: new Map(),
    communities: [],
    communityNames: new Set(),
    snmpUsers: [],
    snmpGroups: [],
    snmpTargets: [],
    snmpLines: [],
    ntpServers: [],
    ntpKeys: [],
    ntpServe: [],
    logServers: [],
    logSeverity: undefined,
    banners: new Map(),
    nameServers: [],
    routing: emptyRouting(),
    ikePolicies: [],
    saPolicies: [],
    ipsecProfiles: [],
    translations: [],
    natPools: [],
    natProfiles: new Map(),
  };
}

/** A handler that keeps whether a statement stands there plainly or with "no". */
export function switched(name: string): (draft: Draft, statement: Statement) => void {
  return (draft, statement) => {
    draft.switches.set(name, readAt(!statement.negated, statement));
  };
}

/** The offer of a service in a VRF or by a transport, made where there is none yet. */
export function offerOf(draft: Draft, service: string, key: string, instance: string): OfferDraft {
  const name = `${service} ${key}`;
  let offer = draft.offers.get(name);
  if (offer === undefined) {
    offer = {
      service,
      key,
      instance,
      vrf: undefined,
      enabled: undefined,
      port: undefined,
      sources: [],
      sourcesAt: [],
      at: [],
    };
    draft.offers.set(name, offer);
  }
  return offer;
}

/** "4.22.3M" as numbers; null where no version is stated. */
export function releaseOf(draft: Draft): Version | null {
  return versionOf(draft.version?.value);
}

/** Skips statements and everything under them. */
export function skipAll(draft: Draft, statements: readonly Statement[], reason: string): void {
  for (const statement of statements) {
    for (let line = statement.line; line <= statement.last; line += 1) draft.ledger.skip(line, reason);
    skipAll(draft, statement.children, reason);
  }
}
