import type { DeviceConfig } from "../../model/device-config.ts";
import { isKnown, joinRanges, type LineRange } from "../../model/fact.ts";
import type { ManagementServiceName } from "../../model/management.ts";
import { addressText } from "../sets/address-text.ts";
import {
  everyAddress,
  isEmpty,
  joined,
  noAddresses,
  prefixesOf,
  rangeOf,
  rangesOfText,
  without,
  type AddressRanges,
  type Family,
} from "../sets/address-ranges.ts";
import type { ListVerdict, Where } from "./assertion.ts";
import { fitsGlob } from "./glob.ts";
import { managementReach, type ManagementReach, type ReachStep } from "../reach/management-reach.ts";

type ManagementWhere = Extract<Where, { kind: "management" }>;

const blank = {
  list: null,
  service: null,
  family: null,
  interface: null,
  direction: null,
  at: [],
  counterexample: null,
  decidedBy: null,
} as const;

/**
 * Whether these sources reach services of the device itself: all that stands in their way together, by each interface.
 * "always" asks of each interface by itself; a service that several instances offer there is reached by any of them.
 */
export function judgeManagement(
  device: DeviceConfig,
  kind: "never" | "always",
  where: ManagementWhere,
): readonly ListVerdict[] {
  const reaches = managementReach(device, { outside: kind === "never" ? outsideOf(where.from) : [] });
  const offered = [...new Set(reaches.map(({ service }) => service))];
  const services = where.services === "any" ? offered : where.services;
  if (services.length === 0)
    return [{ ...blank, outcome: "notApplicable", message: "The device offers no service that is known." }];
  return services.flatMap((service) => {
    const own = reaches.filter((reach) => reach.service === service);
    if (own.length === 0) return [notOffered(device, service, kind)];
    const asked = own.filter((reach) => where.from[reach.family].length > 0 && isThere(reach, where.interfaces));
    if (asked.length === 0) {
      const message = `No packet of these sources comes in for ${service} by an interface that is named.`;
      return [{ ...blank, service, outcome: "notApplicable" as const, message }];
    }
    if (kind === "never") return asked.map(neverReaches);
    const groups = Map.groupBy(asked, (reach) =>
      JSON.stringify([reach.interface, reach.vrf, reach.scope, reach.family]),
    );
    return [...groups.values()].map((group) => alwaysReaches(device, where.from, group));
  });
}

/** Prefixes of everybody else. */
function outsideOf(from: AddressRanges): readonly string[] {
  return prefixesOf(without(everyAddress, from));
}

/** A packet may come in by any interface where the text states none. */
function isThere({ interface: name }: ManagementReach, patterns: readonly string[] | null): boolean {
  return patterns === null || name === "any interface" || patterns.some((pattern) => fitsGlob(pattern, name));
}

/** A service that no way leads to: known to be off, or not known at all. */
function notOffered(device: DeviceConfig, service: ManagementServiceName, kind: "never" | "always"): ListVerdict {
  const { services, logins } = device.management;
  const off = services.filter(({ name, enabled }) => name === service && isKnown(enabled) && !enabled.value);
  const closedLines =
    service === "telnet"
      ? logins.filter(
          ({ kind: line, protocols }) => line === "vty" && isKnown(protocols) && !protocols.value.includes(service),
        )
      : [];
  const at = joinRanges([
    ...off.flatMap(({ enabled }) => ("at" in enabled ? enabled.at : [])),
    ...closedLines.flatMap(({ protocols }) => ("at" in protocols ? protocols.at : [])),
  ]);
  if (off.length + closedLines.length === 0)
    return {
      ...blank,
      service,
      outcome: "notApplicable",
      message: `Nothing in the configuration speaks of ${service}.`,
    };
  return {
    ...blank,
    service,
    at,
    outcome: kind === "never" ? "holds" : "fails",
    message: `The device does not offer ${service}.`,
  };
}

function subjectOf(reach: ManagementReach): Pick<ListVerdict, "service" | "interface" | "direction" | "family"> {
  const { service, interface: name, family } = reach;
  return { service, interface: name, direction: "in", family };
}

/** Who gets through among those that are meant, as the reach was asked for them alone. */
function neverReaches(reach: ManagementReach): ListVerdict {
  const { sources, uncertain, complete, witness, chain, denials, enabled, why } = reach;
  const base = { ...blank, ...subjectOf(reach) };
  if (sources.length > 0) {
    const passed = { ...base, ...decided(chain), counterexample: witness, at: placesOf(chain) };
    const listening = isKnown(enabled) ? "" : ` Whether ${reach.service} listens is not known.`;
    return { ...passed, outcome: "fails", message: `Somebody who must never get there does: ${why}${listening}` };
  }
  const [doubt] = uncertain;
  if (doubt !== undefined)
    return { ...base, outcome: "unknown", message: why, counterexample: doubt.witness, at: placesOf(denials) };
  if (!complete) return { ...base, outcome: "unknown", message: why };
  return {
    ...base,
    ...decided(denials),
    decidedBy: null,
    outcome: "holds",
    message: `None of these sources reaches ${reach.service}.`,
    at: placesOf(denials),
  };
}

