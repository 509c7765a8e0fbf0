import type { AaaServer, MethodList } from "../../src/model/accounts.ts";
import type { AclEntry, AddressGroup, ObjectName, ObjectUse } from "../../src/model/acl.ts";
import type { AddressMatch, PortMatch } from "../../src/model/address.ts";
import type { ManagementInterface } from "../../src/model/control-plane.ts";
import type { BoundAcl } from "../../src/model/device-config.ts";
import type { Fact, LineRange, ReadFact } from "../../src/model/fact.ts";
import type { Password } from "../../src/model/secret.ts";
import type { RoutingSession } from "../../src/model/routing.ts";
import type { LogServer, NtpServer, SnmpCommunity, SnmpGroup, SnmpTarget, SnmpUser } from "../../src/model/services.ts";
import type { Statement } from "../lib/indented.ts";
import { PlainEntries } from "../lib/cisco/plain-entry.ts";
import { xrPortNames } from "./port-names.ts";
import type { LazyLines } from "../lib/lazy-lines.ts";
import type { Ledger } from "../lib/ledger.ts";
import type { GroupMembers } from "../lib/cisco/server-groups.ts";
import type { CryptoBlock } from "../lib/cisco/ike.ts";
import { readAt } from "../lib/cisco/places.ts";
import type { Touches } from "../lib/statements.ts";
import type { ParseProblem } from "../parser.ts";
import type { BridgeDomain } from "./bridge-draft.ts";
import type { FamilySet } from "../lib/cisco/family-set.ts";
import type { LateMap } from "../lib/cisco/late-map.ts";

export interface AclDraft {
  readonly name: string;
  readonly family: "ipv4" | "ipv6" | "mac";
  at: LineRange[];
  /** A later entry of the same number replaces the earlier one. */
  readonly entries: AclEntry[];
  /** Where the entry of a number stands; made when one comes that is not the highest so far. */
  positions: Map<number, number> | null;
  highest: number;
  /** Remarks read since the last entry. */
  remarks: string[];
  last: number;
  /** Entries stand in the order of their numbers. */
  ordered: boolean;
  /** An entry names a group of ports. */
  namesPorts: boolean;
}

export interface InterfaceDraft {
  readonly ledger: Ledger;
  readonly draft: Draft;
  readonly name: string;
  at: LineRange[];
  description: string | null;
  enabled: Fact<boolean> | null;
  addresses: string[];
  unstated: FamilySet;
  borrowed: FamilySet;
  readonly virtual: string[];
  vrf: string | null;
  boundAcls: BoundAcl[];
  switched: boolean;
  readonly services: LateMap<ReadFact<boolean>>;
}

interface AddressGroupDraft extends AddressGroup {
  readonly members: AddressMatch[];
  readonly at: LineRange[];
}

/** Ports of "object-group port", and the groups in it. */
export interface PortGroupDraft {
  readonly name: string;
  readonly ports: PortMatch[];
  readonly groups: string[];
  readonly unresolved: string[];
  readonly at: LineRange[];
}

/** "line console", "line default" or "line template NAME": the last statement of each name counts. */
export interface LineDraft {
  readonly name: string;
  readonly settings: Map<string, Statement>;
  readonly at: LineRange[];
}

/** "vty-pool NAME FIRST LAST [line-template T]". */
interface VtyPool {
  readonly name: string;
  readonly template: string;
  readonly at: readonly LineRange[];
}

/** A server in one VRF; null is the default one. */
export interface ServerDraft {
  readonly vrf: string | null;
  /** Whether it is there at all is not told. */
  readonly doubtful?: true;
  readonly families: readonly (4 | 6)[];
  lists: readonly { readonly name: string; readonly family: "ipv4" | "ipv6" }[];
  readonly at: LineRange[];
}

export interface UserDraft {
  readonly name: string;
  readonly at: LineRange[];
  readonly groups: ReadFact<string>[];
  readonly passwords: ReadFact<Password | null>[];
  policy: ReadFact<string> | null;
  sshKeys: number;
}

