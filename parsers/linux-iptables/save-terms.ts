import type { ConnectionState } from "../../src/model/acl.ts";
import {
  anyAddress,
  anyPort,
  type AddressMatch,
  type AddressSpec,
  type PortMatch,
  type PortRange,
  type ServiceMatch,
} from "../../src/model/address.ts";
import { codePointNames } from "../lib/code-points.ts";
import { decimal } from "../lib/cisco/addresses.ts";
import { addressMatch, familyOf } from "../lib/netfilter/address-spans.ts";
import type { Fragments } from "../lib/netfilter/entries.ts";
import type { InterfaceNames } from "../lib/netfilter/interface-names.ts";
import { icmpMessage } from "../lib/netfilter/icmp-names.ts";
import { portNumber as namedPort } from "../lib/netfilter/port-names.ts";
import { protocolNumber } from "../lib/netfilter/protocol-names.ts";
import {
  asksForHeader,
  ofProtocol,
  ofProtocols,
  portsIn,
  portsOutside,
  protocolsOutside,
} from "../lib/netfilter/services.ts";
import {
  both,
  narrow,
  narrowAddress,
  noTerms,
  withDoubt,
  type GrowingTerms,
  type Terms,
} from "../lib/netfilter/terms.ts";
import { tcpFlagBits, testsOf, tableOf } from "../lib/tcp-flag-tests.ts";
import type { Found, Option } from "./save-options.ts";
import { secretOptions } from "./save-signs.ts";

/** What the conditions of a rule are read against. */
export interface TermContext {
  readonly family: 4 | 6;
  readonly interfaces: InterfaceNames;
  /** Names of the ipsets that the text shows. */
  readonly sets: ReadonlySet<string>;
  readonly fragments: Fragments;
}

type Meaning = Found["meaning"];

type Reader = (option: Option, context: TermContext, protocol: number | null) => Meaning;

/**
 * What all conditions of a rule ask together (iptables(8), "PARAMETERS"; iptables-extensions(8), "MATCH EXTENSIONS").
 * Null: no packet meets them. Options of modules that are not read stay as text: they only ever narrow a rule.
 */
export function termsOf(options: readonly Option[], jump: Option | null, context: TermContext): Terms | null {
  const own = protocolOf(options);
  let terms: Terms = noTerms;
  // Terms that no other rule has; what is found for an option other rules may share.
  let grown: GrowingTerms | null = null;
  let unread = "";
  let header: string | null = null;
  for (const option of options) {
    if (option === jump) continue;
    if (option.name === "-m") {
      if (unread !== "") terms = grown = withDoubt(terms, unread);
      const module = option.values[0] ?? "";
      if (header === null && headerModules.has(module)) header = module;
      unread = option.values.length !== 1 || option.negated || !readModules.has(module) ? textOf(option) : "";
      continue;
    }
    const meaning = meaningOf(option, context, own);
    if (meaning === null) return null;
    if (meaning === noTerms) continue;
    if (typeof meaning === "string") unread = unread === "" ? meaning : `${unread} ${meaning}`;
    else if ("include" in meaning) {
      terms = grown ??= { ...terms };
      if (!narrowAddress(grown, endOf(option.name), meaning)) return null;
    } else if (terms === noTerms) terms = meaning;
    else {
      terms = grown ??= { ...terms };
      if (!narrow(grown, meaning)) return null;
    }
  }
  return withHeader(unread === "" ? terms : withDoubt(terms, unread), header, context);
}

/** Whether it is more than the addresses of one end, which stand alone. */
export function isTerms(meaning: Meaning): meaning is Terms {
  return meaning !== null && typeof meaning !== "string" && "services" in meaning;
}

/** Rules share their options, so that most were read before. */
export function meaningOf(option: Option, context: TermContext, own: number | null): Meaning {
  const { found } = option;
  if (found !== null && found.context === context && found.protocol === own) return found.meaning;
  const reader = readers.get(option.name);
  const meaning = reader === undefined ? textOf(option) : reader(option, context, own);
  option.found = { context, protocol: own, meaning };
  return meaning;
}

