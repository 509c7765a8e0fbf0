import { parsers } from "../../parsers/index.ts";
import { anyPacket, type Conditions } from "../../src/acl/sets/conditions.ts";
import { filterOfAcl, filterOfPolicies, type Filter } from "../../src/acl/filter.ts";
import { namedGroups } from "../../src/acl/named-groups.ts";
import { packetsWhere, type Answer, type Region } from "../../src/acl/packets-where.ts";
import { blockText } from "../../src/acl/text/block-text.ts";
import { packetText } from "../../src/acl/text/packet-text.ts";
import { prepare } from "../../src/acl/decide.ts";
import type { FragmentKind } from "../../src/model/acl.ts";
import type { DeviceConfig } from "../../src/model/device-config.ts";

/** A text as the parser of its language reads it; nothing may be left unread that could change a list. */
export function configOf(os: string, text: string): DeviceConfig {
  const parser = parsers.find(({ id }) => id === os);
  if (parser === undefined) throw new Error(`No parser of ${os}.`);
  return parser.parse(text).config;
}

/** The list of that name as a filter. */
export function aclNamed(config: DeviceConfig, name: string): Filter {
  const acl = config.aclSets.find((each) => each.name === name);
  const filter = acl === undefined ? null : filterOfAcl(acl, namedGroups(config));
  if (filter === null) throw new Error(`No list "${name}".`);
  return filter;
}

export function policiesOf(config: DeviceConfig): Filter {
  return filterOfPolicies(config.firewallPolicies, namedGroups(config), "policies");
}

/** What one filter permits and the other denies, as blocks in words; witnesses that the two do not decide so. */
export interface Difference {
  readonly blocks: { readonly onlyFirst: readonly string[]; readonly onlySecond: readonly string[] };
  readonly wrongWitnesses: readonly string[];
}

/** Compares two filters on packets of a family and of some kinds of fragment; nothing may be uncertain or left out. */
export function difference(
  first: Filter,
  second: Filter,
  family: 4 | 6,
  fragments: readonly FragmentKind[],
  zones: Pick<Conditions, "fromZones" | "toZones"> = anyPacket,
): Difference {
  const everywhere = { include: [{ kind: "any", family } as const], exclude: [] };
  const { fromZones, toZones } = zones;
  const within = { ...anyPacket, sources: everywhere, destinations: everywhere, fragments, fromZones, toZones };
  const onlyFirst = permittedBy(first, second, within);
  const onlySecond = permittedBy(second, first, within);
  return {
    blocks: { onlyFirst: textOf(onlyFirst), onlySecond: textOf(onlySecond) },
    wrongWitnesses: [...wrong(onlyFirst.regions, first, second), ...wrong(onlySecond.regions, second, first)],
  };
}

function permittedBy(one: Filter, other: Filter, within: Conditions): Answer {
  const asked = [
    { filter: one, action: "permit" },
    { filter: other, action: "deny" },
  ] as const;
  const answer = packetsWhere(asked, [within]);
  const { uncertain, complete } = answer;
  if (!complete) throw new Error("The comparison stopped at its bound.");
  if (uncertain.length > 0) throw new Error(`Uncertain: ${uncertain.flatMap(({ why }) => why).join("; ")}`);
  return answer;
}

function textOf(answer: Answer): string[] {
  return answer
    .blocks()
    .map((block) => blockText(block))
    .sort((a, b) => (a < b ? -1 : 1));
}

function wrong(regions: readonly Region[], one: Filter, other: Filter): string[] {
  const [permits, denies] = [prepare(one), prepare(other)];
  if (permits === null || denies === null) throw new Error("The filters cannot be prepared.");
  return regions
    .map(({ witness }) => witness)
    .filter((packet) => permits.decide(packet)?.action !== "permit" || denies.decide(packet)?.action !== "deny")
    .map(packetText);
}

/** How many regions the two decide apart for certain, and why of the rest nobody can say. */
export function undecided(
  first: Filter,
  second: Filter,
): { readonly regions: number; readonly why: readonly string[] } {
  const answers = [
    [first, second],
    [second, first],
  ].map(([one, other]) => {
    if (one === undefined || other === undefined) throw new Error("Two filters are compared.");
    const asked = [
      { filter: one, action: "permit" },
      { filter: other, action: "deny" },
    ] as const;
    return packetsWhere(asked, [anyPacket]);
  });
  return {
    regions: answers.flatMap(({ regions }) => regions).length,
    why: [...new Set(answers.flatMap(({ uncertain }) => uncertain.flatMap(({ why }) => why)))],
  };
}
