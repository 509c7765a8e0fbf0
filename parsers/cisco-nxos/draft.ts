import type { AaaServer, MethodList, PrivilegedPassword } from "../../src/model/accounts.ts";
import type { BoundAcl, Interface } from "../../src/model/device-config.ts";
import { joinRanges, read, type Fact, type LineRange, type ReadFact } from "../../src/model/fact.ts";
import type { RoutingAuthentication, RoutingSession } from "../../src/model/routing.ts";
import type { Password } from "../../src/model/secret.ts";
import type { LogServer, NtpServer, SnmpTarget } from "../../src/model/services.ts";
import type { Statement } from "../lib/indented.ts";
import { PlainEntries } from "../lib/cisco/plain-entry.ts";
import { portNames } from "../lib/cisco/packet-names.ts";
import type { LazyLines } from "../lib/lazy-lines.ts";
import type { Ledger } from "../lib/ledger.ts";
import type { GroupMembers } from "../lib/cisco/server-groups.ts";
import type { ObjectName } from "../../src/model/acl.ts";
import type { NamedObjects } from "../lib/cisco/objects.ts";
import { placeOf, readAt } from "../lib/cisco/places.ts";
import type { CryptoBlock } from "../lib/cisco/ike.ts";
import type { Transforms } from "../lib/cisco/transforms.ts";
import type { ParseProblem } from "../parser.ts";
import type { AclDraft, AddressGroupDraft, PortGroupDraft } from "./acl-draft.ts";
import type { CommunityDraft, SnmpUserDraft } from "./snmp-draft.ts";
import type { RoleDraft, UserDraft } from "./user-draft.ts";
import type { FamilySet } from "../lib/cisco/family-set.ts";
import type { LateMap } from "../lib/cisco/late-map.ts";

/** A setting that a later statement may change: the last statement counts. */
type Setting<T> = ReadFact<T> | undefined;

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
  boundAcls: BoundAcl[];
  mode: Interface["mode"];
  routed: boolean | null;
  readonly services: LateMap<Fact<boolean>>;
  /** Statements of the second layer, by name; the last one counts. */
  readonly port: LateMap<Statement>;
  /** Statements of routing protocols, by name. */
  readonly routing: LateMap<Statement>;
  /** Groups that share an address (HSRP, VRRP, GLBP). */
  readonly groups: RoutingSession[];
}

/** "line vty" or "line console", and what stands under it by name. */
export interface LineDraft {
  readonly word: string;
  readonly at: LineRange[];
  readonly settings: Map<string, Statement>;
}

/** An AAA server while it is read: its lines may be several. */
interface AaaServerDraft {
  readonly address: string;
  readonly protocol: AaaServer["protocol"];
  key: ReadFact<Password | null> | null;
  readonly at: LineRange[];
}

/** "ip msdp peer" and "ip msdp password" of one peer. */
interface MsdpDraft {
  password: { readonly key: Password; readonly at: readonly LineRange[] } | null;
  readonly at: LineRange[];
}