/** A module of a transport protocol asks for its header, even where none of its options stands there. */
function withHeader(terms: Terms, module: string | null, { fragments }: TermContext): Terms | null {
  if (module === null || fragments === "whole" || terms.tcpFlags !== null || terms.services.some(asksForHeader))
    return terms;
  if (fragments === "either") return withDoubt(terms, `-m ${module} for later fragments`);
  return both(terms, { ...noTerms, fragments: ["none", "first"] });
}

export const headerModules = new Set(["tcp", "udp", "udplite", "sctp", "dccp", "icmp", "icmp6", "icmpv6", "multiport"]);
export const readModules = new Set([
  ...headerModules,
  "state",
  "conntrack",
  "iprange",
  "comment",
  "set",
  "dscp",
  "tos",
]);

export function textOf({ name, negated, values }: Option): string {
  const shown = secretOptions.has(name) ? values.map(() => "[redacted]") : values;
  return [...(negated ? ["!"] : []), name, ...shown].join(" ");
}

function protocolOf(options: readonly Option[]): number | null {
  for (const { name, negated, values } of options)
    if (name === "-p") return negated ? null : protocolNumber(values[0] ?? "");
  return null;
}

const atSource = ["source"] as const;
const atDestination = ["destination"] as const;
const atEither = ["source", "destination"] as const;

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["-p", protocol],
  ["-s", addresses],
  ["-d", addresses],
  ["--src-range", addresses],
  ["--dst-range", addresses],
  ["-i", (option, { interfaces }) => interfaceTerms(option, "interfaces", interfaces)],
  ["-o", (option, { interfaces }) => interfaceTerms(option, "outInterfaces", interfaces)],
  ["-f", ({ negated }) => ({ ...noTerms, fragments: negated ? ["none", "first"] : ["later"] })],
  ["-4", (_, { family }) => (family === 4 ? noTerms : null)],
  ["-6", (_, { family }) => (family === 6 ? noTerms : null)],
  ["-c", () => noTerms],
  ["--comment", () => noTerms],
  ["--sport", (option, _, own) => ports(option, atSource, own)],
  ["--dport", (option, _, own) => ports(option, atDestination, own)],
  ["--sports", (option, _, own) => ports(option, atSource, own)],
  ["--dports", (option, _, own) => ports(option, atDestination, own)],
  ["--ports", (option, _, own) => ports(option, atEither, own)],
  ["--tcp-flags", tcpFlags],
  ["--syn", (option) => flagTest(fin | syn | rst | ack, syn, option.negated)],
  ["--icmp-type", (option) => icmp(option, 4)],
  ["--icmpv6-type", (option) => icmp(option, 6)],
  ["--state", states],
  ["--ctstate", states],
  ["--match-set", matchSet],
  ["--dscp", (option) => dscp(option, decimalOrHex(option.values[0]))],
  ["--tos", tos],
  ["--dscp-class", (option) => dscp(option, classOf(option.values[0]))],
]);

/** Whether an option asks something of a packet in the words of the model, wherever it stands. */
export function isCondition(name: string): boolean {
  return readers.has(name);
}

function protocol(option: Option): Meaning {
  const word = option.values[0] ?? "";
  if (word === "all" || word === "0") return option.negated ? null : noTerms;
  const number = protocolNumber(word);
  if (number === null || option.values.length !== 1) return textOf(option);
  return {
    ...noTerms,
    services: option.negated ? [ofProtocols(protocolsOutside([number]))] : ofProtocol(number),
  };
}

export function endOf(name: string): "source" | "destination" {
  return name === "-s" || name === "--src-range" ? "source" : "destination";
}

function addresses(option: Option, { family }: TermContext): Meaning {
  const text = option.values[0];
  if (text === undefined || option.values.length > 1) return textOf(option);
  const matches = text.includes(",") ? text.split(",").map(writtenMatch) : [writtenMatch(text)];
  for (const match of matches) if (match.kind !== "unresolved" && familyOf(match) !== family) return textOf(option);
  return addressSpec(matches, option.negated);
}

function writtenMatch(word: string): AddressMatch {
  return (
    addressMatch(word) ?? {
      kind: "unresolved",
      text: word,
      why: "a name that the host looked up when it loaded the rule",
    }
  );
}

