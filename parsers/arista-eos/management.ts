import { decimal } from "../lib/cisco/addresses.ts";
import { use } from "../lib/cisco/objects.ts";
import { placeOf, readAt, wholePlace } from "../lib/cisco/places.ts";
import type { Statement } from "../lib/indented.ts";
import type { Ledger } from "../lib/ledger.ts";
import { block, on, readStatements, skip, skipBlock, table, touching, type Touches } from "../lib/statements.ts";
import { defaultVrf, offerOf, type Draft, type OfferDraft } from "./draft.ts";
import { securityStatements } from "./ssl-profiles.ts";

const serviceTouches: Touches = ["management.services", "management.ssh", "management.tls", "objects"];

/** A block of one service, and the VRF or transport that is read. */
interface ServiceContext {
  readonly ledger: Ledger;
  readonly draft: Draft;
  readonly service: string;
  readonly offer: OfferDraft;
}

const enabled = (context: ServiceContext, statement: Statement): boolean => {
  if (statement.words.length > 1) return false;
  context.offer.enabled = readAt(statement.negated, statement);
  return true;
};

/** "ip|ipv6 access-group NAME [vrf VRF] [in]" ("ip access-group (Service ACLs)", EOS User Manual). */
const accessGroup = (context: ServiceContext, statement: Statement): boolean => {
  const { draft, service } = context;
  const { words } = statement;
  const name = words[2];
  const rest = words.slice(3).filter((word) => word !== "in");
  const vrf = rest[0] === "vrf" ? rest[1] : undefined;
  if (name === undefined || statement.negated || rest.length > (vrf === undefined ? 0 : 2)) return false;
  const offer = vrf === undefined ? context.offer : vrfOffer(draft, service, vrf);
  const source = { kind: "acl", name, family: words[0] === "ipv6" ? "ipv6" : "ipv4" } as const;
  // A list replaces another of its family.
  const other = offer.sources.findIndex((each) => each.kind === "acl" && each.family === source.family);
  if (other >= 0) offer.sources.splice(other, 1);
  offer.sources.push(source);
  offer.sourcesAt.push(...placeOf(statement));
  use(draft, "acl", name, statement, `${offer.instance} ${words.slice(0, 2).join(" ")}`);
  return true;
};

const statementOf: Readonly<Record<string, string>> = {
  ssh: "management ssh",
  telnet: "management telnet",
  "http-commands": "management api http-commands",
  snmp: "snmp-server",
  "control-plane": "system control-plane",
};

/** The offer of a service in a VRF. */
export function vrfOffer(draft: Draft, service: string, vrf: string): OfferDraft {
  const name = statementOf[service] ?? service;
  return offerOf(draft, service, vrf, vrf === defaultVrf ? name : `${name} vrf ${vrf}`);
}

const idle = ({ draft, service }: ServiceContext, statement: Statement): boolean => {
  const minutes = decimal(statement.words[1]);
  if (minutes === null && !statement.negated) return false;
  const seconds = statement.negated || minutes === 0 || minutes === null ? null : minutes * 60;
  draft.numbers.set(`${service} idle`, readAt(seconds, statement));
  return true;
};

const accessStatements = [
  on<ServiceContext>("shutdown", enabled),
  on<ServiceContext>(["ip access-group", "ipv6 access-group"], accessGroup),
];

const vrfTable = table<ServiceContext>([...accessStatements, skip("exit", "exit")]);

/** "vrf NAME" of a service: whether and to whom it is offered there. */
const inVrf = (context: ServiceContext, statement: Statement): boolean => {
  const name = statement.words[1];
  if (name === undefined || statement.negated) {
    for (const child of statement.children) context.ledger.leave(child.line, serviceTouches);
    return false;
  }
  const offer = vrfOffer(context.draft, context.service, name);
  offer.at.push(...wholePlace(statement));
  readStatements({ ...context, offer }, statement.children, vrfTable, serviceTouches);
  return true;
};

const sshNumber =
  (name: string, at: number) =>
  ({ draft }: ServiceContext, statement: Statement): boolean => {
    const value = decimal(statement.words[at]);
    if (value === null || statement.negated) return false;
    draft.numbers.set(name, readAt(value, statement));
    return true;
  };

const sshList =
  (name: string, from: number) =>
  ({ draft }: ServiceContext, statement: Statement): boolean => {
    const names = statement.words.slice(from);
    if (names.length === 0 || statement.negated) return false;
    draft.lists.set(name, readAt(names, statement));
    return true;
  };

