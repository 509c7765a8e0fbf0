import type { Statement } from "../lib/indented.ts";
import { decimal } from "../lib/cisco/addresses.ts";
import { use } from "../lib/cisco/objects.ts";
import { placeOf, readAt } from "../lib/cisco/places.ts";
import type { Ledger } from "../lib/ledger.ts";
import { block, on, readStatements, skip, table, touching, type Touches } from "../lib/statements.ts";
import { switched, vrfName, type Draft, type ServerDraft } from "./draft.ts";

const serviceTouches: Touches = ["management.services", "management.logins", "objects"];

/** "[vrf V] [ipv4|ipv6] [access-list A] [ipv6 access-list B] …": where a server listens and whom it lets in. */
function serverOf(statement: Statement, words: readonly string[]): ServerDraft | null {
  let vrf: string | null = null;
  const families = new Set<4 | 6>();
  const lists: ServerDraft["lists"][number][] = [];
  let family: "ipv4" | "ipv6" = "ipv4";
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index];
    const next = words[index + 1];
    if (word === "vrf" && next !== undefined) {
      vrf = vrfName(next);
      index += 1;
    } else if (word === "ipv4" || word === "ipv6") {
      family = word;
      families.add(word === "ipv4" ? 4 : 6);
    } else if ((word === "access-list" || word === "access-group") && next !== undefined) {
      lists.push({ name: next, family });
      index += 1;
    } else if ((word === "max-servers" || word === "dscp" || word === "homedir") && next !== undefined) index += 1;
    else if (word !== "server" && word !== "no-limit") return null;
  }
  return { vrf, families: [...families], lists, at: [...placeOf(statement)] };
}

/** Servers that are turned on for each IP version by itself. */
const byFamily: ReadonlySet<string> = new Set(["telnet", "tftp"]);

function serverKey({ vrf, families }: ServerDraft, byFamilyAlone: boolean): string {
  return `${vrf ?? ""} ${byFamilyAlone ? families.join(" ") : ""}`;
}

/** A server that stands there again: a list of a version replaces the earlier one of that version. */
function keepServer(servers: Map<string, ServerDraft>, found: ServerDraft, byFamilyAlone: boolean): void {
  const key = serverKey(found, byFamilyAlone);
  const known = servers.get(key);
  if (known === undefined) {
    servers.set(key, found);
    return;
  }
  known.at.push(...found.at);
  if (found.lists.length === 0) return;
  const kept = known.lists.filter(({ family }) => !found.lists.some((list) => list.family === family));
  known.lists = [...kept, ...found.lists];
}

function listed(draft: Draft, statement: Statement, server: ServerDraft, by: string): void {
  for (const { name } of server.lists) use(draft, "acl", name, statement, by);
}

const server =
  (kind: "ssh" | "netconf" | "telnet" | "tftp", from: number) =>
  (draft: Draft, statement: Statement): boolean => {
    const found = serverOf(statement, statement.words.slice(from));
    if (found === null) return false;
    if (statement.negated) {
      // What one list less leaves is not followed.
      if (found.lists.length > 0) return false;
      draft[kind].delete(serverKey(found, byFamily.has(kind)));
      return true;
    }
    keepServer(draft[kind], found, byFamily.has(kind));
    listed(draft, statement, found, `${kind} server vrf ${found.vrf ?? "default"}`);
    return true;
  };

const number =
  (name: string, from: number) =>
  (draft: Draft, statement: Statement): boolean => {
    const value = decimal(statement.words[from]);
    if (value === null || statement.negated) return false;
    draft.numbers.set(name, readAt(value, statement));
    return true;
  };

const algorithms =
  (kind: string) =>
  (draft: Draft, statement: Statement): boolean => {
    const names = statement.words.slice(4);
    if (statement.negated || names.length === 0) return false;
    draft.lists.set(`ssh ${kind}`, readAt(names, statement));
    return true;
  };

interface GrpcContext {
  readonly ledger: Ledger;
  readonly draft: Draft;
}

