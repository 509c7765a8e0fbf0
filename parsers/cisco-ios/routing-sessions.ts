import { byDefault, joinRanges, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { RoutingAuthentication, RoutingSession } from "../../src/model/routing.ts";
import { passwordAt } from "../lib/cisco/passwords.ts";
import { placeOf } from "../lib/cisco/places.ts";
import type { Statement } from "../lib/indented.ts";
import type { Draft } from "./draft.ts";
import { eigrpSessions, isisSessions, ripSessions } from "./gateway-protocols.ts";
import { ospfSessions, ospfv3Sessions } from "./ospf-sessions.ts";
import { coverings, type Routers } from "./routers.ts";
import { bgpSessions } from "./peers.ts";
import { digestAt, md5At } from "../lib/cisco/session-keys.ts";
import { keyChains, noneUnless } from "./session-keys.ts";
import { gatewaySessions } from "./shared-gateways.ts";
import { beginsWith, stated, withWords } from "./stated.ts";

/** Everybody whose routes, labels or shared addresses the device believes. */
export function routingOf(draft: Draft, all: readonly Statement[]): Fact<readonly RoutingSession[]> {
  const top = all.map((each) => (isRouter(each) ? withWords(each) : each));
  const interfaces = [...draft.interfaces.values()];
  const budget = { left: mostPairs };
  const covered = coverings({ top, interfaces }, budget);
  // No device has as many: what takes longer than a parser may is not worked out.
  if (budget.left < 0)
    return unknownFact(
      "There are more routers and interfaces than are compared.",
      joinRanges(top.filter(isRouter).flatMap(placeOf)),
    );
  const routers: Routers = { top, interfaces, chains: keyChains(top), covered };
  // Most interfaces state nothing of what these are told by.
  const speaking = { ...routers, interfaces: interfaces.filter(({ statements }) => statements.length > 0) };
  const sessions = [
    ...top.filter((each) => !each.negated && beginsWith(each, ["router", "bgp"])).flatMap(bgpSessions),
    ...ospfSessions(routers),
    ...ospfv3Sessions(speaking),
    ...eigrpSessions(routers),
    ...ripSessions(routers),
    ...isisSessions(speaking),
    ...labelSessions(speaking),
    ...gatewaySessions(speaking.interfaces, routers.chains),
  ];
  return sessions.length === 0
    ? byDefault([], "IOS: no routing protocol runs unless a statement starts it")
    : read(sessions, joinRanges(sessions.flatMap(({ at }) => at)));
}

function isRouter({ words }: Statement): boolean {
  return words[0] === "router" || words[1] === "router";
}

/** Pairs of a network and an interface that it holds. */
const mostPairs = 50_000;

const ldpManual = "MPLS Label Distribution Protocol Command Reference";

/** LDP on interfaces with "mpls ip", and the neighbours that have a password of their own. */
function labelSessions({ top, interfaces }: Routers): readonly RoutingSession[] {
  const neighbors = top.filter((each) => !each.negated && beginsWith(each, ["mpls", "ldp", "neighbor"]));
  const passwords = neighbors.filter(({ words }) => words.includes("password"));
  const required = stated(top, "mpls ldp password required");
  const options = top.filter(
    (each) =>
      !each.negated &&
      (beginsWith(each, ["mpls", "ldp", "password", "option"]) ||
        beginsWith(each, ["mpls", "ldp", "password", "fallback"])),
  );
  const named = passwords.map((statement): RoutingSession => {
    const at = statement.words.indexOf("password");
    const key = passwordAt(statement.words, at + 1);
    const vrf = statement.words.indexOf("vrf");
    return {
      protocol: "ldp",
      name: statement.words.slice(0, at).join(" "),
      vrf: vrf < 0 ? null : (statement.words[vrf + 1] ?? null),
      authentication: md5At(statement),
      keys: key === null ? [] : [key],
      at: placeOf(statement),
    };
  });
  const authentication = labelAuthentication();
  const ports = interfaces.flatMap((port): readonly RoutingSession[] => {
    const running = stated(port.statements, "mpls ip");
    if (running === null) return [];
    const name = `interface ${port.name} mpls ip`;
    return [{ protocol: "ldp", name, vrf: port.vrf, authentication, keys: [], at: placeOf(running) }];
  });
  return [...named, ...ports];

  function labelAuthentication(): Fact<RoutingAuthentication> {
    if (required !== null) return digestAt({ value: "md5", at: placeOf(required) }, required);
    const partial = [...passwords, ...options];
    return partial.length > 0
      ? unknownFact("For which neighbours a password holds is not worked out.", joinRanges(partial.flatMap(placeOf)))
      : noneUnless("mpls ldp neighbor password", ldpManual);
  }
}
