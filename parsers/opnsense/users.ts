import type { User } from "../../src/model/accounts.ts";
import { isKnown, notApplicable, type Fact } from "../../src/model/fact.ts";
import type { HashKind, Password } from "../../src/model/secret.ts";
import { hashedAs } from "../lib/shipped-passwords.ts";
import type { XmlElement } from "../lib/xml.ts";
import type { Source } from "./source.ts";

/**
 * Privileges, by their beginnings, that are as good as every page: the shell, commands, files and whole configurations,
 * and the accounts themselves (pfSense marks them "effectively gives administrator-level access", priv.defs.inc).
 */
const administration = [
  "page-all",
  "user-shell-access",
  "page-diagnostics-command",
  "page-diagnostics-edit",
  "page-diagnostics-backup",
  "page-diagnostics-configurationhistory",
  "page-system-usermanager",
  "page-system-groupmanager",
  "page-system-authservers",
];

interface Group {
  readonly name: string;
  readonly members: readonly string[];
  readonly privileges: readonly string[];
  readonly element: XmlElement;
}

/** Local accounts; `asked` is whether logins ask for a second factor. */
export function readUsers(source: Source, asked: Fact<boolean>): readonly User[] {
  const groups = source.all(source.root, "system", "group").map((element) => groupOf(source, element));
  return source
    .all(source.root, "system", "user")
    .flatMap((element) => (isDisabled(source, element) ? [] : [userOf(source, element, groups, asked)]));
}

/** Nobody logs in by a disabled account. An empty element says so on pfSense alone. */
function isDisabled(source: Source, element: XmlElement): boolean {
  const disabled = source.leaf(element, "disabled");
  if (disabled === undefined || disabled.text === "0" || (disabled.text === "" && source.os === "opnsense"))
    return false;
  source.takeAll(element);
  return true;
}

function groupOf(source: Source, element: XmlElement): Group {
  source.take(element);
  return {
    element,
    name: source.text(element, "name") ?? "",
    // One element for each member, or one with all of them.
    members: wordsOf(source, element, "member"),
    privileges: wordsOf(source, element, "priv"),
  };
}

function wordsOf(source: Source, element: XmlElement, name: string): readonly string[] {
  return source.all(element, name).flatMap((each) => {
    source.take(each);
    return each.text.split(/[\s,]+/).filter((word) => word !== "");
  });
}

function userOf(source: Source, element: XmlElement, groups: readonly Group[], asked: Fact<boolean>): User {
  source.take(element);
  const name = source.text(element, "name") ?? "";
  const uid = source.text(element, "uid");
  const named = wordsOf(source, element, "groupname");
  const own = groups.filter((group) => named.includes(group.name) || (uid !== null && group.members.includes(uid)));
  const privileges = [...wordsOf(source, element, "priv"), ...own.flatMap((group) => group.privileges)];
  const roles = [...new Set([...named, ...own.map((group) => group.name)])];
  const administrator =
    uid === "0" || privileges.some((each) => administration.some((start) => each.startsWith(start)));
  for (const key of source.all(element, "apikeys")) source.takeAll(key);
  for (const note of ["ipsecpsk", "authorizedkeys_type", "keephistory", "customsettings", "dashboard"])
    source.leaf(element, note);
  return {
    name,
    ...source.place(element),
    scope: null,
    password: passwordOf(source, element),
    role: source.fact(element, roles.length === 0 ? null : roles.join(", ")),
    administrator: source.fact(element, administrator),
    sshKeys: keysOf(source.text(element, "authorizedkeys")),
    sources: notApplicable("An account is not bound to addresses."),
    twoFactor: twoFactor(source, element, asked),
  };
}

/** Where each form of a password stands, with what it is; OPNsense has one element for all. */
const stored = ["bcrypt-hash", "sha512-hash", "password", "md5-hash", "nt-hash"] as const;

function passwordOf(source: Source, element: XmlElement): Fact<Password | null> {
  const found = stored.flatMap((name) => {
    const each = source.leaf(element, name);
    return each === undefined || each.text === "" ? [] : [{ name, each }];
  });
  const [first] = found;
  const none = notApplicable("No password is stored, so that nobody logs in by one.");
  if (first === undefined) return none;
  // The weakest form is what an attacker takes.
  const weakest = found.find(({ name }) => name === "nt-hash" || name === "md5-hash") ?? first;
  const { name, each } = weakest;
  // A star is no hash of anything: nobody logs in by it.
  if (each.text === "*" || each.text.startsWith("*LOCKED*")) return none;
  const hash = name === "nt-hash" ? "nt-hash" : hashKind(each.text);
  return source.fact(each, hashedAs(hash, each.text));
}

/** crypt(5) by its beginning. Text of another form is kept unrecognised: nobody knows that it is no hash. */
function hashKind(text: string): HashKind {
  if (/^\$2[abxy]\$/.test(text)) return "bcrypt";
  if (text.startsWith("$6$")) return "sha512-crypt";
  if (text.startsWith("$5$")) return "sha256-crypt";
  if (text.startsWith("$1$")) return "md5-crypt";
  if (text.startsWith("$3$")) return "nt-hash";
  return "unrecognised";
}

/** Public keys, one on a line; both systems keep them in base64. */
function keysOf(text: string | null): number {
  if (text === null) return 0;
  const plain = /^(?:ssh|ecdsa|sk)-/.test(text) ? text : Buffer.from(text, "base64").toString("latin1");
  return plain.split("\n").filter((line) => /^\s*[^\s#]/.test(line)).length;
}

/** Whether logins ask for more than a password; who has no seed of one-time passwords cannot give one. */
function twoFactor(source: Source, element: XmlElement, asked: Fact<boolean>): Fact<boolean> {
  const seed = source.text(element, "otp_seed");
  if (!isKnown(asked) || !asked.value || seed !== null) return asked;
  return source.unknown(element, "One-time passwords are asked for, and the account has no seed for them here.");
}
