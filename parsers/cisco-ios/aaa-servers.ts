import type { AaaServer } from "../../src/model/accounts.ts";
import { byDefault } from "../../src/model/fact.ts";
import type { Statement } from "../lib/indented.ts";
import { on, readStatements, skip, table, type Touches } from "../lib/statements.ts";
import { canonicalAddress } from "../lib/cisco/addresses.ts";
import { placeOf, readAt, wholePlace } from "../lib/cisco/places.ts";
import type { Draft } from "./draft.ts";
import { passwordAt } from "../lib/cisco/passwords.ts";

/** What an unread line of AAA may bear on. */
export const aaaTouches: Touches = ["aaa", "management.logins", "users", "objects"];

/** "tacacs-server host" and "radius-server host": a server on one line. */
export function oldServer(draft: Draft, statement: Statement, protocol: AaaServer["protocol"]): boolean {
  return addServer(draft, statement, statement.words.slice(2), protocol, null);
}

/** "ADDRESS [options] [key [type] KEY]" of one line; the key runs to the end of the line. */
export function addServer(
  draft: Draft,
  statement: Statement,
  words: readonly string[],
  protocol: AaaServer["protocol"],
  group: string | null,
): boolean {
  const address = words[0];
  if (address === undefined || statement.negated) return false;
  const at = words.indexOf("key");
  draft.aaaServers.push({
    name: address,
    protocol,
    address: canonicalAddress(address),
    group,
    key:
      at < 0
        ? byDefault(null, `IOS: the key of "${protocol}-server key", where there is one`)
        : readAt(passwordAt(words, at + 1), statement),
    at: placeOf(statement),
  });
  return true;
}

/** "tacacs-server key" and "radius-server key". */
export function sharedKey(draft: Draft, statement: Statement, protocol: AaaServer["protocol"]): boolean {
  if (!statement.negated) draft.sharedKeys.set(protocol, readAt(passwordAt(statement.words, 2), statement));
  return !statement.negated;
}

interface ServerContext {
  readonly ledger: Draft["ledger"];
  address: string | null;
  key: AaaServer["key"] | null;
}

export const serverTable = table<ServerContext>([
  on(["address ipv4", "address ipv6"], (context, statement) => {
    context.address = canonicalAddress(statement.words[2] ?? "");
    return statement.words[2] !== undefined;
  }),
  on("ipv4", (context, statement) => {
    context.address = canonicalAddress(statement.words[1] ?? "");
    return statement.words[1] !== undefined;
  }),
  on("key", (context, statement) => {
    context.key = readAt(statement.negated ? null : passwordAt(statement.words, 1), statement);
  }),
  skip(
    "aaa-transport",
    "timeout",
    "retransmit",
    "port",
    "single-connection",
    "send-nat-address",
    "automate-tester",
    "backoff",
    "non-standard",
    "pac",
    "tls",
    "dtls",
    "transport port",
    "bind",
    "base-dn",
    "mode",
    "authentication",
    "search-filter",
    "attribute",
    "dscp",
    "exit",
    "load-balance",
  ),
]);

/** "tacacs server NAME" and "radius server NAME": a server in a block. */
export function newServer(draft: Draft, statement: Statement, protocol: AaaServer["protocol"]): boolean {
  const name = statement.words[2];
  const context: ServerContext = { ledger: draft.ledger, address: null, key: null };
  readStatements(context, statement.children, serverTable, aaaTouches);
  if (name === undefined || statement.negated) return false;
  const key = context.key ?? byDefault(null, `IOS: the key of "${protocol}-server key", where there is one`);
  draft.aaaServers.push({ name, protocol, address: context.address, group: null, key, at: wholePlace(statement) });
  return true;
}

/** Servers with the group that names them, and the shared key where they have none of their own. */
export function aaaServers(draft: Draft): readonly AaaServer[] {
  return draft.aaaServers.map((server) => {
    const group =
      server.group ??
      draft.serverGroups.get(`name ${server.name}`) ??
      draft.serverGroups.get(`address ${server.address ?? ""}`) ??
      null;
    const shared = draft.sharedKeys.get(server.protocol);
    return { ...server, group, key: "default" in server.key && shared !== undefined ? shared : server.key };
  });
}