/** "management ssh", "management telnet" and "management console" (EOS User Manual, "Session Management Commands"). */
const terminalTable = table<ServiceContext>([
  // Outside of "vrf" it holds for every VRF that has no word of its own.
  on("shutdown", (context, statement) => {
    const { draft, service } = context;
    const offer = offerOf(draft, `${service}-server`, defaultVrf, `management ${service}`);
    return enabled({ ...context, offer }, statement);
  }),
  on(["ip access-group", "ipv6 access-group"], accessGroup),
  block("vrf", inVrf),
  on("idle-timeout", idle),
  on(["server-port", "port"], (context, statement) => {
    const port = decimal(statement.words[1]);
    if (port === null || statement.negated) return false;
    context.draft.numbers.set(`${context.service} port`, readAt(port, statement));
    return true;
  }),
  on("cipher", sshList("ssh ciphers", 1)),
  on("mac", sshList("ssh macs", 1)),
  on("key-exchange", sshList("ssh key-exchange", 1)),
  on("hostkey server", sshList("ssh hostkeys", 2)),
  on("login timeout", sshNumber("ssh login timeout", 2)),
  on("fips restrictions", ({ draft }, statement) => {
    draft.switches.set("ssh fips", readAt(!statement.negated, statement));
  }),
  on(["authentication mode", "authentication protocol", "authentication empty-passwords"], ({ draft }, statement) => {
    draft.lists.set(statement.words.slice(0, 2).join(" "), readAt(statement.words.slice(2), statement));
    return !statement.negated;
  }),
  skip("session-limits", "connection limit", "connection per-host", "session timeout"),
  skip(
    "ssh-details",
    "client-alive",
    "hostkey client",
    "known-hosts",
    "log-level",
    "qos dscp",
    "rekey",
    "verify-dns",
    "tunnel",
    "trusted-ca",
    "user-keys",
    "password-auth prompt",
  ),
  skip("exit", "exit"),
]);

function terminal(draft: Draft, statement: Statement): boolean {
  const [, service = ""] = statement.words;
  if (statement.negated || statement.words.length !== 2) {
    for (const child of statement.children) draft.ledger.leave(child.line, serviceTouches);
    return false;
  }
  const context = { ledger: draft.ledger, draft, service, offer: vrfOffer(draft, service, defaultVrf) };
  readStatements(context, statement.children, terminalTable, ["management.logins", ...serviceTouches]);
  return true;
}

/** "[no] protocol http|https [localhost] [port N]" and what else is said of the web server. */
function protocol({ draft }: ServiceContext, statement: Statement): boolean {
  const [, name = "", word, value] = statement.words;
  if (name === "unix-socket") return true;
  if (name !== "http" && name !== "https") return false;
  if (word === "localhost") return name === "http";
  if (word === "port") {
    const port = decimal(value);
    if (port === null || statement.negated) return false;
    draft.numbers.set(`${name} port`, readAt(port, statement));
    draft.switches.set(`protocol ${name}`, readAt(true, statement));
    return statement.words.length === 4;
  }
  if (name === "https" && word === "ssl") {
    const profile = statement.words[4];
    if (profile === undefined || statement.negated || value !== "profile") return false;
    draft.lists.set("https profile", readAt([profile], statement));
    return true;
  }
  if (name === "https" && word === "certificate") return !statement.negated;
  if (name === "https" && (word === "cipher" || word === "mac" || word === "key-exchange")) {
    if (statement.negated) return false;
    draft.lists.set(`https ${word}`, readAt(statement.words.slice(3), statement));
    return true;
  }
  if (word !== undefined) return false;
  draft.switches.set(`protocol ${name}`, readAt(!statement.negated, statement));
  return true;
}

/** "management api http-commands" (EOS User Manual, "management api http-commands"). */
const webTable = table<ServiceContext>([
  on("shutdown", enabled),
  block("vrf", inVrf),
  on("protocol", protocol),
  // Which other agents share the web server, and how pages may be framed: no session of their own.
  skip("web-details", "cors", "qos dscp", "default-services", "content", "log-level", "csp"),
  on("session timeout", ({ draft }, statement) => {
    const minutes = decimal(statement.words[2]);
    if (minutes === null || statement.negated) return false;
    draft.numbers.set("http-commands idle", readAt(minutes === 0 ? null : minutes * 60, statement));
    return true;
  }),
  skip("exit", "exit"),
]);

function webCommands(draft: Draft, statement: Statement): boolean {
  if (statement.negated) return false;
  const service = "http-commands";
  const offer = offerOf(draft, "http-server", defaultVrf, "management api http-commands");
  readStatements({ ledger: draft.ledger, draft, service, offer }, statement.children, webTable, serviceTouches);
  return true;
}