export const grpcTable = table<GrpcContext>([
  on("port", ({ draft }, statement) => number("grpc port", 1)(draft, statement)),
  on("vrf", ({ draft }, statement) => {
    if (statement.words[1] === undefined || statement.negated) return false;
    draft.vrfs.set("grpc", readAt(vrfName(statement.words[1]), statement));
    return true;
  }),
  on("no-tls", ({ draft }, statement) => switched("grpc no-tls")(draft, statement)),
  on("address-family", ({ draft }, statement) => {
    const family = statement.words[1] ?? "";
    if (!["ipv4", "ipv6", "dual"].includes(family) || statement.negated) return false;
    draft.words.set("grpc address-family", readAt(family, statement));
    return true;
  }),
  // The model has no word for TLS beside that of the web server.
  on(["tls", "tls-mutual", "tls-trustpoint", "tls-cipher", "tls-max-version", "tls-min-version"], () => true),
  skip(
    "grpc-details",
    "max-request-per-user",
    "max-request-total",
    "max-streams",
    "max-streams-per-user",
    "max-concurrent-streams",
    "service-layer",
    "dscp",
    "ttl",
    "min-keepalive-interval",
    "keepalive",
    "memory",
    "segment-routing",
  ),
]);

export const netconfTable = table<GrpcContext>([
  on("ssh", ({ draft }, statement) => switched("netconf-yang agent ssh")(draft, statement)),
  skip(
    "netconf-details",
    "session",
    "rate-limit",
    "with-defaults-support",
    "netconf-client",
    "confirmed-commit",
    "tty",
  ),
]);

export const xmlTable = table<GrpcContext>([
  on("vrf", ({ draft }, statement) => {
    for (const child of statement.children) {
      const at = child.words.indexOf("access-list");
      if (at < 0 || child.negated) draft.ledger.leave(child.line, serviceTouches);
      else {
        use(draft, "acl", child.words[at + 1], child, "xml agent vrf");
        draft.ledger.read(child.line);
      }
    }
    draft.vrfs.set("xml agent", readAt(vrfName(statement.words[1]), statement));
  }),
  skip("xml-details", "iteration", "session", "throttle", "streaming", "ipv4", "ipv6"),
]);

const xmlAgent = (name: string) => (draft: Draft, statement: Statement) => {
  switched(name)(draft, statement);
  readStatements({ ledger: draft.ledger, draft }, statement.children, xmlTable, serviceTouches);
};

