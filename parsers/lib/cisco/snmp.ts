import { byDefault, type Fact } from "../../../src/model/fact.ts";
import type { SourceRestriction } from "../../../src/model/management.ts";
import { Secret } from "../../../src/model/secret.ts";
import type { SnmpCommunity, SnmpGroup, SnmpSecurityLevel, SnmpTarget, SnmpUser } from "../../../src/model/services.ts";
import type { Statement } from "../indented.ts";
import { canonicalAddress } from "./addresses.ts";
import { define, use, type NamedObjects } from "./objects.ts";
import { placeOf, readAt } from "./places.ts";

/** What statements of "snmp-server" add to. */
export interface SnmpDraft extends NamedObjects {
  readonly communities: SnmpCommunity[];
  readonly snmpGroups: SnmpGroup[];
  readonly snmpUsers: SnmpUser[];
  readonly snmpTargets: SnmpTarget[];
}

/** Views that are there without being defined ("snmp-server view", SNMP Support Command Reference). */
const predefinedViews: ReadonlySet<string> = new Set(["v1default"]);

const levels: ReadonlyMap<string, SnmpSecurityLevel> = new Map([
  ["noauth", "noAuthNoPriv"],
  ["auth", "authNoPriv"],
  ["priv", "authPriv"],
]);

/** "noauth", "auth", "priv"; null for any other word. */
export function snmpLevel(word: string | undefined): SnmpSecurityLevel | null {
  return levels.get(word ?? "") ?? null;
}

/** The level that a user's own settings make. */
function levelOfUser(authentication: string | null, privacy: string | null): SnmpSecurityLevel {
  if (authentication === null) return "noAuthNoPriv";
  return privacy === null ? "authNoPriv" : "authPriv";
}

function useLists(draft: SnmpDraft, sources: readonly SourceRestriction[], statement: Statement, by: string): void {
  for (const source of sources) if (source.kind === "acl") use(draft, "acl", source.name, statement, by);
}

function useView(draft: SnmpDraft, view: string | null, statement: Statement, by: string): void {
  if (view !== null && !predefinedViews.has(view)) use(draft, "snmp-view", view, statement, by);
}

interface CommunityWords {
  readonly text: string;
  /** Null where the statement does not say; `readOnlyBy` is the ground on which it is read-only then. */
  readonly access: "read-only" | "read-write" | null;
  readonly readOnlyBy: string;
  readonly view: string | null;
  readonly sources: readonly SourceRestriction[];
}

export function addCommunity(draft: SnmpDraft, statement: Statement, words: CommunityWords): void {
  const { text, access, readOnlyBy, view, sources } = words;
  const label = `community ${draft.communities.length + 1} (${access ?? "read-only"})`;
  draft.communities.push({
    label,
    secret: new Secret(text),
    access: access === null ? byDefault("read-only", readOnlyBy) : readAt(access, statement),
    sources: readAt(sources, statement),
    view: readAt(view, statement),
    at: placeOf(statement),
  });
  useLists(draft, sources, statement, `snmp-server ${label}`);
  useView(draft, view, statement, `snmp-server ${label}`);
}

/** How output names a group: those of v1 and v2c bear the names of communities. */
export function groupWords(name: string, version: SnmpGroup["version"]): string {
  return `snmp-server group ${version === "v3" ? name : version}`;
}

type GroupWords = Omit<SnmpGroup, "at" | "sources"> & {
  readonly notifyView: string | null;
  readonly sources: readonly SourceRestriction[];
};

export function addGroup(draft: SnmpDraft, statement: Statement, words: GroupWords): void {
  const { notifyView, sources, ...group } = words;
  const by = groupWords(group.name, group.version);
  useView(draft, notifyView, statement, by);
  useLists(draft, sources, statement, by);
  useView(draft, group.readView, statement, by);
  useView(draft, group.writeView, statement, by);
  if (group.version === "v3") define(draft, "snmp-group", group.name, statement);
  draft.snmpGroups.push({ ...group, sources: readAt(sources, statement), at: placeOf(statement) });
}

interface UserWords {
  readonly name: string;
  readonly group: string;
  readonly authentication: string | null;
  readonly privacy: string | null;
  readonly sources: Fact<readonly SourceRestriction[]>;
}

/** A user of version 3. */
export function addUser(draft: Pick<SnmpDraft, "snmpUsers">, statement: Statement, words: UserWords): void {
  const { name, group, authentication, privacy, sources } = words;
  draft.snmpUsers.push({
    name,
    group,
    level: readAt(levelOfUser(authentication, privacy), statement),
    authentication: readAt(authentication, statement),
    privacy: readAt(privacy, statement),
    sources,
    at: placeOf(statement),
  });
}

/** The names that "snmp-server user" uses. */
export function useOfUser(
  draft: SnmpDraft,
  statement: Statement,
  { name, group, sources }: Pick<UserWords, "name" | "group"> & { readonly sources: readonly SourceRestriction[] },
): void {
  useLists(draft, sources, statement, `snmp-server user ${name}`);
  use(draft, "snmp-group", group, statement, `snmp-server user ${name}`);
}

/**
 * "ADDRESS [vrf V] [informs|traps] [version 1|2c|3 LEVEL] COMMUNITY…" from that word of the statement on; `otherwise` is
 * the version of a statement that names none. False where it is no such thing.
 */
export function addTarget(
  draft: Pick<SnmpDraft, "snmpTargets">,
  statement: Statement,
  from: number,
  otherwise: "1" | "2c",
): boolean {
  const [address, ...options] = statement.words.slice(from);
  if (address === undefined || statement.negated) return false;
  const at = options.indexOf("version");
  const word = at < 0 ? otherwise : (options[at + 1] ?? "");
  if (word !== "1" && word !== "2c" && word !== "3") return false;
  const level = word === "3" ? snmpLevel(options[at + 2]) : null;
  draft.snmpTargets.push({ address: canonicalAddress(address), version: `v${word}`, level, at: placeOf(statement) });
  return true;
}
