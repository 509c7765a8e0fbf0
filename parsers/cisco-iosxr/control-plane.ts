import type { ControlPlane, ManagementInterface } from "../../src/model/control-plane.ts";
import { joinRanges, read, unknownFact, byDefault, type Fact } from "../../src/model/fact.ts";
import type { SourceRestriction } from "../../src/model/management.ts";
import type { Statement } from "../lib/indented.ts";
import { ipv4Prefix, ipv4Match, ipv4Number, ipv6Host, ipv6Prefix } from "../lib/cisco/addresses.ts";
import { placeOf, wholePlace } from "../lib/cisco/places.ts";
import { block, on, touching, type Touches } from "../lib/statements.ts";
import type { Draft } from "./draft.ts";

const planeTouches: Touches = ["management.services", "management.logins", "snmp", "interfaces"];

/** "control-plane", "management-plane" ("Management Plane Protection Commands", System Security Command Reference). */
export const controlPlaneStatements = [
  block<Draft>("control-plane", (draft, statement) => {
    if (statement.words.length > 1) return false;
    for (const child of statement.children) {
      if (child.negated || child.words.join(" ") !== "management-plane") leaveBlock(draft, child);
      else {
        draft.managementPlane.push(...wholePlace(child));
        draft.ledger.read(child.line);
        for (const band of child.children) readBand(draft, band);
      }
    }
    return !statement.negated;
  }),
  // Policers of what LPTS hands to the processor: they limit rates, and let nothing in that was shut out.
  block<Draft>("lpts", (draft, statement) => {
    draft.lpts.push(...wholePlace(statement));
    readAll(draft, statement.children);
  }),
  on<Draft>("lpts punt", (draft, statement) => {
    draft.lpts.push(...placeOf(statement));
  }),
  touching(planeTouches, "control-plane", "lpts"),
];

function readAll(draft: Draft, statements: readonly Statement[]): void {
  for (const statement of statements) {
    draft.ledger.readRange(statement.line, statement.last);
    readAll(draft, statement.children);
  }
}

function leaveBlock(draft: Draft, statement: Statement): void {
  draft.ledger.leave(statement.line, planeTouches);
  for (const child of statement.children) leaveBlock(draft, child);
}

function readBand(draft: Draft, band: Statement): void {
  const words = band.words.join(" ");
  if (band.negated || (words !== "inband" && words !== "out-of-band")) {
    leaveBlock(draft, band);
    return;
  }
  draft.ledger.read(band.line);
  for (const child of band.children) {
    const [word, name] = child.words;
    if (word === "interface" && name !== undefined && !child.negated) readInterface(draft, child);
    else if (word === "vrf" && words === "out-of-band" && !child.negated && child.children.length === 0)
      draft.ledger.read(child.line);
    else leaveBlock(draft, child);
  }
}

function readInterface(draft: Draft, statement: Statement): void {
  const name = statement.words.slice(1).join("");
  draft.ledger.read(statement.line);
  for (const allow of statement.children) {
    const [word, protocol, peer] = allow.words;
    const known = word === "allow" && protocol !== undefined && !allow.negated && allow.words.length <= 3;
    if (!known || (peer !== undefined && peer !== "peer")) {
      leaveBlock(draft, allow);
      continue;
    }
    draft.ledger.read(allow.line);
    const peers = allow.children.flatMap((child) => readPeers(draft, child));
    const allowed: ManagementInterface = {
      interface: name,
      protocols: [protocol.toLowerCase()],
      sources: allow.children.length === 0 && peer === undefined ? [] : peers,
      at: wholePlace(allow),
    };
    draft.managementInterfaces.push(allowed);
  }
}

/** "peer" with addresses under it, or the addresses themselves where "allow X peer" stands on one line. */
function readPeers(draft: Draft, statement: Statement): readonly SourceRestriction[] {
  if (statement.negated) {
    leaveBlock(draft, statement);
    return [];
  }
  if (statement.words.length === 1 && statement.words[0] === "peer") {
    draft.ledger.read(statement.line);
    return statement.children.flatMap((child) => readPeers(draft, child));
  }
  const [word, family, address] = statement.words;
  const prefix = word === "address" && address !== undefined ? prefixOf(family, address) : null;
  if (prefix === null || statement.children.length > 0) {
    leaveBlock(draft, statement);
    return [];
  }
  draft.ledger.read(statement.line);
  return [{ kind: "prefix", prefix }];
}

function prefixOf(family: string | undefined, text: string): string | null {
  if (family !== "ipv4" && family !== "ipv6") return null;
  if (family === "ipv6") {
    const match = text.includes("/") ? ipv6Prefix(text) : ipv6Host(text);
    return match?.kind === "prefix" ? match.prefix : match?.kind === "any" ? "::/0" : null;
  }
  const host = ipv4Number(text);
  const match = host === null ? ipv4Prefix(text) : ipv4Match(host, 0);
  return match?.kind === "prefix" ? match.prefix : match?.kind === "any" ? "0.0.0.0/0" : null;
}

/**
 * Once management-plane protection is configured a protocol comes in by the interfaces named for it and by the
 * Ethernet ports of the route processors alone ("Implementing Management Plane Protection", System Security
 * Configuration Guide): these take every protocol from anyone, and stand here without a line of their own.
 */
export function controlPlaneOf(draft: Draft): ControlPlane | undefined {
  if (draft.managementPlane.length === 0 && draft.lpts.length === 0) return undefined;
  const at = joinRanges(draft.lpts);
  const policers = {
    name: "lpts pifib hardware police",
    at,
    classes: unknownFact("The policers of LPTS are not followed.", at),
  };
  return {
    policies: draft.lpts.length === 0 ? [] : [policers],
    managementInterfaces:
      draft.managementInterfaces.length === 0 ? [] : [...draft.managementInterfaces, ...processorPorts(draft)],
    inspectedZones: [],
  };
}

function processorPorts(draft: Draft): readonly ManagementInterface[] {
  const at = joinRanges(draft.managementPlane);
  return [...draft.interfaces.keys()]
    .filter((name) => /^MgmtEth/i.test(name) && !draft.managementInterfaces.some((each) => each.interface === name))
    .map((name) => ({ interface: name, protocols: ["all"], sources: [], at }));
}

/** Where a protocol of management-plane protection is offered. */
export function offeredOn(draft: Draft, protocol: string): Fact<"all" | readonly string[]> {
  const known = draft.offered.get(protocol) ?? offering(draft, protocol);
  draft.offered.set(protocol, known);
  return known;
}

function offering(draft: Draft, protocol: string): Fact<"all" | readonly string[]> {
  if (draft.managementInterfaces.length === 0)
    return byDefault(
      "all",
      'IOS XR: every interface unless "management-plane" ("Management Plane Protection Commands")',
    );
  const at = joinRanges(draft.managementPlane);
  const named = draft.managementInterfaces.filter(
    ({ protocols }) => protocols.includes(protocol) || protocols.includes("all"),
  );
  if (!protectedByAll.has(protocol) && named.length === 0)
    return unknownFact(`Whether management-plane protection knows ${protocol} depends on the release.`, at);
  if (named.some((each) => each.interface === "all")) return read("all", at);
  return read([...new Set([...named, ...processorPorts(draft)].map((each) => each.interface))], at);
}

/** Protocols that management-plane protection knows since 3.5; XML and NETCONF joined later. */
const protectedByAll: ReadonlySet<string> = new Set(["ssh", "telnet", "snmp", "tftp", "http"]);
