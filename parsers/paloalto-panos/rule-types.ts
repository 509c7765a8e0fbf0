/** What a rule matches of one kind: pairs of zones, and how the policy made of it is told from the others. */
export interface ZonePair {
  readonly from: "any" | readonly string[];
  readonly to: "any" | readonly string[];
  /** Null where the rule makes one policy alone. */
  readonly name: string | null;
  readonly unresolved: readonly string[];
}

interface Rule {
  readonly type: string;
  readonly from: "any" | readonly string[];
  readonly to: "any" | readonly string[];
  /** Every zone there is; null where the text does not tell. */
  readonly zones: readonly string[] | null;
}

/** Beyond this a rule of one type is kept whole, and not known exactly. */
const mostZones = 64;

/** What pairs share of which everything is known. */
const nothing: readonly never[] = [];

/** The destination zone of multicast sessions, which nobody defines. */
const multicast = "multicast";

/**
 * A universal rule matches from each of its zones to each; an intrazone rule within each of its zones; an interzone
 * rule between two different ones (Web Interface Help, Policies > Security, "Rule Type").
 */
export function betweenZones({ type, from, to, zones }: Rule): readonly ZonePair[] {
  if (type === "universal") return [{ from, to, name: null, unresolved: nothing }];
  const whole: readonly ZonePair[] = [{ from, to, name: null, unresolved: [`rule-type ${type}`] }];
  if (type === "intrazone") return within(from, to, zones) ?? whole;
  if (type !== "interzone") return whole;
  return between(from, to, zones) ?? whole;
}

function within(from: Rule["from"], to: Rule["to"], zones: readonly string[] | null): readonly ZonePair[] | null {
  const named =
    from === "any" ? (to === "any" ? zones : to) : to === "any" ? from : from.filter((zone) => to.includes(zone));
  if (named === null || named.length === 0 || named.length > mostZones) return null;
  return named.map((zone) => ({
    from: [zone],
    to: [zone],
    name: named.length === 1 ? null : `within ${zone}`,
    unresolved: [],
  }));
}

function between(from: Rule["from"], to: Rule["to"], zones: readonly string[] | null): readonly ZonePair[] | null {
  const sources = from === "any" ? zones : from;
  const targets = to === "any" ? (zones === null ? null : [...zones, multicast]) : to;
  if (sources === null || targets === null) return null;
  const isTarget = new Set(targets);
  const both = sources.filter((zone) => isTarget.has(zone));
  if (both.length === 0) return [{ from, to, name: null, unresolved: [] }];
  if (targets.length > mostZones || sources.length > mostZones) return null;
  const only = sources.filter((zone) => !isTarget.has(zone));
  const pairs: ZonePair[] = [];
  if (only.length > 0) pairs.push({ from: only, to: targets, name: `from ${only.join(", ")}`, unresolved: [] });
  for (const zone of both) {
    const others = targets.filter((target) => target !== zone);
    if (others.length > 0) pairs.push({ from: [zone], to: others, name: `from ${zone}`, unresolved: [] });
  }
  return pairs.length === 0 ? null : pairs.length === 1 ? pairs.map((pair) => ({ ...pair, name: null })) : pairs;
}
