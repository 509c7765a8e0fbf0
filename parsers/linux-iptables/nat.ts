import type { NatRule } from "../../src/model/nat.ts";
import { namedInterfaces, unnamedInterfaces } from "../lib/netfilter/entries.ts";
import type { Leaf } from "../lib/netfilter/flatten.ts";
import type { Translation } from "./translations.ts";

/** Rules of nat chains by chain, in the order in which a packet meets the chains; the first that fits decides at its hook. */
export function natRules(chains: ReadonlyMap<string, readonly Leaf<Translation>[]>): readonly NatRule[] {
  return [...chains].flatMap(([chain, leaves]) => leaves.flatMap((leaf) => natRule(chain, leaf)));
}

function natRule(chain: string, { rule, terms, verdict, label }: Leaf<Translation>): readonly NatRule[] {
  if (verdict === "continue") return [];
  const to = rule.verdict.kind === "translate" ? rule.verdict.to : { source: null, destination: null };
  const asked = [
    ...terms.unresolved,
    ...unnamedInterfaces(terms),
    ...(terms.states === null ? [] : [`connection state ${terms.states.join(",")}`]),
    ...(terms.tcpFlags === null ? [] : ["TCP flags"]),
    ...(terms.fragments === null ? [] : ["fragments"]),
    ...(terms.dscp === null ? [] : ["DSCP"]),
    ...(verdict === "unknown" ? ["what the rule does is not known"] : []),
  ];
  const kind =
    to.destination === null
      ? to.source === null
        ? kindOf(chain)
        : "source"
      : to.source === null
        ? "destination"
        : "both";
  return [
    {
      name: `${chain} ${label}`,
      scope: null,
      kind,
      fromZones: namedInterfaces(terms.interfaces) ?? "any",
      toZones: namedInterfaces(terms.outInterfaces) ?? "any",
      source: terms.source,
      destination: terms.destination,
      services: terms.services,
      translatedSource: to.source,
      translatedDestination: to.destination,
      enabled: !rule.inactive,
      unresolved: asked,
      at: rule.at,
      ...(rule.path === undefined ? {} : { path: rule.path }),
    },
  ];
}

/** What a chain would have translated, for a rule that spares its packets. */
function kindOf(chain: string): NatRule["kind"] {
  const hook = chain.toLowerCase();
  return hook === "prerouting" || hook === "output" ? "destination" : "source";
}
