import type { PrivilegedPassword, User } from "../../src/model/accounts.ts";
import { byDefault, notApplicable, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { SourceRestriction } from "../../src/model/management.ts";
import type { Password } from "../../src/model/secret.ts";
import type { Context } from "./context.ts";
import { formatPrefix, parsePrefix } from "../lib/ip.ts";
import { placeOf, type ConfigNode } from "./node.ts";
import { isScrubbed, loginPasswordOf, passwordOf } from "./passwords.ts";
import { child, children, entries, mark, markTree, numberOf, stated, statedBy, value } from "./reading.ts";

/** Predefined classes and whether they may change the configuration (User Access Guide, "Login Classes Overview"). */
const predefinedClasses: Readonly<Record<string, boolean>> = {
  "super-user": true,
  superuser: true,
  operator: false,
  "read-only": false,
  unauthorized: false,
};

/** Permission flags with which a class can change the configuration or leave the CLI's control (User Access Guide, "Permission Flags"). */
const changing = new Set(["all", "configure", "maintenance", "rollback", "shell"]);

export function isPredefinedClass(name: string): boolean {
  return Object.hasOwn(predefinedClasses, name);
}

export interface LoginClass {
  readonly node: ConfigNode;
  /** The logical system or tenant that its users are kept within (CLI reference, "logical-system (System Login Class)"). */
  readonly scope: string | null;
  readonly administrator: Fact<boolean>;
  /** Seconds; undefined where the class does not say. */
  readonly idleTimeout: { readonly seconds: number; readonly node: ConfigNode } | undefined;
}

export interface Accounts {
  readonly users: readonly User[];
  readonly classes: ReadonlyMap<string, LoginClass>;
  readonly rootPassword: PrivilegedPassword | null;
  readonly rootKeys: number;
  /** Names of the classes that accounts are in. */
  readonly usedClasses: readonly { readonly name: string; readonly node: ConfigNode }[];
}

export function readAccounts(context: Context): Accounts {
  const login = child(context.system, "login");
  const classes = new Map(entries(login, "class").map((node) => [node.word, readClass(node)] as const));
  const usedClasses: { name: string; node: ConfigNode }[] = [];
  const users = entries(login, "user").map((node) => {
    const className = value(node, "class");
    if (className !== undefined) usedClasses.push({ name: className.word, node: className });
    return readUser(node, className, classes);
  });
  for (const word of loginWords) {
    const found = child(login, word);
    if (found !== undefined) markTree(found);
  }
  const root = child(context.system, "root-authentication");
  const rootPassword = readPassword(root);
  return {
    users,
    classes,
    rootPassword:
      root === undefined || rootPassword === undefined
        ? null
        : { name: "root-authentication", level: null, password: rootPassword.password, ...placeOf(rootPassword.node) },
    rootKeys: countKeys(root),
    usedClasses,
  };
}

function readClass(node: ConfigNode): LoginClass {
  const permissions = entries(node, "permissions");
  const minutes = value(node, "idle-timeout");
  const seconds = numberOf(minutes);
  for (const word of classWords) for (const found of entries(node, word)) markTree(found);
  for (const word of ["login-alarms", "login-tip", "confirm-commands"]) child(node, word);
  const parent = value(node, "security-role");
  const flags = permissions.filter((flag) => changing.has(flag.word));
  let administrator: Fact<boolean>;
  if (flags.length > 0) administrator = statedBy(true, flags);
  else if (parent !== undefined)
    administrator = unknownFact(`What security-role ${parent.word} allows is not resolved.`, placeOf(parent).at);
  else if (permissions.length > 0) administrator = statedBy(false, permissions);
  else
    administrator = byDefault(
      false,
      "Junos: a login class has no permissions unless it lists them (CIS Juniper OS 2.1.0, 6.6.4)",
    );
  const system = ["logical-system", "tenant"].flatMap((word) => value(node, word) ?? [])[0];
  return {
    node,
    scope: system === undefined ? null : `${system.parent?.word ?? ""} ${system.word}`,
    administrator,
    // Zero switches the timeout off (CLI reference, "set cli idle-timeout").
    idleTimeout:
      minutes === undefined || seconds === null || seconds === 0 ? undefined : { seconds: seconds * 60, node: minutes },
  };
}

/** Restrictions that only refuse more, and settings of the session. */
const loginWords = ["deny-sources", "login-tip", "motd", "hidden-commands"];

const classWords = [
  "deny-sources",
  "allow-commands",
  "deny-commands",
  "allow-configuration",
  "deny-configuration",
  "allow-commands-regexps",
  "deny-commands-regexps",
  "allow-configuration-regexps",
  "deny-configuration-regexps",
  "allow-hidden-commands",
  "access-start",
  "access-end",
  "allowed-days",
  "configuration-breadcrumbs",
  "logical-system",
  "tenant",
  "cli",
  "no-hidden-commands",
  "no-scp-server",
  "no-sftp-server",
  "satellite",
];

function readUser(node: ConfigNode, className: ConfigNode | undefined, classes: ReadonlyMap<string, LoginClass>): User {
  const authentication = child(node, "authentication");
  const password = readPassword(authentication);
  const prompt = child(node, "cli");
  if (prompt !== undefined) markTree(prompt);
  value(node, "uid");
  value(node, "full-name");
  value(node, "gid");
  return {
    ...placeOf(node),
    name: node.word,
    scope: className === undefined ? null : (classes.get(className.word)?.scope ?? null),
    password:
      password === undefined && authentication !== undefined && children(authentication).length === 0
        ? unknownFact("The password was removed from the text.", placeOf(authentication).at)
        : password === undefined
          ? notApplicable("No password is configured, and Junos lets nobody into such an account by password.")
          : password.node.word === ""
            ? unknownFact("A password without text: a tool took it out, or there is none.", placeOf(password.node).at)
            : stated<Password | null>(password.password, password.node),
    role:
      className === undefined
        ? unknownFact("The account names no class.", placeOf(node).at)
        : stated(className.word, className),
    administrator: administratorOf(node, className, classes),
    sshKeys: countKeys(authentication),
    sources: sourcesOf(className, classes),
    twoFactor: byDefault(false, "Junos asks no second factor of a local account"),
  };
}

function administratorOf(
  user: ConfigNode,
  className: ConfigNode | undefined,
  classes: ReadonlyMap<string, LoginClass>,
): Fact<boolean> {
  if (className === undefined) return unknownFact("The account names no class.", placeOf(user).at);
  const predefined = isPredefinedClass(className.word) ? predefinedClasses[className.word] : undefined;
  if (predefined !== undefined) return stated(predefined, className);
  const own = classes.get(className.word);
  return own?.administrator ?? unknownFact(`Class ${className.word} is not defined.`, placeOf(className).at);
}

/** `allow-sources` of the class (CLI reference: addresses or host names that its users may log in from). */
function sourcesOf(
  className: ConfigNode | undefined,
  classes: ReadonlyMap<string, LoginClass>,
): Fact<readonly SourceRestriction[]> {
  const node = className === undefined ? undefined : classes.get(className.word)?.node;
  const allowed = entries(node, "allow-sources");
  if (allowed.length === 0) return notApplicable("Junos restricts no account by source; filters and zones do.");
  const restrictions: SourceRestriction[] = [];
  for (const source of allowed) {
    const prefix = parsePrefix(source.word);
    if (prefix === null) return unknownFact("allow-sources names a host, not an address.", placeOf(source).at);
    restrictions.push({ kind: "prefix", prefix: formatPrefix(prefix) });
  }
  return statedBy<readonly SourceRestriction[]>(restrictions, allowed);
}

/** The password of a user or of root; what a tool put in place of one counts as a password of unknown kind. */
function readPassword(authentication: ConfigNode | undefined): { password: Password; node: ConfigNode } | undefined {
  const hashed = value(authentication, "encrypted-password");
  if (hashed !== undefined) return { password: loginPasswordOf(hashed.word), node: hashed };
  const plain = value(authentication, "plain-text-password-value");
  if (plain !== undefined) {
    return { password: isScrubbed(plain.word) ? { hash: "unrecognised" } : passwordOf(plain.word), node: plain };
  }
  // A reader without the right to see secrets gets a comment in place of the value.
  const hidden = child(authentication, "encrypted-password");
  if (hidden !== undefined) return { password: { hash: "unrecognised" }, node: hidden };
  // `plain-text-password` is the request to ask for one; it never stands in a committed configuration.
  const asked = child(authentication, "plain-text-password");
  return asked === undefined ? undefined : { password: { hash: "unrecognised" }, node: asked };
}

const keyKinds = ["ssh-rsa", "ssh-dsa", "ssh-ecdsa", "ssh-ed25519"];

function countKeys(authentication: ConfigNode | undefined): number {
  let count = 0;
  for (const kind of keyKinds) count += entries(authentication, kind).map(markTree).length;
  for (const flag of ["no-public-keys"]) child(authentication, flag);
  const file = value(authentication, "load-key-file");
  for (const principal of children(child(authentication, "authorized-principals"))) mark(principal);
  return file === undefined ? count : count + 1;
}
