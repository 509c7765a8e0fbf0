import type { NamedList } from "../acl/named-lists.ts";
import { zoneNames, type Zones } from "../acl/sets/conditions.ts";
import { nearest } from "../profiles/nearest.ts";
import type { AclInput } from "./acl-input.ts";
import { UsageError } from "./exit-codes.ts";

/** Names that a device has without stating them. */
const unstated = new Set(["junos-host"]);

/**
 * Throws UsageError where somebody asks firewall policies about a zone that the device does not have, or about an interface
 * by its own name where policies know it by its zone: no policy would match, which says nothing of any packet. Where a
 * part of the configuration is missing, any name may be right.
 */
export function checkZoneNames(input: AclInput, list: NamedList, from: Zones, to: Zones): void {
  const { interfaces } = input.device;
  if (list.kind !== "firewall policies" || interfaces.length === 0 || input.doubtOver(list) !== null) return;
  const named = new Set(
    list.filter.clauses.flatMap(({ conditions }) => [
      ...zoneNames(conditions.fromZones),
      ...zoneNames(conditions.toZones),
    ]),
  );
  const zones = interfaces.flatMap(({ zone }) => (zone === null ? [] : [zone]));
  for (const [word, asked] of [
    ["from", from],
    ["to", to],
  ] as const)
    for (const name of zoneNames(asked)) {
      if (named.has(name) || zones.includes(name) || unstated.has(name)) continue;
      const own = interfaces.find((each) => each.name === name);
      if (own === undefined) throw new UsageError(unknownZone(`${word}=${name}`, name, [...named, ...zones]));
      if (own.zone !== null)
        throw new UsageError(
          `${word}=${name}: policies know the interface ${name} by its zone: write ${word}=${own.zone}.`,
        );
    }
}

function unknownZone(written: string, name: string, known: readonly string[]): string {
  const near = nearest(name, new Set(known));
  const some = [...new Set(known)].slice(0, 8).join(", ");
  return `${written}: there is no such zone or interface. ${near === null ? `Policies name ${some}.` : `Did you mean ${near}?`}`;
}
