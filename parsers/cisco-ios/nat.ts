import { byDefault, joinRanges, read, type Fact } from "../../src/model/fact.ts";
import type { Nat } from "../../src/model/nat.ts";
import { placeOf } from "../lib/cisco/places.ts";
import { isTranslation, poolsOf, translationOf } from "../lib/cisco/translations.ts";
import type { Statement } from "../lib/indented.ts";
import type { Draft, InterfaceDraft } from "./draft.ts";
import { beginsWith, stated } from "./stated.ts";

/**
 * Translations of "ip nat inside|outside source …". A list bound inbound is tried before any translation, one bound
 * outbound after it ("NAT Order of Operation", Cisco document 6209): what comes in from outside is judged by the
 * translated (global) destination, which is the one that the packet carries.
 */
export function natOf(draft: Draft, top: readonly Statement[]): Fact<Nat> {
  const order = { policyDestination: "original", policySource: "original" } as const;
  const own = top.filter((each) => !each.negated && beginsWith(each, ["ip", "nat"]));
  const statements = own.filter(isTranslation);
  if (statements.length === 0)
    return byDefault({ rules: [], ...order }, 'IOS: nothing is translated unless "ip nat" says so');
  const ports = [...draft.interfaces.values()];
  const sides = { inside: zonesOf(ports, "inside"), outside: zonesOf(ports, "outside") };
  const pools = poolsOf(own.filter(({ words }) => words[2] === "pool"));
  const rules = statements.map((statement) => translationOf(statement, sides, pools));
  return read({ rules, ...order }, joinRanges(statements.flatMap(placeOf)));
}

function zonesOf(ports: readonly InterfaceDraft[], side: string): readonly string[] {
  return ports.filter(({ statements }) => stated(statements, `ip nat ${side}`) !== null).map(({ name }) => name);
}
