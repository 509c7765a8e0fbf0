import { prepare } from "../../../src/acl/decide.ts";
import type { Filter } from "../../../src/acl/filter.ts";
import { packetsWhere, type Region } from "../../../src/acl/packets-where.ts";
import { anyPacket, type Conditions } from "../../../src/acl/sets/conditions.ts";
import { blockText } from "../../../src/acl/text/block-text.ts";
import { packetText } from "../../../src/acl/text/packet-text.ts";
import type { FragmentKind } from "../../../src/model/acl.ts";
import { anyService, type ServiceMatch } from "../../../src/model/address.ts";

/** Which packets two filters are asked about; whole packets and first fragments of any kind if nothing is given. */
export interface Among {
  /** Whole packets and first fragments if not given: of these every platform sees the same header. */
  readonly fragments?: readonly FragmentKind[];
  /** Where the packets come from and go to, for a policy that asks for it. */
  readonly zones?: Pick<Conditions, "fromZones" | "toZones">;
  /** What a firewall takes the packets for; any if not given. */
  readonly applications?: readonly string[];
  /** IP protocol numbers; any if not given. */
  readonly protocols?: readonly number[];
}

export interface Found {
  /** Permitted by the first and denied by the second, for certain. */
  readonly onlyOne: readonly string[];
  readonly onlyOther: readonly string[];
  /** Why the rest, if any, is not known. */
  readonly open: readonly string[];
}

export interface Compared extends Found {
  /** Example packets that the two do not decide as the comparison says. */
  readonly wrongWitnesses: readonly string[];
}

export const nothingFound: Found = { onlyOne: [], onlyOther: [], open: [] };
const withHeader: readonly FragmentKind[] = ["none", "first"];

/** What two filters decide apart, as blocks in words. */
export function compared(one: Filter, other: Filter, family: 4 | 6, among: Among = {}): Compared {
  const [forth, back] = [permittedBy(one, other, family, among), permittedBy(other, one, family, among)];
  return {
    onlyOne: forth.blocks,
    onlyOther: back.blocks,
    open: [...new Set([...forth.why, ...back.why].map((why) => why.replace(/^entry .* of "[^"]*": /, "")))].toSorted(),
    wrongWitnesses: [...forth.wrong, ...back.wrong],
  };
}

function permittedBy(one: Filter, other: Filter, family: 4 | 6, among: Among) {
  const { fragments = withHeader, zones = anyPacket, applications = "any" } = among;
  const protocols = among.protocols ?? "any";
  const everywhere = { include: [{ kind: "any", family } as const], exclude: [] };
  const { fromZones, toZones } = zones;
  const addresses = { sources: everywhere, destinations: everywhere };
  const services: readonly ServiceMatch[] = [{ ...anyService, protocols }];
  const within: Conditions = { ...anyPacket, ...addresses, services, fragments, fromZones, toZones, applications };
  const asked = [
    { filter: one, action: "permit" },
    { filter: other, action: "deny" },
  ] as const;
  const answer = packetsWhere(asked, [within]);
  if (!answer.complete) throw new Error("The comparison stopped at its bound.");
  return {
    blocks: answer
      .blocks()
      .map((block) => shortened(blockText(block), among))
      .toSorted(),
    why: answer.uncertain.flatMap(({ why }) => why),
    wrong: wrongWitnesses(answer.regions, one, other),
  };
}

/** Leaves out what the comparison was asked about anyway. */
function shortened(block: string, { fragments = withHeader, zones }: Among): string {
  const asked = fragments.length === 3 ? block : block.replace(` fragment ${fragments.join(", ")}`, "");
  return zones === undefined ? asked : asked.replace(/ from=\S+/, "").replace(/ to=\S+/, "");
}

function wrongWitnesses(regions: readonly Region[], one: Filter, other: Filter): string[] {
  const [permits, denies] = [prepare(one), prepare(other)];
  if (permits === null || denies === null) throw new Error("The filters cannot be prepared.");
  return regions
    .map(({ witness }) => witness)
    .filter((packet) => permits.decide(packet)?.action !== "permit" || denies.decide(packet)?.action !== "deny")
    .map(packetText);
}