interface PasswordPolicyDraft {
  readonly name: string;
  readonly at: readonly LineRange[];
  readonly numbers: Map<string, ReadFact<number>>;
}

/** What a user group may do, as its statements say. */
export interface UserGroupDraft {
  readonly name: string;
  readonly taskGroups: string[];
  readonly parents: string[];
}

/** What a task group may do. */
export interface TaskGroupDraft {
  readonly name: string;
  /** Some task may be written or executed. */
  writes: boolean;
  readonly parents: string[];
}

/** What has been read so far. Settings that stay unset get the default of the release. */
export interface Draft {
  readonly ledger: Ledger;
  readonly source: LazyLines;
  readonly plainEntries: PlainEntries;
  readonly problems: ParseProblem[];
  version: ReadFact<string> | undefined;
  hostname: ReadFact<string> | undefined;
  model: ReadFact<string> | undefined;
  /** The line that only a device's own output has. */
  header: number | null;
  end: number | null;
  readonly interfaces: Map<string, InterfaceDraft>;
  readonly acls: Map<string, AclDraft>;
  readonly addressGroups: Map<string, AddressGroupDraft>;
  readonly portGroups: Map<string, PortGroupDraft>;
  /** Ports of groups with all their groups, once they are asked for. */
  readonly groupPorts: Map<string, PortMatch>;
  readonly definitions: ObjectName[];
  /** Names of interfaces, each by its first block. */
  readonly interfaceNames: ObjectName[];
  readonly uses: ObjectUse[];
  readonly lines: Map<string, LineDraft>;
  readonly pools: VtyPool[];
  readonly switches: Map<string, ReadFact<boolean>>;
  readonly numbers: Map<string, ReadFact<number | null>>;
  readonly lists: Map<string, ReadFact<readonly string[]>>;
  readonly words: Map<string, ReadFact<string>>;
  /** VRFs that services name. */
  readonly vrfs: Map<string, ReadFact<string | null>>;
  readonly ssh: Map<string, ServerDraft>;
  readonly netconf: Map<string, ServerDraft>;
  readonly telnet: Map<string, ServerDraft>;
  readonly tftp: Map<string, ServerDraft>;
  /** "management-plane" stands in the text. */
  readonly managementPlane: LineRange[];
  readonly managementInterfaces: ManagementInterface[];
  /** Where each protocol is offered, once it is asked for. */
  readonly offered: Map<string, Fact<"all" | readonly string[]>>;
  readonly lpts: LineRange[];
  readonly aaaServers: AaaServer[];
  readonly serverGroups: Map<string, string>;
  /** Groups of servers, and whether a statement of theirs names a server. */
  readonly groups: GroupMembers;
  readonly sharedKeys: Map<string, ReadFact<Password | null>>;
  readonly methodLists: MethodList[];
  readonly users: Map<string, UserDraft>;
  readonly userGroups: Map<string, UserGroupDraft>;
  readonly taskGroups: Map<string, TaskGroupDraft>;
  readonly passwordPolicies: Map<string, PasswordPolicyDraft>;
  readonly communities: SnmpCommunity[];
  /** Their strings, which no output may tell. */
  readonly communityStrings: Set<string>;
  readonly snmpUsers: SnmpUser[];
  readonly snmpGroups: SnmpGroup[];
  readonly snmpTargets: SnmpTarget[];
  readonly snmpLines: LineRange[];
  readonly ntpServers: NtpServer[];
  readonly ntpKeys: { readonly id: string; readonly algorithm: string; readonly at: readonly LineRange[] }[];
  readonly ntpTrusted: { readonly ids: string[]; readonly at: LineRange[] };
  readonly ntpAccess: {
    readonly vrf: string | null;
    readonly family: 4 | 6;
    readonly list: string;
    readonly at: readonly LineRange[];
  }[];
  readonly ntpLines: LineRange[];
  readonly logServers: LogServer[];
  readonly banners: Map<string, ReadFact<string>>;
  readonly nameServers: { readonly address: string; readonly at: readonly LineRange[] }[];
  readonly sessions: RoutingSession[];
  /** The algorithm of a key chain by its name; undefined where none is defined. */
  keyChains: (name: string) => Fact<string> | undefined;
  readonly bridgeDomains: BridgeDomain[];
  /** Blocks of IKE and IPsec. */
  readonly crypto: Readonly<Record<"isakmp" | "ikev2" | "transforms" | "profiles", CryptoBlock[]>>;
  /** Profiles of DHCP snooping: whether what comes in where they are used is trusted. */
  readonly snoopProfiles: Map<string, ReadFact<boolean>>;
  /** "portfast bpduguard" and "guard root", by port and words. */
  readonly spanningGuards: Map<string, Statement>;
  /** Lines of what the model has a word for and this parser does not read: "vpn", "nat", "switching", "routing". */
  readonly notRead: Map<string, LineRange[]>;
}

