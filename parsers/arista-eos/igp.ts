import { joinRanges, read, unknownFact, type Fact, type LineRange } from "../../src/model/fact.ts";
import type { RoutingAuthentication, RoutingSession } from "../../src/model/routing.ts";
import { ipv4Number } from "../lib/cisco/addresses.ts";
import { placeOf, readAt } from "../lib/cisco/places.ts";
import { md5At, noneBy, textAt } from "../lib/cisco/session-keys.ts";
import type { Statement } from "../lib/indented.ts";
import type { Draft, InterfaceDraft } from "./draft.ts";
import { keyAt } from "./passwords.ts";
import type { OspfProcess } from "./routing-draft.ts";

/** Authentication of an OSPF interface: "ip ospf authentication [message-digest]" and the keys beside it. */
function ospfAuthentication({ settings }: InterfaceDraft): Pick<RoutingSession, "authentication" | "keys"> {
  const statement = settings.get("ip ospf authentication");
  const keyed = [...settings].flatMap(([name, each]) =>
    name.startsWith("ip ospf message-digest-key ") && !each.negated ? [each] : [],
  );
  if (statement === undefined || statement.negated)
    return {
      authentication: noneBy('EOS: none unless "ip ospf authentication" (OSPF)'),
      keys: [],
    };
  if (statement.words[3] !== "message-digest") {
    const plain = settings.get("ip ospf authentication-key");
    const key = plain === undefined ? null : keyAt(plain.words, 3);
    return { authentication: textAt(statement), keys: key === null ? [] : [key] };
  }
  const [first] = keyed;
  const at = [statement, ...keyed].flatMap(placeOf);
  const algorithm = first === undefined ? unknownFact("No key is stated.", at) : readAt(first.words[4] ?? "", first);
  return {
    authentication: read({ kind: "digest", algorithm }, joinRanges(at)),
    keys: keyed.flatMap((each) => keyAt(each.words, 5) ?? []),
  };
}

function isPassive(process: OspfProcess, name: string): boolean {
  return process.passive.get(name) ?? process.passiveByDefault;
}

export function ospfSessions(draft: Draft): readonly RoutingSession[] {
  if (draft.routing.processes.size === 0) return [];
  const ports = Map.groupBy(draft.interfaces.values(), ({ vrf }) => vrf);
  return [...draft.routing.processes.values()].flatMap((process) =>
    (ports.get(process.vrf) ?? []).flatMap((port) => {
      const area = port.settings.get("ip ospf area");
      const stated = area !== undefined && !area.negated;
      if (isPassive(process, port.name) || port.name.startsWith("Loopback")) return [];
      if (!stated && !port.addresses.ipv4.some((address) => isWithin(process, address))) return [];
      const session = { protocol: "ospf", name: `${process.name} interface ${port.name}`, vrf: process.vrf } as const;
      return [{ ...session, ...ospfAuthentication(port), at: joinRanges(port.at) }];
    }),
  );
}

function isWithin({ networks }: OspfProcess, address: string): boolean {
  const number = ipv4Number(address.split("/")[0]);
  if (number === null) return false;
  return [...networks].some(([wildcard, addresses]) => addresses.has((number & ~wildcard) >>> 0));
}

/** "isis authentication mode MODE" and its keys, or "isis authentication key-id N algorithm A … key …" (EOS 4.28). */
export function isisSessions(draft: Draft): readonly RoutingSession[] {
  return [...draft.interfaces.values()].flatMap((port): RoutingSession[] => {
    const enabled = port.settings.get("isis enable");
    if (enabled === undefined || enabled.negated || port.name.startsWith("Loopback")) return [];
    const name = `interface ${port.name} isis enable ${enabled.words[2] ?? ""}`;
    const session = { protocol: "isis", name, vrf: port.vrf, at: joinRanges(port.at) } as const;
    return [{ ...session, ...isisAuthentication(port, draft.routing.isisAuthentication) }];
  });
}

function isisAuthentication(
  { settings }: InterfaceDraft,
  ofProcess: readonly LineRange[],
): Pick<RoutingSession, "authentication" | "keys"> {
  const under = (beginning: string): Statement[] =>
    [...settings].flatMap(([name, each]) => (name.startsWith(beginning) && !each.negated ? [each] : []));
  const modes = under("isis authentication mode");
  const keys = under("isis authentication key ").flatMap((each) => keyAt(each.words.slice(0, 5), 3) ?? []);
  return {
    authentication: isisModes(modes, [...under("isis authentication key-id").flatMap(placeOf), ...ofProcess]),
    keys,
  };
}

/** What the modes of both levels say together; `unread` are lines that could authenticate where no mode does. */
function isisModes(modes: readonly Statement[], unread: readonly LineRange[]): Fact<RoutingAuthentication> {
  const [mode, ...others] = modes;
  if (mode === undefined) {
    if (unread.length > 0) return unknownFact("Which messages are authenticated is not read.", joinRanges(unread));
    return noneBy('EOS: none unless "isis authentication mode" (IS-IS)');
  }
  const at = joinRanges(modes.flatMap(placeOf));
  if (modes.some(({ words }) => words.includes("rx-disabled")))
    return unknownFact('"rx-disabled" accepts messages without authentication.', at);
  const levels = modes.map(({ words }) => words.at(-1));
  const covers = levels.some((level) => level !== "level-1" && level !== "level-2") || levels.length > 1;
  if (!covers) return unknownFact("Only one level is authenticated, and whether the other is used is not read.", at);
  const word = algorithmOf(mode);
  if (others.some((each) => algorithmOf(each) !== word)) return unknownFact("The levels differ.", at);
  if (word === "text") return read({ kind: "text" }, at);
  return word === undefined
    ? unknownFact("No algorithm is stated.", at)
    : read({ kind: "digest", algorithm: read(word, at) }, at);
}

/** "text", "md5", "sha", or the algorithm of a shared secret. */
function algorithmOf({ words }: Statement): string | undefined {
  if (words[3] !== "shared-secret") return words[3];
  return words.includes("algorithm") ? words[words.indexOf("algorithm") + 1] : undefined;
}

/** "vrrp N peer authentication text|ietf-md5 …" ("vrrp authentication", EOS User Manual, "VRRP"). */
export function vrrpSessions(draft: Draft): readonly RoutingSession[] {
  return [...draft.interfaces.values()].flatMap((port) => {
    if (port.settings.size === 0) return [];
    const groups = new Map<string, Statement[]>();
    for (const [name, statement] of port.settings) {
      const [word, group = ""] = name.split(" ");
      if (word !== "vrrp") continue;
      const known = groups.get(group);
      if (known === undefined) groups.set(group, [statement]);
      else known.push(statement);
    }
    return [...groups].map(([group, statements]): RoutingSession => {
      const asked = statements.find(({ words, negated }) => words.includes("authentication") && !negated);
      const kind = asked?.words[asked.words.indexOf("authentication") + 1];
      return {
        protocol: "vrrp",
        name: `interface ${port.name} vrrp ${group}`,
        vrf: port.vrf,
        at: joinRanges(statements.flatMap(placeOf)),
        authentication:
          asked === undefined
            ? noneBy('EOS: none unless "vrrp authentication" (EOS User Manual, VRRP)')
            : kind === "ietf-md5"
              ? md5At(asked)
              : kind === "text"
                ? textAt(asked)
                : unknownFact("How the group's messages are authenticated is not read.", placeOf(asked)),
        keys: [],
      };
    });
  });
}