function addressSpec(matches: readonly AddressMatch[], negated: boolean): AddressSpec | null {
  // A list holds one family only: every address of it is any.
  const any = matches.some(({ kind }) => kind === "any");
  if (negated && any) return null;
  if (any) return anyAddress;
  return negated
    ? { include: anyAddress.include, exclude: matches }
    : { include: matches, exclude: anyAddress.exclude };
}

function interfaceTerms(option: Option, end: "interfaces" | "outInterfaces", known: InterfaceNames): Meaning {
  const [pattern] = option.values;
  if (pattern === undefined || option.values.length !== 1) return textOf(option);
  if (pattern === "+") return option.negated ? null : noTerms;
  const names = known.matching(pattern, option.negated);
  return names === null ? textOf(option) : { ...noTerms, [end]: names };
}

function ports(option: Option, ends: readonly ("source" | "destination")[], own: number | null): Meaning {
  const ranges = rangesOf(option.values);
  if (ranges === null || own === null) return textOf(option);
  const asked = option.negated ? portsOutside(ranges) : portsIn(ranges);
  if (asked === null) return null;
  const service = (end: "source" | "destination", match: PortMatch): ServiceMatch => ({
    protocols: [own],
    sourcePorts: end === "source" ? match : anyPort,
    destinationPorts: end === "destination" ? match : anyPort,
    icmp: null,
  });
  // "! --ports" holds where neither end is among them.
  if (option.negated && ends.length > 1)
    return { ...noTerms, services: [{ protocols: [own], sourcePorts: asked, destinationPorts: asked, icmp: null }] };
  return { ...noTerms, services: ends.map((end) => service(end, asked)) };
}

/** "22", "1024:65535", ":1023" and lists of them; null where a name is not known or a range runs backwards. */
function rangesOf(values: readonly string[]): readonly PortRange[] | null {
  if (values.length !== 1) return null;
  const ranges: PortRange[] = [];
  for (const part of (values[0] ?? "").split(",")) {
    const colon = part.indexOf(":");
    const low = colon === 0 ? 0 : portNumber(colon < 0 ? part : part.slice(0, colon));
    const high = colon < 0 ? low : colon === part.length - 1 ? 65_535 : portNumber(part.slice(colon + 1));
    if (low === null || high === null || low > high) return null;
    ranges.push([low, high]);
  }
  return ranges;
}

function portNumber(word: string): number | null {
  const port = decimal(word) ?? namedPort(word);
  return port !== null && port <= 65_535 ? port : null;
}

const [fin, syn, rst, ack] = [0x01, 0x02, 0x04, 0x10];
const allFlags = 0x3f;

function tcpFlags(option: Option): Meaning {
  const [mask, value] = option.values.map(flagBits);
  if (mask === undefined || mask === null || value === undefined || value === null || option.values.length !== 2)
    return textOf(option);
  // A bit that is asked for and not looked at is never seen.
  if ((value & ~mask) !== 0) return option.negated ? noTerms : null;
  return flagTest(mask, value, option.negated);
}

function flagBits(text: string): number | null {
  let bits = 0;
  for (const name of text.split(",")) {
    const bit = name === "ALL" ? allFlags : name === "NONE" ? 0 : tcpFlagBits.get(name.toLowerCase());
    if (bit === undefined) return null;
    bits |= bit;
  }
  return bits;
}

function flagTest(mask: number, value: number, negated: boolean): Terms {
  const tests = negated ? testsOf(tableOf((flags) => (flags & mask) !== value)) : [{ mask, value }];
  return { ...noTerms, services: [ofProtocols([6])], tcpFlags: tests };
}

function icmp(option: Option, family: 4 | 6): Meaning {
  const own = family === 4 ? 1 : 58;
  const [word = ""] = option.values;
  // iptables takes type 255 for every type (net/ipv4/netfilter/ip_tables.c, icmp_type_code_match).
  if (word === "any" || word === "255") return option.negated ? null : { ...noTerms, services: [ofProtocols([own])] };
  const message = icmpMessage(word, family);
  if (message === null || option.values.length !== 1) return textOf(option);
  const asked = option.negated ? messagesOutside(message) : [message];
  return { ...noTerms, services: [{ ...ofProtocols([own]), icmp: asked }] };
}