/** What has been read so far. Settings that stay undefined get the default of the release. */
export interface Draft extends NamedObjects {
  readonly ledger: Ledger;
  readonly source: LazyLines;
  readonly plainEntries: PlainEntries;
  readonly problems: ParseProblem[];
  version: Setting<string>;
  hostname: Setting<string>;
  model: Setting<string>;
  serial: Setting<string>;
  /** "show running-config" and what part of it was asked for, by the header that the device writes. */
  command: Setting<string>;
  /** Headers of virtual device contexts: after the second it is not known whose a statement is. */
  contexts: number;
  /** Names of interfaces, each by its first block. */
  readonly interfaceNames: ObjectName[];
  readonly interfaces: Map<string, InterfaceDraft>;
  readonly acls: Map<string, AclDraft>;
  readonly addressGroups: Map<string, AddressGroupDraft>;
  readonly portGroups: Map<string, PortGroupDraft>;
  readonly lines: Map<string, LineDraft>;
  /** On or off by name: "feature ssh", "ip source-route"… */
  readonly switches: Map<string, ReadFact<boolean>>;
  readonly numbers: Map<string, ReadFact<number | null>>;
  readonly lists: Map<string, ReadFact<readonly string[]>>;
  /** Values that several lines add up to. */
  readonly gathered: Map<string, { readonly values: Set<string>; readonly at: LineRange[] }>;
  readonly classMaps: Map<string, Statement[]>;
  readonly policyMaps: Map<string, Statement[]>;
  readonly controlPolicies: Statement[];
  /** "copp profile" and what else decides on packets to the device by rules that are not in the text. */
  coppProfile: Setting<string>;
  /** Servers by protocol and address. */
  readonly aaaServers: Map<string, AaaServerDraft>;
  /** Groups that a server is a member of, by protocol and address. */
  readonly serverGroups: Map<string, string>;
  /** Groups of servers, and whether a statement of theirs names a server. */
  readonly groups: GroupMembers;
  readonly sharedKeys: Map<string, ReadFact<Password | null>>;
  readonly methodLists: MethodList[];
  readonly privilegedPasswords: PrivilegedPassword[];
  readonly users: Map<string, UserDraft>;
  readonly roles: Map<string, RoleDraft>;
  readonly communities: Map<string, CommunityDraft>;
  readonly snmpUsers: Map<string, SnmpUserDraft>;
  readonly snmpTargets: SnmpTarget[];
  readonly ntpServers: NtpServer[];
  readonly ntpKeys: { readonly id: string; readonly algorithm: string; readonly at: readonly LineRange[] }[];
  readonly ntpTrusted: { readonly ids: string[]; readonly at: LineRange[] };
  readonly ntpGroups: LineRange[];
  readonly logServers: (LogServer & { readonly severity: number | null })[];
  readonly banners: Map<string, ReadFact<string>>;
  readonly nameServers: { readonly address: string; readonly at: readonly LineRange[] }[];
  readonly sessions: RoutingSession[];
  /** Peers of MSDP by address. */
  readonly msdpPeers: Map<string, MsdpDraft>;
  /** How templates of BGP authenticate, by name; null where they do not say. */
  readonly peerTemplates: Map<string, Fact<RoutingAuthentication> | null>;
  /** Statements of routers that say how a protocol authenticates, by router, VRF, area and word. */
  readonly routerSettings: Map<string, Statement>;
  /** "ip nat inside source …" and pools of addresses. */
  readonly translations: Statement[];
  readonly pools: Statement[];
  /** Interfaces by the word of their "ip nat". */
  readonly sides: Readonly<Record<"inside" | "outside", string[]>>;
  readonly ikePolicies: CryptoBlock[];
  readonly transformSets: Map<string, Transforms & { readonly at: readonly LineRange[] }>;
  /** Entries of crypto maps. */
  readonly mapEntries: CryptoBlock[];
  saLifetime: Setting<number | null>;
  /** Lines of IPsec that are not read: what it offers is unknown where there are any. */
  readonly vpnLines: LineRange[];
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
    command: undefined,
    contexts: 0,
    definitions: [],
    interfaceNames: [],
    uses: [],
    interfaces: new Map(),
    acls: new Map(),
    addressGroups: new Map(),
    portGroups: new Map(),
    lines: new Map(),
    switches: new Map(),
    numbers: new Map(),
    lists: new Map(),
    gathered: new Map(),
    classMaps: new Map(),
    policyMaps: new Map(),
    controlPolicies: [],
    coppProfile: undefined,
    aaaServers: new Map(),
    serverGroups: new Map(),
    groups: new Map(),
    sharedKeys: new Map(),
    methodLists: [],
    privilegedPasswords: [],
    users: new Map(),
    roles: new Map(),
    communities: new Map(),
    snmpUsers: new Map(),
    snmpTargets: [],
    ntpServers: [],
    ntpKeys: [],
    ntpTrusted: { ids: [], at: [] },
    ntpGroups: [],
    logServers: [],
    banners: new Map(),
    nameServers: [],
    sessions: [],
    msdpPeers: new Map(),
    peerTemplates: new Map(),
    routerSettings: new Map(),
    translations: [],
    pools: [],
    sides: { inside: [], outside: [] },
    ikePolicies: [],
    transformSets: new Map(),
    mapEntries: [],
    saLifetime: undefined,
    vpnLines: [],
  };
}

/** A handler that keeps whether a statement stands there plainly or with "no". */
export function switched(name: string): (draft: Draft, statement: Statement) => void {
  return (draft, statement) => {
    draft.switches.set(name, readAt(!statement.negated, statement));
  };
}

/** Adds values to those that lines before have stated under a name. */
export function gather(draft: Draft, name: string, values: readonly string[], statement: Statement): void {
  const found = draft.gathered.get(name) ?? { values: new Set(), at: [] };
  draft.gathered.set(name, found);
  for (const value of values) found.values.add(value);
  found.at.push(...placeOf(statement));
}

export function gatheredOf(draft: Draft, name: string): ReadFact<readonly string[]> | undefined {
  const found = draft.gathered.get(name);
  return found === undefined ? undefined : read([...found.values], joinRanges(found.at));
}
