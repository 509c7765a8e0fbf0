import { admittedSources, type Admitted } from "../../acl/openness/admitted-sources.ts";
import { shareText, wideShare } from "../../acl/reach/source-set.ts";
import type { DeviceConfig } from "../../model/device-config.ts";
import { joinRanges, read, type Fact, type LineRange } from "../../model/fact.ts";
import type { SourceRestriction } from "../../model/management.ts";

/** What a list of restrictions leaves open, with the lines of the lists it names. */
export interface Openness {
  readonly state: "open" | "restricted" | "unknown";
  /** Completes "…, since it" or stands alone as a reason; a whole clause without a full stop. */
  readonly why: string;
  /** Where the named lists are; to be joined to the evidence. */
  readonly lists: Fact<null>;
}

/** The packets that a restriction is about. */
export interface Traffic {
  readonly protocol: 6 | 17;
  readonly ports: readonly number[];
}

/** SSH and Telnet. */
export const logins: Traffic = { protocol: 6, ports: [22, 23] };
export const snmpQueries: Traffic = { protocol: 17, ports: [161] };

/**
 * Whether sources are restricted at all. An empty list, one that names an ACL which is not there or lets half of all
 * addresses in, and one for IPv4 alone on a device that speaks IPv6 too leave the door open.
 */
export function opennessOf(
  device: DeviceConfig,
  sources: readonly SourceRestriction[],
  traffic: Traffic = logins,
): Openness {
  const at: LineRange[] = [];
  const result = (state: Openness["state"], why: string): Openness => ({
    state,
    why,
    lists: read(null, joinRanges(at)),
  });
  if (sources.length === 0) return result("open", "no source is restricted");
  let doubt: string | null = null;
  for (const family of familiesOf(device, sources)) {
    const admitted = admittedSources(device, sources, family, traffic);
    if (admitted.share >= wideShare) {
      at.push(...(admitted.step?.at ?? admitted.at));
      return result("open", openWords(admitted, family));
    }
    at.push(...admitted.at);
    if (admitted.possibleShare >= wideShare)
      doubt ??= `Whom the restriction lets in cannot be told: ${admitted.why[0] ?? "it is too large"}.`;
  }
  return doubt === null ? result("restricted", "sources are restricted") : result("unknown", doubt);
}

/** IPv6 counts where interfaces have it and something restricts it or could: a list of hosts is for its own version. */
function familiesOf(device: DeviceConfig, sources: readonly SourceRestriction[]): readonly (4 | 6)[] {
  const hosts = sources.flatMap((source) => (source.kind === "prefix" ? [source.prefix] : []));
  const four = hosts.length < sources.length || hosts.some((prefix) => !prefix.includes(":"));
  const six = hosts.length < sources.length || hosts.some((prefix) => prefix.includes(":"));
  return [...(four ? [4 as const] : []), ...(six && (speaksIpv6(device) || !four) ? [6 as const] : [])];
}

function openWords({ step, gap, share }: Admitted, family: 4 | 6): string {
  if (gap?.list != null) return `access list "${gap.list}" is not defined`;
  if (gap !== null)
    return `only IPv${family === 4 ? 6 : 4} sources are restricted, while interfaces have IPv${family} addresses`;
  const everyone = share === 1 ? "any source" : `${shareText(share)} of all IPv${family} addresses`;
  return `${step?.name ?? "the restriction"} permits ${everyone}`;
}

/** Whether an interface has IPv6, as far as the configuration tells. */
export function speaksIpv6({ interfaces }: DeviceConfig): boolean {
  return interfaces.some(
    ({ addresses, unstatedAddresses = [], withoutAddress = [] }) =>
      addresses.some((address) => address.includes(":")) || [...unstatedAddresses, ...withoutAddress].includes(6),
  );
}