/** One transport of gNMI, NETCONF or RESTCONF. */
const transportTable = table<ServiceContext>([
  ...accessStatements,
  on("port", ({ offer }, statement) => {
    const port = decimal(statement.words[1]);
    if (port === null || statement.negated) return false;
    offer.port = readAt(port, statement);
    return true;
  }),
  on("vrf", ({ offer }, statement) => {
    const vrf = statement.words[1];
    if (vrf === undefined || statement.negated) return false;
    offer.vrf = readAt(vrf, statement);
    return true;
  }),
  on("ssl profile", ({ offer }, statement) => {
    const profile = statement.words[2];
    if (profile === undefined && !statement.negated) return false;
    offer.profile = statement.negated || profile === undefined ? undefined : readAt(profile, statement);
    return true;
  }),
  skip(
    "transport-details",
    "authorization requests",
    "notification timestamp",
    "accounting requests",
    "qos dscp",
    "certificate username",
    "credentials",
    "metadata username",
  ),
  skip("exit", "exit"),
]);

const programmingTable = table<ServiceContext>([
  block(["transport grpc", "transport ssh", "transport https"], (context, statement) => {
    const name = statement.words[2];
    if (name === undefined || statement.negated) {
      for (const child of statement.children) context.ledger.leave(child.line, serviceTouches);
      return false;
    }
    const { draft, service } = context;
    const instance = `management api ${service} ${statement.words.join(" ")}`;
    const offer = offerOf(draft, service, statement.words.slice(1).join(" "), instance);
    offer.at.push(...wholePlace(statement));
    readStatements({ ...context, offer }, statement.children, transportTable, serviceTouches);
    return true;
  }),
  // The device dials out through a tunnel and listens nowhere.
  skipBlock("outgoing-tunnel", "transport grpc-tunnel"),
  skip("providers", "provider", "operation set persistence"),
  skip("exit", "exit"),
]);

/** Some releases do not indent what belongs to a transport. */
function underTransports(statements: readonly Statement[]): readonly Statement[] {
  const found: Statement[] = [];
  for (const statement of statements) {
    const last = found.at(-1);
    const [word = ""] = statement.words;
    const follows = last?.words[0] === "transport" && !["transport", "provider", "operation"].includes(word);
    if (last === undefined || !follows) found.push(statement);
    else {
      const { line, indent, words, negated } = last;
      found[found.length - 1] = {
        line,
        last: last.last,
        indent,
        words,
        negated,
        children: [...last.children, statement],
      };
    }
  }
  return found;
}

function programming(draft: Draft, statement: Statement): boolean {
  const service = statement.words[2] ?? "";
  if (statement.negated) return statement.children.length === 0;
  // Without a transport there is none: an offer that is never kept takes what is said outside of them.
  const nowhere = { ...vrfOffer(draft, "none", service), sources: [], sourcesAt: [] };
  draft.offers.delete(`none ${service}`);
  const context = { ledger: draft.ledger, draft, service, offer: nowhere };
  readStatements(context, underTransports(statement.children), programmingTable, serviceTouches);
  return true;
}

/** "system control-plane": the list that packets to the device's own processes pass. */
const controlPlaneTable = table<ServiceContext>([
  ...accessStatements,
  skip("tcp-details", "tcp mss"),
  skip("exit", "exit"),
]);

function controlPlane(draft: Draft, statement: Statement): boolean {
  if (statement.negated) return false;
  const service = "control-plane";
  const offer = vrfOffer(draft, service, defaultVrf);
  readStatements({ ledger: draft.ledger, draft, service, offer }, statement.children, controlPlaneTable, [
    "management.services",
    "acls",
    "objects",
  ]);
  return true;
}

export const managementStatements = [
  block<Draft>(["management ssh", "management telnet", "management console"], terminal),
  block<Draft>("management api http-commands", webCommands),
  block<Draft>(["management api gnmi", "management api netconf", "management api restconf"], programming),
  block<Draft>(["system control-plane", "control-plane"], controlPlane),
  ...securityStatements,
  block<Draft>("management accounts", (draft, statement) => {
    for (const child of statement.children) {
      const [first, second, name] = child.words;
      if (first === "password" && second === "policy" && name !== undefined && !child.negated) {
        draft.lists.set("password policy", readAt([name], child));
        draft.ledger.read(child.line);
      } else draft.ledger.leave(child.line, ["passwords", "users"]);
    }
  }),
  skipBlock("management-models", "management api models"),
  skipBlock("cvx-client", "management cvx"),
  skipBlock("cloud-client", "management client api"),
  touching([...serviceTouches, "management.logins", "users", "passwords", "aaa"], "management"),
  touching(serviceTouches, "management api"),
  touching(["management.services", "acls", "objects"], "system", "control-plane"),
];
