import type { DeviceConfig } from "../../model/device-config.ts";
import { joinRanges, read, type LineRange } from "../../model/fact.ts";
import type { SourceRestriction } from "../../model/management.ts";
import { anyPacket } from "../sets/conditions.ts";
import { packetsWhere } from "../packets-where.ts";
import { reasonText, type ReachStep } from "../reach/layer.ts";
import { openingService } from "../reach/opening.ts";
import { aclOf, restrictedWay } from "../reach/restrictions.ts";
import { joinedAddresses, shareOf } from "../reach/source-set.ts";

/** Whom restrictions by source let in, by themselves and whatever else stands in the way. */
export interface Admitted {
  /** Part of all addresses of the family that gets in for certain, from 0 to 1. */
  readonly share: number;
  /** The same with what nobody can say counted in. */
  readonly possibleShare: number;
  readonly why: readonly string[];
  /** What lets a packet in; null where nothing does for certain. */
  readonly step: ReachStep | null;
  /** How it lets everything in where no list does: one that is not there, or none for this family. */
  readonly gap: { readonly list: string | null } | null;
  /** Lines of the lists that are named. */
  readonly at: readonly LineRange[];
}

/** The sources of a family that some restrictions let in to one of the ports; any one of them is enough. */
export function admittedSources(
  device: DeviceConfig,
  sources: readonly SourceRestriction[],
  family: 4 | 6,
  traffic: { readonly protocol: 6 | 17; readonly ports: readonly number[] },
): Admitted {
  const lists = sources.filter((source) => source.kind === "acl");
  const own = lists.filter((list) => isFor(list, family));
  const others = sources.filter(({ kind }) => kind !== "acl");
  // Where lists are named, but none for this family, nothing restricts it.
  const parts = [...own.map((list) => [list]), ...(others.length > 0 ? [others] : own.length === 0 ? [[]] : [])];
  const within = {
    ...anyPacket,
    ...openingService(traffic.protocol, traffic.ports),
    sources: { include: [{ kind: "any", family } as const], exclude: [] },
  };
  const certain: string[] = [];
  const possible: string[] = [];
  const why: string[] = [];
  let step: ReachStep | null = null;
  let gap: Admitted["gap"] = null;
  for (const part of parts) {
    const way = restrictedWay(device, "service", "the restriction", read(part, []), family);
    const { regions, uncertain, complete, blocks } = packetsWhere(way.questions, [within]);
    const found = blocks().flatMap((block) => block.sources);
    certain.push(...found);
    possible.push(...found, ...uncertain.flatMap(({ block }) => block.sources), ...(complete ? [] : ["any"]));
    why.push(...uncertain.flatMap((region) => region.why.map(reasonText)));
    const [first] = regions;
    const [source] = part;
    if (way.questions.length === 0) gap ??= { list: source?.kind === "acl" ? source.name : null };
    if (first !== undefined) step ??= way.said[0] ?? way.questions[0]?.tell(first.deciders[0] ?? null) ?? null;
  }
  const share = (texts: readonly string[]): number => {
    const joined = joinedAddresses(texts, family);
    return joined === null ? 1 : shareOf(joined, family);
  };
  const at = sources.flatMap((source) => placesOf(device, source));
  return {
    share: share(certain),
    possibleShare: share(possible),
    why: [...new Set(why)],
    step,
    gap,
    at: joinRanges(at),
  };
}

function isFor(source: Extract<SourceRestriction, { readonly kind: "acl" }>, family: 4 | 6): boolean {
  return source.family === "both" || source.family === (family === 4 ? "ipv4" : "ipv6");
}

function placesOf(device: DeviceConfig, source: SourceRestriction): readonly LineRange[] {
  if (source.kind === "prefix") return [];
  if (source.kind === "prefix-list")
    return device.addressGroups.filter(({ name }) => name === source.name).flatMap(({ at }) => at);
  return ([4, 6] as const).flatMap((family) => aclOf(device, source.name, family)?.at ?? []);
}
