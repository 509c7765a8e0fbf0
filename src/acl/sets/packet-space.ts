import type { FragmentKind, LaterFragments } from "../../model/acl.ts";
import { addressPlaces, type AddressPlaces } from "./address-places.ts";
import type { Box } from "./box.ts";
import { zoneNames, type Addresses, type Conditions, type Zones } from "./conditions.ts";
import { difference, intersection, noNumbers, setOfRanges, type NumberSet } from "./number-set.ts";
import {
  everything,
  serviceBoxes,
  serviceKey,
  usualServiceBox,
  type HeaderBox,
  type ServiceBox,
  type UsualServices,
} from "./service-boxes.ts";

/**
 * What packets differ in. For ICMP the two port dimensions hold type and code. Fields that a packet does not have
 * (ports of OSPF, flags of UDP, everything of a later fragment's transport header) are never asked about. The bytes of
 * both addresses follow where a space needs them (see AddressPlaces).
 */
export const dimensions = [
  "source",
  "destination",
  "protocol",
  "sourcePort",
  "destinationPort",
  "tcpFlags",
  "fragment",
  "dscp",
  "fromZone",
  "toZone",
  "application",
  "user",
] as const;

export const fragmentKinds: readonly FragmentKind[] = ["none", "first", "later"];

/** Fragments that carry the transport header. */
export const withHeader: NumberSet = [0, 1];
export const later: NumberSet = [2, 2];

type NameDimension = "fromZone" | "toZone" | "application" | "user";

/** The addresses of one end of a box or point: the atoms, and the bytes where the space has them. */
export function endOf<T>(whole: readonly T[], end: "source" | "destination"): readonly T[] {
  const place = end === "source" ? 0 : 1;
  const atoms = whole.slice(place, place + 1);
  if (whole.length === dimensions.length) return atoms;
  const bytes = (whole.length - dimensions.length) / 2;
  const start = dimensions.length + place * bytes;
  return [...atoms, ...whole.slice(start, start + bytes)];
}

/** The packets that some conditions can tell apart, and those conditions as boxes of them. */
export interface PacketSpace {
  readonly addresses: AddressPlaces;
  /** Names of a dimension in order; the number after the last one stands for all others. */
  readonly names: Readonly<Record<NameDimension, readonly string[]>>;
  /** Everything a dimension can hold; of the addresses both families. */
  readonly whole: Box;
  /** Conditions as boxes of packets of these families; those that come about only through later fragments apart. */
  compile(conditions: Conditions, how: Compiling): Compiled;
}

export interface Compiling {
  readonly families: readonly (4 | 6)[];
  readonly laterFragments: LaterFragments;
  readonly permits: boolean;
}

export interface Compiled {
  readonly boxes: readonly Box[];
  /** Later fragments that an entry matches though it asks for a header that they do not have. */
  readonly headerless: readonly Box[];
}

/** The space of all conditions that will be compared. */
export function packetSpace(conditions: readonly Conditions[]): PacketSpace {
  const addresses = addressPlaces(addressesOf(conditions));
  const names = {
    fromZone: namesOf(conditions, "fromZones"),
    toZone: namesOf(conditions, "toZones"),
    application: namesOf(conditions, "applications"),
    user: namesOf(conditions, "users"),
  };
  const [line = noNumbers, ...bytes] = addresses.whole;
  const { protocol, port, flags, fragment, dscp } = everything;
  // One set each, by which boxes that ask for no name are known to be alike.
  const anyName: Readonly<Record<NameDimension, NumberSet>> = {
    fromZone: [0, names.fromZone.length],
    toZone: [0, names.toZone.length],
    application: [0, names.application.length],
    user: [0, names.user.length],
  };
  const whole: Box = [
    line,
    line,
    protocol,
    port,
    port,
    flags,
    fragment,
    dscp,
    anyName.fromZone,
    anyName.toZone,
    anyName.application,
    anyName.user,
    ...bytes,
    ...bytes,
  ];
  const numbered = (dimension: NameDimension, wanted: Zones): NumberSet => {
    if (wanted === "any") return anyName[dimension];
    if ("except" in wanted) return difference(anyName[dimension], setOfNames(names[dimension], wanted.except));
    return setOfNames(names[dimension], wanted);
  };
  const services = new Map<string, readonly ServiceBox[]>();
  const usualServices: UsualServices = new Map();
  const dscps = new Map<string, NumberSet>();
  const cachedServices = (asked: Conditions, family: 4 | 6): readonly ServiceBox[] => {
    const key = serviceKey(asked, family);
    const known = services.get(key);
    if (known !== undefined) return known;
    const boxes = serviceBoxes(asked, family);
    services.set(key, boxes);
    return boxes;
  };
  const dscpSet = (wanted: readonly number[] | null): NumberSet => {
    if (wanted === null) return dscp;
    const key = wanted.join(",");
    const known = dscps.get(key) ?? setOfRanges(wanted.map((point) => [point, point]));
    dscps.set(key, known);
    return known;
  };
  return {
    addresses,
    names,
    whole,
    compile(asked, { families, laterFragments, permits }) {
      const code = dscpSet(asked.dscp);
      const fromZone = numbered("fromZone", asked.fromZones);
      const toZone = numbered("toZone", asked.toZones);
      const application = numbered("application", asked.applications);
      const user = numbered("user", asked.users);
      const kinds = asked.fragments === null ? fragment : setOfFragments(asked.fragments);
      const others: Others = { code, fromZone, toZone, application, user };
      let boxes: Box[] | null = null;
      let headerless: Box[] | null = null;
      const usual = usualServiceBox(asked, usualServices);
      for (const family of families) {
        const ends = endsOf(addresses, asked, family);
        for (const part of usual ?? cachedServices(asked, family)) {
          if (!part.asksHeader || laterFragments === "like-whole-packets")
            boxes = addBoxes(boxes, ends, part, kinds, others);
          else {
            const carrying = kinds === fragment ? withHeader : intersection(kinds, withHeader);
            boxes = addBoxes(boxes, ends, part, carrying, others);
            if (laterFragments === "by-addresses-when-permitting" && permits) {
              // An entry that names later fragments alone means them; else they come along.
              if (asked.fragments === null) headerless = addBoxes(headerless, ends, part.bare, later, others);
              else boxes = addBoxes(boxes, ends, part.bare, intersection(kinds, later), others);
            }
          }
        }
      }
      return { boxes: boxes ?? noBoxes, headerless: headerless ?? noBoxes };
    },
  };
}