/** Whether all that are meant get through by one of the instances. */
function alwaysReaches(device: DeviceConfig, from: AddressRanges, group: readonly ManagementReach[]): ListVerdict {
  const [reach] = group;
  if (reach === undefined) throw new Error("A group has a member.");
  const { service, family } = reach;
  const base = { ...blank, ...subjectOf(reach) };
  const meant: AddressRanges = { ...noAddresses, [family]: from[family] };
  const sure = group.filter(({ enabled }) => isKnown(enabled));
  const left = without(
    meant,
    reachedBy(
      sure.flatMap(({ sources }) => sources),
      family,
    ),
  );
  const at = placesOf(group.flatMap(({ chain }) => chain));
  if (isEmpty(left)) return { ...base, at, outcome: "holds", message: `Each of these sources reaches ${service}.` };
  const perhaps = group.flatMap(({ sources, uncertain }) => [...sources, ...uncertain.flatMap((part) => part.sources)]);
  const shut = perhaps.some((text) => text.includes("wildcard"))
    ? noAddresses
    : without(left, reachedBy(perhaps, family));
  const [first] = shut[family];
  if (first === undefined || group.some(({ complete }) => !complete)) {
    const why = doubtOf(group);
    const message = `Whether each of these sources reaches ${service} cannot be told${why === undefined ? "" : `: ${why}`}.`;
    return { ...base, at, outcome: "unknown", message };
  }
  return { ...base, ...refused(device, reach, first[0]), outcome: "fails" };
}

/** One source that must get through and does not, asked for by itself: what keeps it out, and its packet. */
function refused(
  device: DeviceConfig,
  { service, instance, interface: name, vrf, scope, family, port, protocol, destinations }: ManagementReach,
  source: bigint,
): Pick<ListVerdict, "message" | "counterexample" | "list" | "decidedBy" | "at"> {
  const outside = outsideOf(rangeOf(family, source, source));
  const alone = managementReach(device, { outside }).find(
    (reach) =>
      reach.service === service &&
      reach.instance === instance &&
      reach.interface === name &&
      reach.vrf === vrf &&
      reach.scope === scope &&
      reach.family === family &&
      reach.port === port,
  );
  const denials = alone?.denials ?? [];
  const last = denials.at(-1);
  const text = addressText(family, source);
  const destination = destinations[0]?.split("/")[0] ?? "any";
  const counterexample: ListVerdict["counterexample"] =
    port === null || destination === "any"
      ? null
      : {
          family,
          source: text,
          destination,
          protocol,
          // A port that systems choose for themselves (RFC 6335, 6).
          sourcePort: 49_152,
          destinationPort: port,
          icmp: null,
          tcpFlags: protocol === 6 ? 2 : null,
          fragment: "none",
          dscp: 0,
          fromZone: null,
          toZone: null,
          application: null,
          user: null,
        };
  const message = `Somebody who must always get there does not: ${text} by ${name}${last === undefined ? "" : `, since ${groundOf(last)}`}.`;
  return { message, counterexample, ...decided(denials), at: placesOf(denials) };
}

/** Why a service may not answer or sources may not get through, in the words of a fact. */
function doubtOf(group: readonly ManagementReach[]): string | undefined {
  for (const { enabled, uncertain } of group) {
    const why = "unknown" in enabled ? enabled.unknown : uncertain[0]?.why[0];
    if (why !== undefined) return why.replace(/\.$/, "");
  }
  return undefined;
}

function groundOf({ name, label, default: ground }: ReachStep): string {
  return ground ?? `${name ?? "a list"} denies it${label === null ? "" : ` by entry ${label}`}`;
}

/** What decided last, where an entry did. */
function decided(steps: readonly ReachStep[]): Pick<ListVerdict, "list" | "decidedBy"> {
  const last = steps.findLast(({ label, at }) => label !== null && at.length > 0);
  const list = steps.findLast(({ name }) => name !== null)?.name ?? null;
  return { list, decidedBy: last === undefined ? null : { label: last.label ?? "", at: last.at } };
}

function placesOf(steps: readonly ReachStep[]): readonly LineRange[] {
  return joinRanges(steps.flatMap(({ at }) => at));
}

/** Sources as ranges; a mask that is no prefix is left out, so that less is known to get through, never more. */
function reachedBy(texts: readonly string[], family: Family): AddressRanges {
  return joined(texts.map((text) => rangesOfText(text, family) ?? noAddresses));
}
