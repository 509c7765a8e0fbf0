import { byDefault, joinRanges, notApplicable, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { LoginAuthentication, LoginLine } from "../../src/model/management.ts";
import { isPredefinedClass, type Accounts } from "./accounts.ts";
import { absent, type Context } from "./context.ts";
import { placeOf, type ConfigNode } from "./node.ts";
import { child, entries, numberOf, stated, statedBy, value } from "./reading.ts";

const never = "Junos: an idle session stays until its user logs out (13.2 CLI reference, idle-timeout)";

/**
 * Idle timeout of the sessions of all accounts but root: the longest of their classes, and null where one of the
 * classes has none. Predefined classes have none of their own; `login idle-timeout` (from 16.1) is for classes
 * without one and for root.
 */
export function sessionTimeout(context: Context, accounts: Accounts): Fact<number | null> {
  const general = generalTimeout(context);
  if (accounts.usedClasses.length === 0) return rootTimeout(context);
  let longest: { seconds: number; node: ConfigNode } | null = null;
  const nodes: ConfigNode[] = [];
  for (const used of accounts.usedClasses) {
    const limit = accounts.classes.get(used.name)?.idleTimeout ?? general;
    if (limit === undefined && !accounts.classes.has(used.name) && !isPredefinedClass(used.name)) {
      return unknownFact(`Class ${used.name} is not defined.`, placeOf(used.node).at);
    }
    if (limit === undefined) {
      const { at, path } = placeOf(used.node);
      return read<number | null>(null, at, path);
    }
    nodes.push(limit.node);
    if (longest === null || limit.seconds > longest.seconds) longest = limit;
  }
  return longest === null ? unknownFact("No account has a class.") : statedBy<number | null>(longest.seconds, nodes);
}

function generalTimeout(context: Context): { seconds: number; node: ConfigNode } | undefined {
  const minutes = value(child(context.system, "login"), "idle-timeout");
  const seconds = numberOf(minutes);
  return minutes === undefined || seconds === null || seconds === 0
    ? undefined
    : { seconds: seconds * 60, node: minutes };
}

function rootTimeout(context: Context): Fact<number | null> {
  const general = generalTimeout(context);
  return general === undefined ? absent(context, null, never) : stated<number | null>(general.seconds, general.node);
}

/** Console and auxiliary port ([edit system ports]); a terminal from the network has no line of its own in Junos. */
export function readLogins(
  context: Context,
  accounts: Accounts,
  authentication: Fact<LoginAuthentication>,
): LoginLine[] {
  const ports = child(context.system, "ports");
  return (["console", "auxiliary"] as const).map((name) => {
    const node = child(ports, name);
    const disabled = child(node, "disable");
    const insecure = child(node, "insecure");
    for (const word of ["log-out-on-disconnect", "silent-with-modem"]) child(node, word);
    for (const word of ["type", "port-type"]) value(node, word);
    return {
      name: `system ports ${name}`,
      kind: name === "console" ? "console" : "aux",
      at: node === undefined ? [] : placeOf(node).at,
      ...(node?.path == null ? {} : { path: node.path }),
      protocols: byDefault([], "Junos: the port takes no connections from the network"),
      exec: execOf(context, name, node, disabled),
      authentication:
        name === "console" && insecure === undefined && !hasRootPassword(context)
          ? unknownFact("The text holds no root-authentication: without one root logs in here unasked.")
          : (ownAuthentication(node) ?? authentication),
      password: notApplicable("Junos has no password of a line; a login needs an account."),
      idleTimeout: portTimeout(context, accounts, insecure),
      sources: notApplicable("The port is a cable, not a network."),
      privilege: notApplicable("Junos gives privilege by login class."),
    };
  });
}

/** A new device has none, and asks root for nothing on the console until there is one (Junos, "Root Password"). */
function hasRootPassword(context: Context): boolean {
  return child(context.system, "root-authentication") !== undefined;
}

/** `authentication-order` of the port, where it has its own. */
function ownAuthentication(node: ConfigNode | undefined): Fact<LoginAuthentication> | undefined {
  const order = entries(node, "authentication-order");
  if (order.length === 0) return undefined;
  const local = order.every((method) => method.word === "password");
  return statedBy<LoginAuthentication>(
    local ? { kind: "local" } : { kind: "aaa", list: "authentication-order" },
    order,
  );
}

/** The console is on unless disabled (12.3, "Configuring the Junos OS to Set Console and Auxiliary Port Properties"). */
function execOf(
  context: Context,
  name: string,
  node: ConfigNode | undefined,
  disabled: ConfigNode | undefined,
): Fact<boolean> {
  if (disabled !== undefined) return stated(false, disabled);
  if (name === "console")
    return absent(
      context,
      true,
      "Junos: the console port is enabled unless disabled (12.3, Console and Auxiliary Port Properties)",
    );
  return node === undefined
    ? absent(
        context,
        false,
        "Junos: the auxiliary port is disabled unless configured (12.3, Console and Auxiliary Port Properties)",
      )
    : stated(true, node);
}

/** Root has no class; it may use the port unless the port is `insecure`. */
function portTimeout(context: Context, accounts: Accounts, insecure: ConfigNode | undefined): Fact<number | null> {
  const users = sessionTimeout(context, accounts);
  const root = rootTimeout(context);
  if (insecure !== undefined && accounts.usedClasses.length > 0) return users;
  if (!("value" in users) || !("value" in root)) return users;
  if (users.value === null) return users;
  if (root.value === null) return root;
  const ranges = [users, root].flatMap((fact) => ("at" in fact ? fact.at : []));
  return read<number | null>(Math.max(users.value, root.value), joinRanges(ranges));
}
