import { byDefault, isKnown, unknownFact, type Fact } from "../../src/model/fact.ts";
import { enabled, type Source } from "./source.ts";
import { isAtLeast, release, type Version } from "./version.ts";

const keys = ["allow-traffic-redirect", "ipv6-allow-traffic-redirect"] as const;

/**
 * Whether packets that leave by the interface they came in by pass without a policy, of either family: on unless set
 * before 7.4.10, 7.6.5 and 8.0.0, off from there (Fortinet community, "Traffic handled by FortiGate for packets with
 * ingress & egress as same interface").
 */
export function passesByOneInterface(source: Source): Fact<boolean> {
  const facts = keys.map((key) => redirect(source, key));
  const on = facts.find((fact) => isKnown(fact) && fact.value);
  return on ?? facts.find((fact) => !isKnown(fact)) ?? facts[0] ?? unknownFact("Nothing tells it.");
}

function redirect(source: Source, key: string): Fact<boolean> {
  const table = "system global";
  const entry = source.tables.single(table);
  const { version } = source;
  if (entry?.settings.has(key) === true || version === null || source.full || (!source.whole && entry === undefined))
    return source.fact(entry, table, key, enabled);
  const value = !isOff(version);
  const words = `"${key} ${value ? "enable" : "disable"}"`;
  return byDefault(
    value,
    `FortiOS ${release(version)}: "config ${table}" has ${words} unless set (Fortinet community)`,
  );
}

function isOff(version: Version): boolean {
  const [major, minor] = version;
  if (major === 7 && minor === 4) return isAtLeast(version, [7, 4, 10]);
  return isAtLeast(version, [7, 6, 5]);
}
