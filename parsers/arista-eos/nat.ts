import { anyAddress, anyPort, anyService, type AddressSpec, type ServiceMatch } from "../../src/model/address.ts";
import { byDefault, joinRanges, read, type Fact } from "../../src/model/fact.ts";
import type { Nat, NatRule } from "../../src/model/nat.ts";
import { decimal } from "../lib/cisco/addresses.ts";
import { use } from "../lib/cisco/objects.ts";
import { placeOf } from "../lib/cisco/places.ts";
import {
  addressSpecOf,
  poolsOf,
  poolSpec,
  protocolNumber,
  unknownSpec,
  type Pools,
} from "../lib/cisco/translations.ts";
import type { Statement } from "../lib/indented.ts";
import { block, on, readStatements, skip, skippedIn, table, touching, type Touches } from "../lib/statements.ts";
import type { Draft, InterfaceDraft } from "./draft.ts";

/**
 * Which packets are translated is told in the ingress pipeline, and they are rewritten in the egress one ("Dynamic NAT
 * profiles", EOS TOI): lists bound inbound judge what came in. Of lists bound outbound no manual tells.
 */
const order = { policyDestination: "original", policySource: "original" } as const;

const natTouches: Touches = ["policies", "objects"];

interface BlockContext {
  readonly ledger: Draft["ledger"];
  readonly draft: Draft;
  readonly profile: string;
}

const poolTable = table<BlockContext>([
  on(["range", "port range"], (_, { words, negated }) => words.length >= 3 && !negated),
  skip("translation-limits", "utilization", "exit"),
]);

const profileTable = table<BlockContext>([
  on("ip nat", ({ draft, profile }, statement) => keep(draft, statement, { profile })),
  skip("translation-limits", "exit"),
]);

/** Keeps "ip nat source …" and "ip nat destination …"; anything else is not understood. */
function keep(draft: Draft, statement: Statement, holder: { interface?: string; profile?: string }): boolean {
  const parts = statement.negated ? null : partsOf(statement);
  if (parts === null) return false;
  draft.translations.push({ statement, ...holder });
  const at = parts.rest.indexOf("access-list");
  const by =
    holder.interface === undefined ? `ip nat profile ${holder.profile ?? ""}` : `interface ${holder.interface} ip nat`;
  if (at >= 0) use(draft, "acl", parts.rest[at + 1], statement, by);
  return true;
}

/** "ip nat" of an interface (EOS User Manual, "Network Address Translation"). */
export const interfaceTranslations = [
  on<InterfaceDraft>("ip nat", ({ draft, name }, statement) => keep(draft, statement, { interface: name })),
  on<InterfaceDraft>("ip nat service-profile", ({ draft, name }, statement) => {
    const profile = statement.words[3];
    if (profile === undefined || statement.negated) return false;
    draft.natProfiles.set(name, profile);
    return true;
  }),
];

export const natStatements = [
  block<Draft>("ip nat pool", (draft, statement) => {
    if (statement.negated) return false;
    draft.natPools.push(statement);
    readStatements({ ledger: draft.ledger, draft, profile: "" }, statement.children, poolTable, natTouches);
    return true;
  }),
  block<Draft>("ip nat profile", (draft, statement) => {
    const profile = statement.words[3];
    if (profile === undefined || statement.negated) return false;
    readStatements({ ledger: draft.ledger, draft, profile }, statement.children, profileTable, natTouches);
    return true;
  }),
  skip("translation-limits", "ip nat translation", "ip nat kernel", "ip nat metadata", "ip nat synchronization"),
  touching(natTouches, "ip nat"),
];

interface Parts {
  readonly end: "source" | "destination";
  readonly direction: "ingress" | "egress";
  readonly how: "static" | "dynamic";
  readonly rest: readonly string[];
}

/** "ip nat source|destination [ingress|egress] static|dynamic … [comment TEXT]": sources are translated on leaving unless it is said, destinations on entering. */
function partsOf({ words }: Statement): Parts | null {
  const comment = words.indexOf("comment");
  const [, , end, ...after] = comment < 0 ? words : words.slice(0, comment);
  if (end !== "source" && end !== "destination") return null;
  const stated = after[0] === "ingress" || after[0] === "egress" ? after[0] : null;
  const [how, ...rest] = stated === null ? after : after.slice(1);
  if ((how !== "static" && how !== "dynamic") || rest.length < 2) return null;
  return { end, direction: stated ?? (end === "source" ? "egress" : "ingress"), how, rest };
}

