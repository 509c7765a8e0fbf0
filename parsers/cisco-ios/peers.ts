import { unknownFact, joinRanges, type Fact } from "../../src/model/fact.ts";
import type { RoutingAuthentication, RoutingSession } from "../../src/model/routing.ts";
import type { Password } from "../../src/model/secret.ts";
import { passwordAt } from "../lib/cisco/passwords.ts";
import { placeOf } from "../lib/cisco/places.ts";
import { withWordsOf, type Statement } from "../lib/indented.ts";
import { digestAt, md5At } from "../lib/cisco/session-keys.ts";
import { noneUnless } from "./session-keys.ts";
import { beginsWith, stated } from "./stated.ts";

interface Peer {
  readonly statements: Statement[];
  readonly vrf: string | null;
}

/**
 * The neighbours of "router bgp": each with its own password, that of its peer group, or that of the session
 * template it inherits ("neighbor password", IP Routing: BGP Command Reference: MD5, off by default).
 */
export function bgpSessions(router: Statement): readonly RoutingSession[] {
  const name = router.words.slice(0, 3).join(" ");
  const scopes = [
    { vrf: null, statements: router.children },
    ...router.children
      .filter(({ words }) => words[0] === "address-family" || words[0] === "scope")
      .map(({ words, children }) => {
        const at = words.indexOf("vrf");
        return { vrf: at < 0 ? null : (words[at + 1] ?? null), statements: children };
      }),
  ];
  const peers = new Map<string, Peer>();
  for (const { vrf, statements } of scopes) {
    for (const statement of statements) {
      const [word, peer] = statement.words;
      if (word !== "neighbor" || peer === undefined) continue;
      const key = `${vrf ?? ""} ${peer}`;
      const known = peers.get(key) ?? { statements: [], vrf };
      known.statements.push(withWordsOf(statement, statement.words.slice(2)));
      peers.set(key, known);
    }
  }
  const templates = new Map(
    router.children
      .filter(({ words }) => words[0] === "template" && words[1] === "peer-session")
      .map(({ words, children }) => [words[2] ?? "", children] as const),
  );
  const ranges = scopes.flatMap(({ vrf, statements }) =>
    statements
      .filter((each) => !each.negated && beginsWith(each, ["bgp", "listen", "range"]))
      .map((statement): RoutingSession => {
        const group = statement.words[statement.words.indexOf("peer-group") + 1] ?? "";
        return {
          protocol: "bgp",
          name: `${name} ${statement.words.slice(0, 4).join(" ")}`,
          vrf,
          authentication: authenticationOf([], peers.get(`${vrf ?? ""} ${group}`)?.statements ?? [], templates),
          keys: [],
          at: placeOf(statement),
        };
      }),
  );
  const neighbors = [...peers].flatMap(([key, { statements, vrf }]): readonly RoutingSession[] => {
    const peer = key.slice(key.indexOf(" ") + 1);
    const group = stated(statements, "peer-group");
    // "neighbor NAME peer-group" makes a group, which is no neighbour of its own.
    if (group?.words.length === 1) return [];
    const inherits = stated(statements, "inherit peer-session");
    if (stated(statements, "remote-as") === null && group === null && inherits === null) return [];
    const ofGroup = group === null ? [] : (peers.get(`${vrf ?? ""} ${group.words[1] ?? ""}`)?.statements ?? []);
    return [
      {
        protocol: "bgp",
        name: `${name} neighbor ${peer}`,
        vrf,
        authentication: authenticationOf(statements, ofGroup, templates),
        keys: keyOf(stated(statements, "password")),
        at: joinRanges(statements.flatMap(placeOf)),
      },
    ];
  });
  return [...neighbors, ...ranges];
}

function keyOf(statement: Statement | null): readonly Password[] {
  const key = statement === null ? null : passwordAt(statement.words, 1);
  return key === null ? [] : [key];
}

function authenticationOf(
  own: readonly Statement[],
  ofGroup: readonly Statement[],
  templates: ReadonlyMap<string, readonly Statement[]>,
): Fact<RoutingAuthentication> {
  for (const statements of [own, ofGroup]) {
    const said = saidBy(statements, templates, 0);
    if (said !== null) return said;
  }
  return noneUnless("neighbor password", "IP Routing: BGP Command Reference");
}

/** Templates inherit from each other seven deep at most ("BGP Dynamic Update Peer Groups"). */
const deepestTemplate = 8;

function saidBy(
  statements: readonly Statement[],
  templates: ReadonlyMap<string, readonly Statement[]>,
  depth: number,
): Fact<RoutingAuthentication> | null {
  const password = stated(statements, "password");
  if (password !== null) return md5At(password);
  const option = stated(statements, "ao");
  if (option !== null) return digestAt(unknownFact("The key chain decides the algorithm.", placeOf(option)), option);
  const inherited = stated(statements, "inherit peer-session");
  if (inherited === null) return null;
  const template = templates.get(inherited.words[2] ?? "");
  if (template === undefined || depth > deepestTemplate)
    return unknownFact("The session template that is inherited is not there.", placeOf(inherited));
  return saidBy(template, templates, depth + 1);
}
