import type { Aaa, AaaServer, MethodList } from "../../src/model/accounts.ts";
import { byDefault, joinRanges, notApplicable, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { LoginLine } from "../../src/model/management.ts";
import type { Password } from "../../src/model/secret.ts";
import { canonicalAddress } from "../lib/cisco/addresses.ts";
import { absent, notWhole, type Context } from "./context.ts";
import { placeOf, type ConfigNode } from "./node.ts";
import { clearPassword } from "./passwords.ts";
import { child, entries, markTree, numberOf, peek, stated, statedBy, value } from "./reading.ts";

/** `system login radius server X key` (from 1.2 on), `radius-server X secret` (before, and EdgeOS), and the same of TACACS. */
export function readAaa(context: Context): Aaa {
  const login = child(context.system, "login");
  const found = [
    ...serversOf(child(login, "radius"), "server", "radius"),
    ...serversOf(login, "radius-server", "radius"),
    ...serversOf(child(login, "tacacs"), "server", "tacacs"),
    ...serversOf(login, "tacacs-server", "tacacs"),
    ...serversOf(child(login, "tacacs-plus"), "server", "tacacs"),
  ];
  for (const protocol of ["radius", "tacacs", "tacacs-plus"])
    for (const word of settings) markTree(child(peek(login, protocol), word));
  const servers = found.filter(({ disabled }) => !disabled).map(({ server }) => server);
  return {
    enabled: byDefault(true, "VyOS and EdgeOS always ask for an account"),
    servers,
    methodLists: methodsOf(servers),
    centralAuthentication:
      servers.length === 0
        ? absent(context, false, "VyOS and EdgeOS: accounts are on the device unless a server is configured")
        : statedBy(
            true,
            found.flatMap(({ node, disabled }) => (disabled ? [] : [node])),
          ),
    commandAccounting: accountingOf(context, servers),
    privilegedPasswords: [],
    passwordPolicy: {
      minimumLength: notApplicable("VyOS and EdgeOS configure no length of passwords."),
      complexity: notApplicable("VyOS and EdgeOS configure no rules for passwords."),
      obscured: byDefault(false, "VyOS and EdgeOS: accounts are hashed, and keys and other passwords stand in clear"),
      lockoutAttempts: lockoutOf(context),
      lockoutTime: lockTimeOf(context),
    },
  };
}

const settings = ["source-address", "vrf", "security-mode", "timeout"];

interface FoundServer {
  readonly server: AaaServer;
  readonly node: ConfigNode;
  readonly disabled: boolean;
}

function serversOf(parent: ConfigNode | undefined, keyword: string, protocol: "radius" | "tacacs"): FoundServer[] {
  return entries(parent, keyword).map((node) => {
    for (const word of ["port", "timeout", "priority", "source-address"]) markTree(child(node, word));
    const key = value(node, "key") ?? value(node, "secret");
    const address = canonicalAddress(node.word);
    return {
      node,
      disabled: child(node, "disable") !== undefined,
      server: {
        ...placeOf(node),
        name: node.word,
        protocol,
        address,
        group: null,
        key:
          key === undefined
            ? stated<Password | null>(null, node)
            : stated<Password | null>(clearPassword(key.text), key.node),
      },
    };
  });
}

/** A server that answers is asked first and the accounts on the device after it (User Guide, "RADIUS", "TACACS+"). */
function methodsOf(servers: readonly AaaServer[]): MethodList[] {
  const protocols = [...new Set(servers.map(({ protocol }) => protocol))];
  if (protocols.length === 0) return [];
  return [
    {
      at: joinRanges(servers.flatMap(({ at }) => at)),
      type: "authentication",
      service: "login",
      list: "system login",
      methods: [...protocols.map((protocol) => (protocol === "radius" ? "group radius" : "group tacacs+")), "local"],
    },
  ];
}

function accountingOf(context: Context, servers: readonly AaaServer[]): Fact<boolean> {
  if (servers.some(({ protocol }) => protocol === "tacacs"))
    return unknownFact("Whether this release accounts commands to its TACACS+ servers is not known.");
  return absent(context, false, "VyOS and EdgeOS: commands are accounted nowhere without TACACS+");
}

/** Only `service ssh dynamic-protection` locks anybody out, and it counts attacks by a score of its own. */
function lockoutOf(context: Context): Fact<number | null> {
  const guard = peek(context.service, "ssh", "dynamic-protection");
  if (guard !== undefined)
    return unknownFact(
      "How many failed logins reach the threshold of dynamic-protection is not known.",
      placeOf(guard).at,
    );
  if (!context.isWhole) return unknownFact(notWhole);
  return unknownFact("Whether this release locks accounts after failed logins was not found.");
}

function lockTimeOf(context: Context): Fact<number | null> {
  const guard = peek(context.service, "ssh", "dynamic-protection");
  const time = value(guard, "block-time");
  const seconds = numberOf(time);
  if (time !== undefined && seconds !== null) return stated<number | null>(seconds, time.node);
  return unknownFact("Whether this release locks accounts after failed logins was not found.");
}

/** `system login timeout`, in seconds (User Guide, "Login/User Management"). */
export function sessionTimeout(context: Context): Fact<number | null> {
  const login = child(context.system, "login");
  const timeout = value(login, "timeout");
  markTree(child(login, "max-login-session"));
  if (timeout !== undefined) {
    const seconds = numberOf(timeout);
    return seconds === null
      ? unknownFact("The timeout is not a number.", placeOf(timeout.node).at)
      : stated<number | null>(seconds, timeout.node);
  }
  return context.os === "vyos"
    ? absent(context, null, "VyOS: sessions stay until somebody ends them unless system login timeout is set")
    : unknownFact("How long EdgeOS keeps an idle session was not found.");
}

/** `system console device`; accounts are asked there too. */
export function readLogins(context: Context, aaa: Aaa, timeout: Fact<number | null>): LoginLine[] {
  const consoles = child(context.system, "console");
  markTree(child(consoles, "powersave"));
  return entries(consoles, "device").map((node) => {
    for (const word of ["speed", "modem", "kernel"]) markTree(child(node, word));
    return {
      ...placeOf(node),
      name: `console ${node.word}`,
      kind: "console" as const,
      protocols: notApplicable("A console takes no sessions from the network."),
      exec: stated(true, node),
      authentication:
        aaa.methodLists.length > 0
          ? byDefault<{ kind: "aaa"; list: string }>(
              { kind: "aaa", list: "system login" },
              "VyOS and EdgeOS: servers, then the accounts on the device",
            )
          : byDefault<{ kind: "local" }>({ kind: "local" }, "VyOS and EdgeOS: the accounts on the device"),
      password: notApplicable("A console has no password of its own."),
      idleTimeout: timeout,
      sources: notApplicable("A console takes no sessions from the network."),
      privilege: byDefault<number | null>(null, "VyOS and EdgeOS have no numbered privileges"),
    };
  });
}