export function natOf(draft: Draft): Fact<Nat> {
  const { translations, natProfiles } = draft;
  if (translations.length === 0) return byDefault({ rules: [], ...order }, 'EOS: translates nothing unless "ip nat"');
  const pools = poolsOf(draft.natPools);
  const users = Map.groupBy(natProfiles.keys(), (name) => natProfiles.get(name) ?? "");
  const rules = translations.flatMap((each) => {
    const parts = partsOf(each.statement);
    const zones = each.interface === undefined ? (users.get(each.profile ?? "") ?? []) : [each.interface];
    return parts === null ? [] : [ruleOf(each.statement, parts, zones, pools)];
  });
  return read({ rules, ...order }, joinRanges(translations.flatMap(({ statement }) => placeOf(statement))));
}

function ruleOf(statement: Statement, parts: Parts, zones: readonly string[], pools: Pools): NatRule {
  const { end, direction, how, rest } = parts;
  const { match, service, target, oneWay, unresolved } =
    how === "static" ? staticParts(rest, end) : dynamicParts(rest, pools);
  return {
    name: statement.words.join(" "),
    scope: null,
    kind: oneWay ? end : "both",
    fromZones: direction === "ingress" ? zones : "any",
    toZones: direction === "egress" ? zones : "any",
    source: end === "source" ? match : anyAddress,
    destination: end === "destination" ? match : anyAddress,
    services: [service],
    translatedSource: end === "source" ? target : null,
    translatedDestination: end === "destination" ? target : null,
    // A profile that no interface names translates nothing.
    enabled: zones.length > 0,
    unresolved,
    at: placeOf(statement),
  };
}

interface Meaning {
  readonly match: AddressSpec;
  readonly service: ServiceMatch;
  readonly target: AddressSpec;
  /** No reverse path is installed beside it. */
  readonly oneWay: boolean;
  readonly unresolved: readonly string[];
}

/**
 * "… static ADDRESS [PORT] [access-list LIST] ADDRESS [PORT] [protocol tcp|udp] [group NUMBER]": forward and reverse
 * traffic is translated, and with a group forward traffic alone (same manual, "ip nat source static").
 */
function staticParts(rest: readonly string[], end: Parts["end"]): Meaning {
  const port = decimal(rest[1]);
  const afterMatch = rest.slice(port === null ? 1 : 2);
  const list = afterMatch[0] === "access-list" ? afterMatch.slice(0, 2).join(" ") : null;
  const afterList = list === null ? afterMatch : afterMatch.slice(2);
  const options = optionsOf(afterList.slice(decimal(afterList[1]) === null ? 1 : 2));
  const protocol = protocolNumber(options.get("protocol"));
  const group = options.get("group");
  const unresolved = [
    ...(list === null ? [] : [list]),
    ...(group === undefined ? [] : [`group ${group}`]),
    ...(port !== null && protocol === null ? ["a port without a protocol"] : []),
  ];
  return {
    match: addressSpecOf(rest[0]),
    service: serviceOf(protocol, port, end),
    target: addressSpecOf(afterList[0]),
    oneWay: group !== undefined,
    unresolved,
  };
}

function serviceOf(protocol: number | null, port: number | null, end: Parts["end"]): ServiceMatch {
  if (protocol === null && port === null) return anyService;
  const ports = port === null ? anyPort : ({ kind: "ranges", ranges: [[port, port]] } as const);
  return {
    protocols: protocol === null ? [6, 17] : [protocol],
    sourcePorts: end === "source" ? ports : anyPort,
    destinationPorts: end === "destination" ? ports : anyPort,
    icmp: null,
  };
}

/** "… dynamic access-list LIST pool NAME|overload": which packets are meant the list says. */
function dynamicParts(rest: readonly string[], pools: Pools): Meaning {
  const [word = "", list = "", how = "", pool = ""] = rest;
  return {
    match: unknownSpec(`${word} ${list}`, "what the list permits"),
    service: anyService,
    target: how === "overload" ? unknownSpec("overload", "the interface's address") : poolSpec(how, pool, pools),
    oneWay: true,
    unresolved: word === "access-list" ? [] : [rest.join(" ")],
  };
}

/** "protocol tcp group 1". */
function optionsOf(words: readonly string[]): ReadonlyMap<string, string> {
  const options = new Map<string, string>();
  for (let at = 0; at < words.length; at += 2) options.set(words[at] ?? "", words[at + 1] ?? "");
  return options;
}

export const natSkipped = [...skippedIn(poolTable, "ip nat pool *"), ...skippedIn(profileTable, "ip nat profile *")];
