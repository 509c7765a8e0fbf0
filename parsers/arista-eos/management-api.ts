import { decimal } from "../lib/cisco/addresses.ts";
import { readAt, wholePlace } from "../lib/cisco/places.ts";
import type { Statement } from "../lib/indented.ts";
import { block, on, readStatements, skip, skipBlock, skippedIn, table } from "../lib/statements.ts";
import { defaultVrf, offerOf, type Draft } from "./draft.ts";
import { accessStatements, enabled, inVrf, serviceTouches, vrfOffer, type ServiceContext } from "./service-context.ts";

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
    if (word === "cipher") draft.lists.set("https cipher", readAt(statement.words.slice(3), statement));
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
  skip("exit", "exit"),
]);

export function webCommands(draft: Draft, statement: Statement): boolean {
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
  // Which certificate a transport shows.
  on("ssl profile", () => true),
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
  let under: Statement[] | null = null;
  for (const statement of statements) {
    const [word = ""] = statement.words;
    if (word === "transport") {
      const { line, last, indent, words, negated } = statement;
      under = [...statement.children];
      found.push({ line, last, indent, words, negated, children: under });
    } else if (under === null || word === "provider" || word === "operation") {
      under = null;
      found.push(statement);
    } else under.push(statement);
  }
  return found;
}

export function programming(draft: Draft, statement: Statement): boolean {
  const service = statement.words[2] ?? "";
  if (statement.negated) return statement.children.length === 0;
  // Without a transport there is none: an offer that is never kept takes what is said outside of them.
  const nowhere = { ...vrfOffer(draft, "none", service), sources: [], sourcesAt: [] };
  draft.offers.delete(`none ${service}`);
  const context = { ledger: draft.ledger, draft, service, offer: nowhere };
  readStatements(context, underTransports(statement.children), programmingTable, serviceTouches);
  return true;
}

export const apiSkipped = [
  ...skippedIn(webTable, "management api http-commands"),
  ...skippedIn(programmingTable, "management api gnmi|netconf|restconf"),
  ...skippedIn(transportTable, "management api gnmi|netconf|restconf transport * *"),
];