export function emptyDraft(ledger: Ledger, source: LazyLines): Draft {
  return {
    ledger,
    source,
    plainEntries: new PlainEntries(source, {
      anyProtocol: ["ipv4 ", "ip "],
      netmasks: false,
      prefixes: true,
      portNames: xrPortNames,
      byNumber: true,
    }),
    problems: [],
    version: undefined,
    hostname: undefined,
    model: undefined,
    header: null,
    end: null,
    interfaces: new Map(),
    acls: new Map(),
    addressGroups: new Map(),
    portGroups: new Map(),
    groupPorts: new Map(),
    definitions: [],
    interfaceNames: [],
    uses: [],
    lines: new Map(),
    pools: [],
    switches: new Map(),
    numbers: new Map(),
    lists: new Map(),
    words: new Map(),
    vrfs: new Map(),
    ssh: new Map(),
    netconf: new Map(),
    telnet: new Map(),
    tftp: new Map(),
    managementPlane: [],
    managementInterfaces: [],
    offered: new Map(),
    lpts: [],
    aaaServers: [],
    serverGroups: new Map(),
    groups: new Map(),
    sharedKeys: new Map(),
    methodLists: [],
    users: new Map(),
    userGroups: new Map(),
    taskGroups: new Map(),
    passwordPolicies: new Map(),
    communities: [],
    communityStrings: new Set(),
    snmpUsers: [],
    snmpGroups: [],
    snmpTargets: [],
    snmpLines: [],
    ntpServers: [],
    ntpKeys: [],
    ntpTrusted: { ids: [], at: [] },
    ntpAccess: [],
    ntpLines: [],
    logServers: [],
    banners: new Map(),
    nameServers: [],
    sessions: [],
    keyChains: () => undefined,
    bridgeDomains: [],
    crypto: { isakmp: [], ikev2: [], transforms: [], profiles: [] },
    snoopProfiles: new Map(),
    spanningGuards: new Map(),
    notRead: new Map(),
  };
}

/** The default VRF bears that name; interfaces in it state none. */
export function vrfName(word: string | undefined): string | null {
  return word === undefined || word === "default" ? null : word;
}

/** A handler that keeps whether a statement stands there plainly or with "no". */
export function switched(name: string, on = true): (draft: Draft, statement: Statement) => void {
  return (draft, statement) => {
    draft.switches.set(name, readAt(statement.negated ? !on : on, statement));
  };
}

/** Keeps that lines of a part of the model were not read. */
export function notRead(draft: Draft, part: string, at: readonly LineRange[]): false {
  const known = draft.notRead.get(part);
  if (known === undefined) draft.notRead.set(part, [...at]);
  else known.push(...at);
  return false;
}

/** Leaves statements unread, with all that stands under them. */
export function leaveAll(draft: Draft, statements: readonly Statement[], touches: Touches): void {
  for (const statement of statements) {
    draft.ledger.leave(statement.line, touches);
    leaveAll(draft, statement.children, touches);
  }
}

export function skipAll(draft: Draft, statement: Statement, reason: string): void {
  for (let line = statement.line; line <= statement.last; line += 1) draft.ledger.skip(line, reason);
  for (const child of statement.children) skipAll(draft, child, reason);
}
