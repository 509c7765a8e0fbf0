import type { User } from "../../src/model/accounts.ts";
import {
  byDefault,
  isKnown,
  joinRanges,
  notApplicable,
  read,
  unknownFact,
  type Fact,
  type LineRange,
  type UnknownFact,
} from "../../src/model/fact.ts";
import type { SourceRestriction } from "../../src/model/management.ts";
import type { Password } from "../../src/model/secret.ts";
import { mayChange, readProfiles, roleOf, type Profiles } from "./access-profiles.ts";
import { ipv4Match, ipv6Match } from "./addresses.ts";
import { hashed } from "./passwords.ts";
import { enabled, oneOf, type Source } from "./source.ts";
import type { Entry } from "./tables.ts";

/** Administrators, also those whom another device or FortiCloud vouches for, and API users; users of the firewall (`user local`) do not log in to manage it. */
export function readUsers(source: Source): readonly User[] {
  const profiles = readProfiles(source);
  return [
    ...source.tables.entries("system admin").map((entry) => administrator(source, entry, profiles)),
    ...source.tables.entries("system api-user").map((entry) => apiUser(source, entry, profiles)),
    ...["system sso-admin", "system sso-forticloud-admin", "system sso-fortigate-cloud-admin"].flatMap((path) =>
      source.tables.entries(path).map((entry) => signedOn(source, entry, profiles)),
    ),
  ];
}

function administrator(source: Source, entry: Entry, profiles: Profiles): User {
  const remote = source.fact(entry, "system admin", "remote-auth", enabled);
  source.note(entry, "remote-group", "wildcard", "peer-auth", "peer-group", "schedule", "fortitoken", "email-to");
  source.note(entry, "two-factor-authentication", "two-factor-notification", "force-password-change");
  source.note(entry, "guest-auth", "guest-usergroups", "ssh-certificate", "sms-phone");
  source.note(entry, "vdom-override", "radius-vdom-override", "password-expire");
  return {
    name: entry.name,
    at: entry.at,
    scope: source.scope(source.words(entry, "vdom"), entry.scope),
    password: adminPassword(source, entry, remote),
    role: roleOf(source, entry),
    administrator: mayChange(source, entry, profiles),
    sshKeys: ["ssh-public-key1", "ssh-public-key2", "ssh-public-key3"].filter(
      (key) => source.words(entry, key).join("") !== "",
    ).length,
    sources: trustedHosts(source, entry),
    twoFactor: twoFactor(source, entry),
  };
}

function adminPassword(source: Source, entry: Entry, remote: Fact<boolean>): Fact<Password | null> {
  const value = source.take(entry, "password");
  if (value !== undefined && !value.unset) return read(hashed(value.words), value.at);
  if (isKnown(remote) && remote.value) return notApplicable("The account is authenticated by a remote server.");
  if (mayBeRemote(source, entry, remote)) return unknownFact(`The text has no password. ${remote.unknown}`, entry.at);
  return byDefault(null, "FortiOS prints no password for an account whose password is empty");
}

/** An account that is authenticated by a remote server names a group of users in any case. */
export function mayBeRemote(source: Source, entry: Entry, remote: Fact<boolean>): remote is UnknownFact {
  return "unknown" in remote && source.word(entry, "remote-group") !== null;
}

/** Trusted hosts; 0.0.0.0/0 and ::/0, the defaults of all twenty (REST schema 7.6.5), stand for a host that is not set. */
export function trustedHosts(source: Source, entry: Entry): Fact<readonly SourceRestriction[]> {
  const four = hostsOf(source, entry, "trusthost", (words) => ipv4Match(words));
  const six = hostsOf(source, entry, "ip6-trusthost", ([word = ""]) => ipv6Match(word));
  const bad = [...four.bad, ...six.bad];
  if (bad.length > 0) return unknownFact("A trusted host of the account is not an address that the parser knows.", bad);
  const hosts = [...four.hosts, ...six.hosts];
  if (hosts.length === 0) return read([], entry.at);
  return read(hosts, joinRanges([...four.at, ...six.at]));
}

interface Hosts {
  readonly hosts: SourceRestriction[];
  readonly at: LineRange[];
  readonly bad: LineRange[];
}

function hostsOf(
  source: Source,
  entry: Entry,
  prefix: string,
  parse: (words: readonly string[]) => ReturnType<typeof ipv4Match>,
): Hosts {
  const found: Hosts = { hosts: [], at: [], bad: [] };
  for (let index = 1; index <= 10; index += 1) {
    const value = source.take(entry, `${prefix}${index}`);
    if (value === undefined || value.unset) continue;
    const match = parse(value.words);
    if (match?.kind === "prefix") {
      found.hosts.push({ kind: "prefix", prefix: match.prefix });
      found.at.push(...value.at);
    } else if (match?.kind !== "any") {
      found.bad.push(...value.at);
    }
  }
  return found;
}

function twoFactor(source: Source, entry: Entry): Fact<boolean> {
  const methods = oneOf("disable", "fortitoken", "fortitoken-cloud", "email", "sms");
  return source.fact(entry, "system admin", "two-factor", (words) => {
    const method = methods(words);
    return method === undefined ? undefined : method !== "disable";
  });
}

function apiUser(source: Source, entry: Entry, profiles: Profiles): User {
  const key = source.take(entry, "api-key");
  const hosts: SourceRestriction[] = [];
  const at: LineRange[] = [];
  for (const host of entry.tables.get("trusthost")?.entries ?? []) {
    const four = ipv4Match(source.words(host, "ipv4-trusthost"));
    const six = ipv6Match(source.word(host, "ipv6-trusthost") ?? "");
    source.note(host, "type");
    for (const match of [four, six]) if (match?.kind === "prefix") hosts.push({ kind: "prefix", prefix: match.prefix });
    at.push(...host.at);
  }
  source.note(entry, "comments", "schedule", "peer-auth", "peer-group", "cors-allow-origin");
  return {
    name: entry.name,
    at: entry.at,
    scope: source.scope(source.words(entry, "vdom"), entry.scope),
    password:
      key === undefined
        ? notApplicable("An API user logs in by key or certificate, and the text holds no key.")
        : read(hashed(key.words), key.at),
    role: roleOf(source, entry),
    administrator: mayChange(source, entry, profiles),
    sshKeys: 0,
    sources: read(hosts, at.length === 0 ? entry.at : at),
    twoFactor: notApplicable("An API user has no second factor."),
  };
}

function signedOn(source: Source, entry: Entry, profiles: Profiles): User {
  return {
    name: entry.name,
    at: entry.at,
    scope: source.scope(source.words(entry, "vdom"), entry.scope),
    password: notApplicable("The account is authenticated by another device or by FortiCloud."),
    role: roleOf(source, entry),
    administrator: mayChange(source, entry, profiles),
    sshKeys: 0,
    sources: unknownFact("An administrator by single sign-on has no trusted hosts of its own.", entry.at),
    twoFactor: unknownFact("Whether there is a second factor is told where the account is authenticated.", entry.at),
  };
}
