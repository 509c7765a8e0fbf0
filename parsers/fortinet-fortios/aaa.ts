import type { Aaa, AaaServer, PasswordPolicy } from "../../src/model/accounts.ts";
import {
  byDefault,
  isKnown,
  joinRanges,
  notApplicable,
  read,
  unknownFact,
  type Fact,
  type LineRange,
} from "../../src/model/fact.ts";
import type { Password } from "../../src/model/secret.ts";
import { mayBeRemote } from "./admins.ts";
import { encrypted, hashed } from "./passwords.ts";
import { enabled, integer, list, type Source } from "./source.ts";
import type { Entry } from "./tables.ts";

export function readAaa(source: Source): Aaa {
  return {
    enabled: byDefault(true, "FortiOS asks every administrator for an account"),
    servers: servers(source),
    methodLists: [],
    centralAuthentication: central(source),
    commandAccounting: commandAccounting(source),
    privilegedPasswords: [],
    passwordPolicy: passwordPolicy(source),
  };
}

/** Commands go to TACACS+ where accounting is on and its filter lets commands pass (CLI reference 7.2.6, config log tacacs+accounting filter). */
function commandAccounting(source: Source): Fact<boolean> {
  const [setting, filter] = ["log tacacs+accounting setting", "log tacacs+accounting filter"];
  const status = source.fact(source.tables.single(setting), setting, "status", enabled);
  const commands = source.fact(source.tables.single(filter), filter, "cli-cmd-audit", enabled);
  return isKnown(status) && status.value ? commands : status;
}

const kinds = [
  ["user radius", "radius", "secret"],
  ["user tacacs+", "tacacs", "key"],
  ["user ldap", "ldap", "password"],
] as const;

/** Primary, secondary and tertiary server of each entry. */
function servers(source: Source): readonly AaaServer[] {
  const found: AaaServer[] = [];
  for (const [path, protocol, secret] of kinds) {
    for (const entry of source.tables.entries(path)) {
      for (const rank of ["", "secondary-", "tertiary-"]) {
        const address = source.word(entry, `${rank}server`);
        // An LDAP entry binds to all its servers with one password.
        const key = keyOf(source, entry, protocol === "ldap" ? secret : `${rank}${secret}`);
        if (address !== null) found.push({ name: entry.name, protocol, address, group: null, key, at: entry.at });
      }
    }
  }
  for (const entry of source.tables.entries("user saml")) {
    const address = source.word(entry, "idp-single-sign-on-url") ?? source.word(entry, "idp-entity-id");
    found.push({
      name: entry.name,
      protocol: "saml",
      address,
      group: null,
      key: notApplicable("SAML has no shared key."),
      at: entry.at,
    });
  }
  return found;
}

function keyOf(source: Source, entry: Entry, key: string): Fact<Password | null> {
  const value = source.take(entry, key);
  return value === undefined
    ? byDefault(null, "FortiOS prints no key where none is set")
    : encrypted(source, value.words, value.at);
}

/** Some administrator account is authenticated by a remote server. */
function central(source: Source): Fact<boolean> {
  const admins = source.tables.entries("system admin");
  if (admins.length === 0) return unknownFact("The text has no administrator accounts.");
  const at: LineRange[] = [];
  let doubt: Fact<boolean> | null = null;
  for (const admin of admins) {
    const remote = source.fact(admin, "system admin", "remote-auth", enabled);
    if (isKnown(remote) && remote.value && "at" in remote) return read(true, remote.at);
    if (mayBeRemote(source, admin, remote)) doubt ??= remote;
    at.push(...admin.at);
  }
  const saml = source.fact(source.tables.single("system saml"), "system saml", "status", enabled);
  if (isKnown(saml) && saml.value && "at" in saml) return read(true, saml.at);
  return doubt ?? read(false, joinRanges(at));
}

/** `config system password-policy`, in force where it is enabled for administrators; lockout stands in `system global`. */
function passwordPolicy(source: Source): PasswordPolicy {
  const table = "system password-policy";
  const entry = source.tables.single(table);
  const global = source.tables.single("system global");
  source.note(entry, "change-4-characters", "min-change-characters", "expire-status", "expire-day", "reuse-password");
  source.note(entry, "reuse-password-limit", "must-contain", "login-lockout-upon-downgrade");
  const status = source.fact(entry, table, "status", enabled);
  const applies = source.fact(entry, table, "apply-to", list);
  const length = source.fact(entry, table, "minimum-length", integer);
  const off =
    isKnown(status) && !status.value
      ? status
      : isKnown(applies) && !applies.value.includes("admin-password")
        ? applies
        : null;
  const clear = clearTexts(source);
  return {
    minimumLength: off !== null ? { ...off, value: null } : isKnown(status) ? length : status,
    complexity: off !== null ? { ...off, value: false } : isKnown(status) ? complexity(source, entry) : status,
    obscured:
      clear.length > 0
        ? read(false, joinRanges(clear))
        : byDefault(true, "FortiOS stores passwords hashed or encrypted"),
    lockoutAttempts: source.fact(global, "system global", "admin-lockout-threshold", integer),
    lockoutTime: source.fact(global, "system global", "admin-lockout-duration", integer),
  };
}

/** Where secrets stand in clear, which a device prints of none: somebody wrote them. */
function clearTexts(source: Source): readonly LineRange[] {
  const keys = source.tables.entries("router key-chain").flatMap((chain) => chain.tables.get("key")?.entries ?? []);
  const stored = [
    ...source.tables.entries("system admin").map((admin) => admin.settings.get("password")),
    ...keys.map((key) => key.settings.get("key-string")),
    ...source.tables.all("system ha").flatMap(({ own }) => [own.settings.get("password"), own.settings.get("key")]),
  ];
  return stored.flatMap((value) => (value !== undefined && hashed(value.words)?.hash === "cleartext" ? value.at : []));
}

/** True where each class of characters is asked for. */
function complexity(source: Source, entry: Entry | undefined): Fact<boolean> {
  const table = "system password-policy";
  const keys = ["min-lower-case-letter", "min-upper-case-letter", "min-non-alphanumeric", "min-number"];
  const facts = keys.map((key) => source.fact(entry, table, key, integer));
  const lacking = facts.find((fact) => isKnown(fact) && fact.value === 0);
  if (lacking !== undefined && isKnown(lacking)) return { ...lacking, value: false };
  const doubtful = facts.find((fact) => !isKnown(fact));
  if (doubtful !== undefined && !isKnown(doubtful)) return doubtful;
  return read(true, joinRanges(facts.flatMap((fact) => ("at" in fact ? fact.at : []))));
}
