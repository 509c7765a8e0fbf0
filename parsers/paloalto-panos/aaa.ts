import type { Aaa, AaaServer, MethodList } from "../../src/model/accounts.ts";
import { byDefault, notApplicable, unknownFact, type Fact } from "../../src/model/fact.ts";
import { isMask, Secret, type Password } from "../../src/model/secret.ts";
import { absent, type Context } from "./context.ts";
import { placeOf, type PanosNode } from "./node.ts";
import { readPasswordPolicy } from "./passwords.ts";
import { child, entries, markTree, note, stated, value, word } from "./reading.ts";

const protocols = {
  radius: "radius",
  tacplus: "tacacs",
  ldap: "ldap",
  kerberos: "kerberos",
  "saml-idp": "saml",
} as const;

/** Server profiles, authentication profiles and sequences, and what administrators log in by (`deviceconfig system`). */
export function readAaa(context: Context): Aaa {
  const servers: AaaServer[] = [];
  const methodLists: MethodList[] = [];
  for (const holder of [...context.levels.levels.map(({ node }) => node), ...templateShares(context)]) {
    for (const [kind, protocol] of Object.entries(protocols)) {
      for (const profile of entries(holder, "server-profile", kind)) {
        servers.push(...serversOf(profile, protocol));
      }
    }
    for (const profile of entries(holder, "authentication-profile")) {
      methodLists.push(methodListOf(profile));
    }
    for (const sequence of entries(holder, "authentication-sequence")) {
      const methods = entries(sequence, "authentication-profiles").map(({ word: name }) => `profile ${name}`);
      note(sequence, "use-domain-find-profile");
      methodLists.push({
        type: "authentication",
        service: "sequence",
        list: sequence.word,
        ...placeOf(sequence),
        methods,
      });
    }
    for (const entry of entries(holder, "local-user-database")) markTree(entry);
  }
  return {
    enabled: byDefault(true, "PAN-OS: every login asks for an account"),
    servers,
    methodLists,
    centralAuthentication: centralAuthentication(context),
    commandAccounting: commandAccounting(context),
    privilegedPasswords: [],
    passwordPolicy: readPasswordPolicy(context),
  };
}

/** What templates share, which their firewalls get. */
function templateShares({ root }: Context): readonly PanosNode[] {
  return ["template", "template-stack"].flatMap((sort) =>
    entries(root, sort).flatMap((template) => {
      const shared = child(template, "shared");
      return [...(shared === undefined ? [] : [shared]), ...entries(template, "vsys")];
    }),
  );
}

/** Settings of a profile that say how a server is asked, not which. */
const profileKeys = [
  "timeout",
  "retries",
  "admin-use-only",
  "disabled",
  "ldap-type",
  "base",
  "bind-dn",
  "bind-password",
  "bind-timelimit",
  "timelimit",
  "ssl",
  "verify-server-certificate",
  "protocol",
  "use-single-connection",
  "retry-interval",
];

function serversOf(profile: PanosNode, protocol: AaaServer["protocol"]): readonly AaaServer[] {
  note(profile, ...profileKeys);
  if (protocol === "saml") {
    markTree(profile);
    const url = word(profile, "sso-url");
    return [
      {
        name: profile.word,
        protocol,
        address: url,
        group: profile.word,
        key: notApplicable("SAML has no shared key."),
        ...placeOf(profile),
      },
    ];
  }
  return entries(profile, "server").map((server) => {
    note(server, "port", "protocol");
    const address = word(server, "address") ?? word(server, "ip-address") ?? word(server, "host");
    return {
      name: server.word,
      ...placeOf(server),
      protocol,
      address,
      group: profile.word,
      key: keyOf(server, protocol),
    };
  });
}

function keyOf(server: PanosNode, protocol: AaaServer["protocol"]): Fact<Password | null> {
  const secret = value(server, "secret");
  if (protocol !== "radius" && protocol !== "tacacs") return notApplicable(`${protocol} has no shared key.`);
  return secret === undefined
    ? unknownFact("The text states no key.", placeOf(server).at)
    : stated(keyedPassword(secret.word), secret);
}

/**
 * "-AQ==…" is encrypted with the device's master key (PAN-OS Administrator's Guide, "Configure the Master Key"), which
 * every device has alike until it is changed; whether it was, no line tells.
 */
export function keyedPassword(text: string): Password {
  return isMask(text) || /^-[A-Za-z0-9+/]{2}==/.test(text)
    ? { hash: "unrecognised" }
    : { hash: "cleartext", secret: new Secret(text) };
}

function methodListOf(profile: PanosNode): MethodList {
  const methods: string[] = [];
  for (const method of entries(profile, "method")) {
    const server = word(method, "server-profile");
    methods.push(server === null ? method.word : `${method.word} ${server}`);
    markTree(method);
  }
  note(
    profile,
    "allow-list",
    "lockout",
    "user-domain",
    "username-modifier",
    "single-sign-on",
    "multi-factor-auth",
    "password-profile",
  );
  return { type: "authentication", service: "login", list: profile.word, ...placeOf(profile), methods };
}

const central = new Set(["radius", "tacplus", "ldap", "kerberos", "saml-idp", "cloud"]);

/** Accounts that the device does not hold log in by the profile of `deviceconfig system authentication-profile`. */
function centralAuthentication(context: Context): Fact<boolean> {
  const system = child(context.root, "deviceconfig", "system");
  note(system, "non-ui-authentication-profile", "certificate-profile");
  const users = entries(child(context.root, "mgt-config"), "users");
  const ofUsers = users.flatMap((user) => value(user, "authentication-profile") ?? []);
  const chosen = [...[value(system, "authentication-profile") ?? []].flat(), ...ofUsers];
  if (chosen.length === 0)
    return absent(context, false, "administrators are those of the device unless a profile is chosen");
  const methods = chosen.flatMap((profile) => methodsOf(context, profile.word));
  if (methods.length === 0)
    return unknownFact(
      "The profile that administrators log in by is not in the text.",
      chosen.flatMap((node) => placeOf(node).at),
    );
  const [first] = chosen;
  const isCentral = methods.some((method) => central.has(method));
  return first === undefined ? unknownFact("No profile.") : stated(isCentral, first);
}

function methodsOf(context: Context, name: string): readonly string[] {
  return context.levels.levels.flatMap(({ node }) => {
    const sequence = child(node, "authentication-sequence", name);
    const profiles =
      sequence === undefined ? [name] : entries(sequence, "authentication-profiles").map(({ word: of }) => of);
    return profiles.flatMap((profile) =>
      entries(child(node, "authentication-profile", profile), "method").map(({ word: of }) => of),
    );
  });
}

/** `audit-tracking` records what administrators type and look at (Web Interface Help, Device > Setup > Management, "Logging and Reporting Settings"). */
function commandAccounting(context: Context): Fact<boolean> {
  const tracking = child(context.root, "deviceconfig", "setting", "management", "audit-tracking");
  const commands = value(tracking, "op-commands");
  note(tracking, "ui-actions", "send-syslog");
  return commands === undefined
    ? unknownFact("Nothing says whether commands that change nothing are recorded.")
    : stated(commands.word === "yes", commands);
}
