import { byDefault, joinRanges, type Fact } from "../../src/model/fact.ts";
import type { RoutingAuthentication, RoutingSession } from "../../src/model/routing.ts";
import { passwordAt } from "../lib/cisco/passwords.ts";
import { placeOf } from "../lib/cisco/places.ts";
import { withWordsOf, type Statement } from "../lib/indented.ts";
import type { InterfaceDraft } from "./draft.ts";
import { digestAt, md5At, textAt } from "../lib/cisco/session-keys.ts";
import { algorithmOf, noneUnless, type KeyChains } from "./session-keys.ts";

const manual = "First Hop Redundancy Protocols Command Reference";
const protocols = { standby: "hsrp", vrrp: "vrrp", glbp: "glbp" } as const;

/** Groups of HSRP, VRRP and GLBP: "standby [N] authentication [text] K" or "… md5 key-string K | key-chain C". */
export function gatewaySessions(ports: readonly InterfaceDraft[], chains: KeyChains): readonly RoutingSession[] {
  return ports.flatMap((port) =>
    (["standby", "vrrp", "glbp"] as const).flatMap((word) => {
      const own = port.statements.filter(({ words, negated }) => words[0] === word && !negated);
      if (own.length === 0) return [];
      const groups = Map.groupBy(own, ({ words }) => (/^\d+$/.test(words[1] ?? "") ? (words[1] ?? "") : "0"));
      return [...groups].flatMap(([group, statements]): readonly RoutingSession[] => {
        const said = statements.map(withoutGroup);
        // "standby version 2", "standby delay" and the like set up no group.
        if (!said.some(({ words }) => words[0] === "ip" || words[0] === "ipv6" || words[0] === "address-family"))
          return [];
        const statement = said.findLast(({ words }) => words[0] === "authentication") ?? null;
        const key = statement === null ? null : keyOf(statement);
        return [
          {
            protocol: protocols[word],
            name: `interface ${port.name} ${word} ${group}`,
            vrf: port.vrf,
            authentication: authenticationOf(word, statement, chains),
            keys: key === null ? [] : [key],
            at: joinRanges(statements.flatMap(placeOf)),
          },
        ];
      });
    }),
  );
}

function withoutGroup(statement: Statement): Statement {
  return withWordsOf(statement, statement.words.slice(/^\d+$/.test(statement.words[1] ?? "") ? 2 : 1));
}

function keyOf({ words }: Statement): ReturnType<typeof passwordAt> {
  const at = words[1] === "text" ? 2 : words[1] === "md5" ? (words[2] === "key-string" ? 3 : -1) : 1;
  return at < 0 ? null : passwordAt(words, at);
}

function authenticationOf(
  word: keyof typeof protocols,
  statement: Statement | null,
  chains: KeyChains,
): Fact<RoutingAuthentication> {
  if (statement === null)
    return word === "standby"
      ? byDefault({ kind: "text" }, `IOS: the text "cisco" unless "standby authentication" (${manual})`)
      : noneUnless(`${word} authentication`, manual);
  if (statement.words[1] !== "md5") return textAt(statement);
  if (statement.words[2] !== "key-chain") return md5At(statement);
  const named = algorithmOf(chains, statement.words[3], statement);
  return "unknown" in named ? md5At(statement) : digestAt(named, statement);
}