function messagesOutside({
  type,
  code,
}: {
  readonly type: number;
  readonly code: number | null;
}): NonNullable<ServiceMatch["icmp"]> {
  const octets = Array.from({ length: 256 }, (_, each) => each);
  const others = octets.filter((each) => each !== type).map((each) => ({ type: each, code: null }));
  return code === null
    ? others
    : [...others, ...octets.filter((each) => each !== code).map((each) => ({ type, code: each }))];
}

const stateNames: ReadonlyMap<string, ConnectionState> = new Map([
  ["NEW", "new"],
  ["ESTABLISHED", "established"],
  ["RELATED", "related"],
  ["INVALID", "invalid"],
  ["UNTRACKED", "untracked"],
]);

/** States of the connection; SNAT and DNAT are no states but stay text. */
function states(option: Option): Meaning {
  const asked: ConnectionState[] = [];
  for (const word of option.values.length === 1 ? (option.values[0] ?? "").split(",") : []) {
    const state = stateNames.get(word.toUpperCase());
    if (state === undefined) return textOf(option);
    asked.push(state);
  }
  if (asked.length === 0) return textOf(option);
  const all = [...stateNames.values()];
  return { ...noTerms, states: all.filter((state) => asked.includes(state) !== option.negated) };
}

/** "--match-set NAME src": only sets of addresses that the text shows can be read; the others hold nobody knows what. */
function matchSet(option: Option, { sets }: TermContext): Meaning {
  const [name = "", side] = option.values;
  if (option.values.length !== 2 || (side !== "src" && side !== "dst")) return textOf(option);
  const match: AddressMatch = sets.has(name)
    ? { kind: "group", name }
    : { kind: "unresolved", text: `set ${name}`, why: "its members are not in this text" };
  const spec = addressSpec([match], option.negated);
  return spec === null ? null : { ...noTerms, [side === "src" ? "source" : "destination"]: spec };
}

function dscp(option: Option, point: number | null): Meaning {
  if (point === null || option.values.length !== 1) return textOf(option);
  return { ...noTerms, dscp: option.negated ? codePoints.filter((each) => each !== point) : [point] };
}

function decimalOrHex(text = "", most = 63): number | null {
  const value = /^0x[0-9a-f]{1,2}$/i.test(text) ? Number.parseInt(text.slice(2), 16) : decimal(text);
  return value !== null && value <= most ? value : null;
}

/** Names of iptables-extensions(8), "tos"; behind a name the mask is 0x3f ("all but the ECN bits", it says; the code takes the low six). */
const tosNames: ReadonlyMap<string, number> = new Map([
  ["minimize-delay", 0x10],
  ["maximize-throughput", 0x08],
  ["maximize-reliability", 0x04],
  ["minimize-cost", 0x02],
  ["normal-service", 0x00],
]);

/** The octet of code point and ECN: a packet of the model tells the code point alone, so that a test of ECN bits is in doubt. */
function tos(option: Option): Meaning {
  const [text = ""] = option.values;
  const named = tosNames.get(text.toLowerCase());
  const [left, right] = text.split("/");
  const value = named ?? decimalOrHex(left, 0xff);
  const mask = named === undefined ? (right === undefined ? 0xff : decimalOrHex(right, 0xff)) : 0x3f;
  if (value === null || mask === null || option.values.length !== 1) return textOf(option);
  if ((value & ~mask) !== 0) return option.negated ? noTerms : null;
  const asksEcn = (mask & 3) !== 0;
  if (asksEcn && option.negated) return textOf(option);
  const points = codePoints.filter((point) => (((point << 2) & mask) === (value & 0xfc)) !== option.negated);
  if (points.length === 0) return null;
  const terms = { ...noTerms, dscp: points };
  return asksEcn ? withDoubt(terms, textOf(option)) : terms;
}

const codePoints = Array.from({ length: 64 }, (_, each) => each);

/** Classes are written in capitals or small letters; CS0 and BE are the best effort of code point 0. */
function classOf(text = ""): number | null {
  const name = text.toLowerCase();
  return name === "cs0" || name === "be" ? 0 : (codePointNames.get(name) ?? null);
}
