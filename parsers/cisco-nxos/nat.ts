import { byDefault, joinRanges, read, type Fact } from "../../src/model/fact.ts";
import type { Nat } from "../../src/model/nat.ts";
import { use } from "../lib/cisco/objects.ts";
import { placeOf } from "../lib/cisco/places.ts";
import { isTranslation, poolsOf, translationOf } from "../lib/cisco/translations.ts";
import { block, on, readStatements, skip, table, touching } from "../lib/statements.ts";
import type { Draft } from "./draft.ts";

/** Lists are judged by the original packet, leaving too ("Guidelines and Limitations for Static NAT", Nexus 9000 Interfaces Configuration Guide). */
const order = { policyDestination: "original", policySource: "original" } as const;

const poolTable = table<Pick<Draft, "ledger">>([on("address", (_, { words }) => words.length === 3)]);

/** "Configuring Static and Dynamic NAT Translation", the same guide. */
export const natStatements = [
  on<Draft>("ip nat", (draft, statement) => {
    if (statement.negated || !isTranslation(statement)) return false;
    draft.translations.push(statement);
    const at = statement.words.indexOf("list");
    if (at > 0) use(draft, "acl", statement.words[at + 1], statement, statement.words.slice(0, 4).join(" "));
    return true;
  }),
  block<Draft>("ip nat pool", (draft, statement) => {
    if (!statement.negated) draft.pools.push(statement);
    readStatements(draft, statement.children, poolTable, ["policies"]);
    return !statement.negated;
  }),
  skip("translation-limits", "ip nat translation"),
  touching(["policies", "objects"], "ip nat"),
];

export function natOf(draft: Draft): Fact<Nat> {
  const { translations, sides } = draft;
  if (translations.length === 0)
    return byDefault({ rules: [], ...order }, 'NX-OS: no translation unless "feature nat"');
  const pools = poolsOf(draft.pools);
  const rules = translations.map((statement) => translationOf(statement, sides, pools));
  return read({ rules, ...order }, joinRanges(translations.flatMap(placeOf)));
}
