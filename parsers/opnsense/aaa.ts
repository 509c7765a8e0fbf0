import type { Aaa, AaaServer, MethodList, PasswordPolicy } from "../../src/model/accounts.ts";
import { byDefault, notApplicable, unknownFact, type Fact } from "../../src/model/fact.ts";
import { Secret } from "../../src/model/secret.ts";
import { decimal } from "../lib/cisco/addresses.ts";
import type { XmlElement } from "../lib/xml.ts";
import type { Source } from "./source.ts";

const local = "Local Database";

interface AuthServer {
  readonly name: string;
  readonly type: string;
  readonly element: XmlElement;
  readonly server: AaaServer | null;
}

export interface Authentication {
  readonly aaa: Aaa;
  /** Whether logins ask for a second factor. */
  readonly twoFactor: Fact<boolean>;
}

export function readAaa(source: Source): Authentication {
  const servers = source.all(source.root, "system", "authserver").map((element) => serverOf(source, element));
  const mode = source.leaf(source.root, "system", "webgui", "authmode");
  const fallback = source.leaf(source.root, "system", "webgui", "authmode_fallback");
  const methods = mode === undefined || mode.text === "" ? [local] : mode.text.split(",").map((word) => word.trim());
  for (const note of ["backend", "auth_refresh_time", "shellauth"]) source.leaf(source.root, "system", "webgui", note);
  // OPNsense asks the servers of the web page for the console and SSH too, where this is there.
  for (const note of ["disableintegratedauth", "sudo_allow_wheel", "sudo_allow_group", "user_allow_gen_token"])
    source.leaf(source.root, "system", note);
  const types = typesOf(methods, servers);
  const aaa: Aaa = {
    enabled: byDefault(true, "every login asks for an account"),
    servers: servers.flatMap(({ server }) => (server === null ? [] : [server])),
    methodLists: mode === undefined || mode.text === "" ? [] : [methodList(source, mode, methods, fallback)],
    centralAuthentication: central(source, mode, types),
    commandAccounting: notApplicable("Commands are not accounted to a server."),
    privilegedPasswords: [],
    passwordPolicy: passwordPolicy(source),
  };
  return { aaa, twoFactor: secondFactor(source, mode, types) };
}

/** Kinds of the methods that are tried; undefined where a server is not defined. */
function typesOf(methods: readonly string[], servers: readonly AuthServer[]): readonly (string | undefined)[] {
  return methods.map((name) => (name === local ? "local" : servers.find((each) => each.name === name)?.type));
}

/**
 * A server of type totp or ldap-totp wants a one-time password with the other (OPNsense manual, "Two-factor
 * authentication"). Any method that does not is enough to log in without; what RADIUS and LDAP want is their own.
 */
function secondFactor(
  source: Source,
  mode: XmlElement | undefined,
  types: readonly (string | undefined)[],
): Fact<boolean> {
  if (mode === undefined || mode.text === "") return byDefault(false, `the ${local} unless <authmode> names a server`);
  if (types.includes("local")) return source.fact(mode, false);
  if (types.every((type) => type === "totp" || type === "ldap-totp")) return source.fact(mode, true);
  return source.unknown(mode, "Whether the server that logins are asked of wants a second factor is not known.");
}

function methodList(
  source: Source,
  mode: XmlElement,
  methods: readonly string[],
  fallback: XmlElement | undefined,
): MethodList {
  const last = fallback === undefined || fallback.text === "" || methods.includes(fallback.text) ? [] : [fallback.text];
  return {
    type: "authentication",
    service: "web configurator",
    list: "authmode",
    methods: [...methods, ...last],
    ...source.place(mode),
  };
}

/** Central where some method is a server elsewhere; the local database and its one-time passwords are not. */
function central(source: Source, mode: XmlElement | undefined, types: readonly (string | undefined)[]): Fact<boolean> {
  if (mode === undefined || mode.text === "") return byDefault(false, `the ${local} unless <authmode> names a server`);
  if (types.includes(undefined)) return source.unknown(mode, "The server that <authmode> names is not defined.");
  return source.fact(
    mode,
    types.some((type) => type !== undefined && /^(?:ldap|radius)/.test(type)),
  );
}

function serverOf(source: Source, element: XmlElement): AuthServer {
  // Searches and attributes of a directory decide who is found, and the model has no word for them.
  for (const child of element.children) if (child.children.length === 0) source.take(child);
  source.take(element);
  const name = source.text(element, "name") ?? "";
  const type = source.text(element, "type") ?? "";
  const protocol = type.startsWith("ldap") ? "ldap" : type === "radius" ? "radius" : null;
  if (protocol === null) return { name, type, element, server: null };
  const secret = source.leaf(element, protocol === "ldap" ? "ldap_bindpw" : "radius_secret");
  const key: AaaServer["key"] =
    secret === undefined || secret.text === ""
      ? source.fact(element, null)
      : source.fact(secret, { hash: "cleartext", secret: new Secret(secret.text) });
  return {
    name,
    type,
    element,
    server: { name, ...source.place(element), protocol, address: source.text(element, "host"), group: null, key },
  };
}

/** OPNsense enforces rules on local passwords where `enable_password_policy_constraints` is set (manual, "Settings"); pfSense has no such setting. */
function passwordPolicy(source: Source): PasswordPolicy {
  const section = source.find(source.root, "system", "webgui");
  const on = source.leaf(section, "enable_password_policy_constraints");
  const length = source.leaf(section, "password_policy_length");
  const complexity = source.leaf(section, "password_policy_complexity");
  for (const note of ["password_policy_duration", "password_policy_compliance"]) source.leaf(section, note);
  const attempts = source.leaf(source.root, "system", "sshguard_threshold");
  const seconds = source.leaf(source.root, "system", "sshguard_blocktime");
  for (const note of ["sshguard_detection_time", "sshguard_whitelist"]) source.leaf(source.root, "system", note);
  const lockout = "How many failures lock a source out belongs to the release.";
  const rest = {
    obscured: notApplicable("Passwords of accounts are stored as hashes; nothing switches that."),
    // Most failures score ten (pfSense manual, "Login Protection").
    lockoutAttempts: scored(source, attempts, lockout),
    lockoutTime: number(source, seconds, lockout),
  };
  if (source.os === "pfsense") {
    const none = unknownFact("Whether this release asks anything of passwords is not in the configuration.");
    return { minimumLength: none, complexity: none, ...rest };
  }
  const enforced = on !== undefined && on.text !== "" && on.text !== "0";
  const off = "no rules on passwords unless <enable_password_policy_constraints> is set";
  if (!enforced) {
    return {
      minimumLength: on === undefined ? byDefault(null, off) : source.fact(on, null),
      complexity: on === undefined ? byDefault(false, off) : source.fact(on, false),
      ...rest,
    };
  }
  return {
    minimumLength: number(source, length, "The length is not stated."),
    complexity:
      complexity === undefined
        ? source.fact(on, false)
        : source.fact(complexity, complexity.text !== "" && complexity.text !== "0"),
    ...rest,
  };
}

function number(source: Source, element: XmlElement | undefined, why: string): Fact<number | null> {
  if (element === undefined || element.text === "") return unknownFact(why);
  const value = decimal(element.text);
  return value === null ? source.unknown(element, `"${element.name}" is no number.`) : source.fact(element, value);
}

function scored(source: Source, element: XmlElement | undefined, why: string): Fact<number | null> {
  const fact = number(source, element, why);
  return "value" in fact && fact.value !== null ? { ...fact, value: Math.ceil(fact.value / 10) } : fact;
}