function addressesOf(conditions: readonly Conditions[]): readonly Addresses[] {
  const asked: Addresses[] = [];
  for (const { sources, destinations } of conditions) asked.push(sources, destinations);
  return asked;
}

function namesOf(
  conditions: readonly Conditions[],
  of: "fromZones" | "toZones" | "applications" | "users",
): readonly string[] {
  const names = new Set<string>();
  for (let place = 0; place < conditions.length; place += 1) {
    const wanted = conditions[place]?.[of] ?? "any";
    if (wanted !== "any") for (const name of zoneNames(wanted)) names.add(name);
  }
  return [...names].sort();
}

function setOfNames(names: readonly string[], wanted: readonly string[]): NumberSet {
  return setOfRanges(wanted.map((name) => [names.indexOf(name), names.indexOf(name)]));
}

export function setOfFragments(kinds: readonly FragmentKind[]): NumberSet {
  return setOfRanges(kinds.map((kind) => [fragmentKinds.indexOf(kind), fragmentKinds.indexOf(kind)]));
}

/** A source and a destination of an entry, and where the space has them the bytes of both. */
interface Ends {
  readonly from: NumberSet;
  readonly to: NumberSet;
  readonly bytes: Box;
}

const noBytes: Box = [];

function endsOf(addresses: AddressPlaces, { sources, destinations }: Conditions, family: 4 | 6): readonly Ends[] {
  if (addresses.setOf !== null)
    return [{ from: addresses.setOf(sources, family), to: addresses.setOf(destinations, family), bytes: noBytes }];
  const ends: Ends[] = [];
  const tos = addresses.boxesOf(destinations, family);
  for (const [from = noNumbers, ...own] of addresses.boxesOf(sources, family)) {
    for (const [to = noNumbers, ...other] of tos) ends.push({ from, to, bytes: [...own, ...other] });
  }
  return ends;
}

/** What all boxes of an entry ask of the dimensions from DSCP on. */
interface Others {
  readonly code: NumberSet;
  readonly fromZone: NumberSet;
  readonly toZone: NumberSet;
  readonly application: NumberSet;
  readonly user: NumberSet;
}

const noBoxes: readonly Box[] = [];

/**
 * The boxes of one service, in the order of the dimensions, after those before; one that holds nothing is left out.
 * Most entries have one: a list of exactly one is a third of the memory of one that was pushed to.
 */
function addBoxes(
  before: Box[] | null,
  ends: readonly Ends[],
  { protocols, first, second, bits }: HeaderBox,
  fragments: NumberSet,
  { code, fromZone, toZone, application, user }: Others,
): Box[] | null {
  let boxes = before;
  for (const { from, to, bytes } of ends) {
    const box = [from, to, protocols, first, second, bits, fragments, code, fromZone, toZone, application, user];
    if (bytes.length > 0) box.push(...bytes);
    if (hasEmptySet(box)) continue;
    if (boxes === null) boxes = [box];
    else boxes.push(box);
  }
  return boxes;
}

function hasEmptySet(box: Box): boolean {
  for (let dimension = 0; dimension < box.length; dimension += 1) if (box[dimension]?.length === 0) return true;
  return false;
}