/** Servers of the System Security, IP Addresses and Services, and Programmability Command References. */
export const serverStatements = [
  on<Draft>("ssh server v2", (draft, statement) => {
    if (statement.words.length > 3) return false;
    switched("ssh server v2")(draft, statement);
    return true;
  }),
  on<Draft>("ssh server v1", switched("ssh server v1")),
  on<Draft>("ssh server", server("ssh", 2)),
  on<Draft>(
    ["ssh server capability netconf-xml", "ssh server netconf-xml"],
    switched("ssh server capability netconf-xml"),
  ),
  on<Draft>("ssh server netconf port", number("netconf port", 4)),
  on<Draft>("ssh server netconf", server("netconf", 3)),
  on<Draft>("ssh server port", number("ssh port", 3)),
  on<Draft>("ssh server algorithms cipher", algorithms("cipher")),
  on<Draft>("ssh server algorithms key-exchange", algorithms("key-exchange")),
  on<Draft>("ssh server algorithms host-key", algorithms("host-key")),
  on<Draft>("ssh server algorithms hmac", algorithms("hmac")),
  // They add to and take from what the release offers, which is not known where the list is not stated.
  on<Draft>("ssh server enable cipher", (draft, statement) => {
    draft.lists.set("ssh enable cipher", readAt(statement.words.slice(4), statement));
  }),
  on<Draft>("ssh server disable hmac", (draft, statement) => {
    draft.lists.set("ssh disable hmac", readAt(statement.words.slice(4), statement));
  }),
  on<Draft>("ssh server max-auth-limit", number("ssh max-auth-limit", 3)),
  on<Draft>("ssh timeout", number("ssh timeout", 2)),
  block<Draft>("ssh server username", (draft, statement) => {
    const name = statement.words[2 + 1];
    const keys =
      statement.words.includes("keystring") || statement.children.some(({ words }) => words[0] === "keystring");
    for (const child of statement.children) {
      if (child.words[0] === "keystring") draft.ledger.readRange(child.line, child.last);
      else draft.ledger.leave(child.line, ["users"]);
    }
    if (name === undefined || !keys) return false;
    draft.numbers.set(`ssh keys ${name}`, readAt(1, statement));
    return true;
  }),
  skip(
    "ssh-details",
    "ssh server logging",
    "ssh server session-limit",
    "ssh server rate-limit",
    "ssh server dscp",
    "ssh server set",
    "ssh server tcp-window-scale",
    "ssh server rekey-time",
    "ssh server rekey-volume",
    "ssh server netconf rate-limit",
  ),
  skip("ssh-client", "ssh client"),
  on<Draft>("telnet", (draft, statement) => {
    // The client's options are no server.
    if (!statement.words.includes("server")) return statement.words.includes("client");
    return server("telnet", 1)(draft, statement);
  }),
  on<Draft>("tftp", (draft, statement) => {
    if (!statement.words.includes("server")) return statement.words.includes("client");
    return server("tftp", 1)(draft, statement);
  }),
  skip(
    "file-clients",
    "ftp client",
    "tftp client",
    "rcp client",
    "telnet ipv4 client",
    "telnet ipv6 client",
    "cinetd rate-limit",
  ),
  on<Draft>("http server", (draft, statement) => {
    const words = statement.words.slice(2);
    const at = words.indexOf("access-group");
    const list = at < 0 ? undefined : words.slice(at + 1).find((word) => word !== "ipv4" && word !== "ipv6");
    if (words.some((word) => !["ssl", "access-group", "ipv4", "ipv6", list].includes(word))) return false;
    switched(words.includes("ssl") ? "http server ssl" : "http server")(draft, statement);
    if (list !== undefined) {
      draft.words.set("http access-group", readAt(list, statement));
      use(draft, "acl", list, statement, "http server access-group");
    }
    return true;
  }),
  skip("file-clients", "http client"),
  block<Draft>("grpc", (draft, statement) => {
    const context = { ledger: draft.ledger, draft };
    switched("grpc")(draft, statement);
    readStatements(context, statement.children, grpcTable, serviceTouches);
    if (statement.words.length === 1) return true;
    // "grpc port 57400" on one line, as it is typed.
    const { line, last, indent, words } = statement;
    const alone: Statement = { line, last, indent, words: words.slice(1), negated: false, children: [] };
    readStatements(context, statement.negated ? [] : [alone], grpcTable, serviceTouches);
    return draft.ledger.isRead(line);
  }),
  block<Draft>("netconf-yang agent", (draft, statement) => {
    if (statement.words[2] === "ssh") switched("netconf-yang agent ssh")(draft, statement);
    else if (statement.words.length > 2) return false;
    readStatements({ ledger: draft.ledger, draft }, statement.children, netconfTable, serviceTouches);
    return true;
  }),
  block<Draft>("netconf agent", (draft, statement) => {
    if (statement.words[2] === "ssh") switched("netconf agent ssh")(draft, statement);
    else if (statement.words[2] !== "tty") return false;
    readStatements({ ledger: draft.ledger, draft }, statement.children, netconfTable, serviceTouches);
    return true;
  }),
  // Over a terminal session alone.
  block<Draft>("xml agent tty", (draft, statement) => {
    readStatements({ ledger: draft.ledger, draft }, statement.children, xmlTable, serviceTouches);
  }),
  block<Draft>("xml agent ssl", xmlAgent("xml agent ssl")),
  block<Draft>("xml agent", (draft, statement) => {
    if (statement.words.length > 2) return false;
    xmlAgent("xml agent")(draft, statement);
    return true;
  }),
  touching(["management.services", "management.ssh", "management.logins", "objects"], "ssh"),
  touching(serviceTouches, "telnet", "tftp", "ftp", "http", "grpc", "netconf", "netconf-yang", "xml", "restconf"),
];
