import { use } from "../lib/cisco/objects.ts";
import { placeOf, readAt, wholePlace } from "../lib/cisco/places.ts";
import type { Statement } from "../lib/indented.ts";
import type { Ledger } from "../lib/ledger.ts";
import { on, readStatements, skip, table, type Touches } from "../lib/statements.ts";
import { defaultVrf, offerOf, type Draft, type OfferDraft } from "./draft.ts";

/** What an unread line of a management service may bear on. */
export const serviceTouches: Touches = ["management.services", "management.ssh", "management.tls", "objects"];

/** A block of one service, and the VRF or transport that is read. */
export interface ServiceContext {
  readonly ledger: Ledger;
  readonly draft: Draft;
  readonly service: string;
  readonly offer: OfferDraft;
}

export const enabled = (context: ServiceContext, statement: Statement): boolean => {
  if (statement.words.length > 1) return false;
  context.offer.enabled = readAt(statement.negated, statement);
  return true;
};

/** "ip|ipv6 access-group NAME [vrf VRF] [in]" ("ip access-group (Service ACLs)", EOS User Manual). */
export const accessGroup = (context: ServiceContext, statement: Statement): boolean => {
  const { draft, service } = context;
  const { words } = statement;
  const name = words[2];
  const rest = words.slice(3).filter((word) => word !== "in");
  const vrf = rest[0] === "vrf" ? rest[1] : undefined;
  if (name === undefined || statement.negated || rest.length > (vrf === undefined ? 0 : 2)) return false;
  const offer = vrf === undefined ? context.offer : vrfOffer(draft, service, vrf);
  // The platform's own list, which holds where no other does.
  if (name.startsWith("default-control-plane-acl")) return service === "control-plane";
  restrict(offer, words[0] === "ipv6" ? "ipv6" : "ipv4", name, statement);
  use(draft, "acl", name, statement, `${offer.instance} ${words.slice(0, 2).join(" ")}`);
  return true;
};

/** A list takes the place of another of its family. */
export function restrict(offer: OfferDraft, family: "ipv4" | "ipv6", name: string, statement: Statement): void {
  const other = offer.sources.findIndex((each) => each.kind === "acl" && each.family === family);
  if (other >= 0) offer.sources.splice(other, 1);
  offer.sources.push({ kind: "acl", name, family });
  offer.sourcesAt.push(...placeOf(statement));
}

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

export const accessStatements = [
  on<ServiceContext>("shutdown", enabled),
  on<ServiceContext>(["ip access-group", "ipv6 access-group"], accessGroup),
];

const vrfTable = table<ServiceContext>([...accessStatements, skip("exit", "exit")]);

/** "vrf NAME" of a service: whether and to whom it is offered there. */
export const inVrf = (context: ServiceContext, statement: Statement): boolean => {
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
