import { unknownFact, type Fact } from "../../src/model/fact.ts";
import type { RoutingAuthentication, RoutingSession } from "../../src/model/routing.ts";
import { digestAt, md5At, noneAt, textAt } from "../lib/cisco/session-keys.ts";
import { placeOf } from "../lib/cisco/places.ts";
import type { Statement } from "../lib/indented.ts";
import { isLoopback } from "./covered-ports.ts";
import { isPassive, ospfBlocks, passivesOf, routersOf, session, type Routers } from "./routers.ts";
import { algorithmOf, noneUnless } from "./session-keys.ts";
import { beginsWith, lastOf, stated } from "./stated.ts";

const ospfManual = "IP Routing: OSPF Command Reference";

/** Interfaces on which "router ospf" runs, by "ip ospf N area A" or by the network that holds their address. */
export function ospfSessions(routers: Routers): readonly RoutingSession[] {
  const started = startedPorts(routers);
  return ospfBlocks(routers).flatMap(({ block, vrf }) => {
    const process = block.words[2] ?? "";
    const passives = passivesOf(block);
    const areas = areaStatements(block);
    const running = new Map([...(routers.covered.get(block) ?? []), ...(started.get(process) ?? [])]);
    return [...running]
      .sort(([a], [b]) => a - b)
      .flatMap(([order, said]): readonly RoutingSession[] => {
        const port = routers.interfaces[order];
        if (port === undefined || port.vrf !== vrf || isPassive(passives, port) || isLoopback(port)) return [];
        const own = lastOf(port.statements, "ip ospf authentication");
        const keys = port.statements.filter(
          (each) =>
            !each.negated &&
            (beginsWith(each, ["ip", "ospf", "message-digest-key"]) ||
              beginsWith(each, ["ip", "ospf", "authentication-key"])),
        );
        const area = areaNumber(said.words[said.words.indexOf("area") + 1]);
        const authentication =
          own === null || own.negated ? areaAuthentication(areas.get(area)) : ospfAuthentication(routers, own);
        return [session(port, "ospf", `ip ospf ${process}`, authentication, [said, own, ...keys])];
      });
  });
}

/** "ip ospf N area A" of interfaces, by process and place of the interface. */
function startedPorts({ interfaces }: Routers): ReadonlyMap<string, ReadonlyMap<number, Statement>> {
  const found = new Map<string, Map<number, Statement>>();
  for (let order = 0; order < interfaces.length; order += 1) {
    for (const statement of interfaces[order]?.statements ?? []) {
      const [first, second, process = "", fourth] = statement.words;
      if (first !== "ip" || second !== "ospf" || fourth !== "area") continue;
      const ports = found.get(process) ?? new Map<number, Statement>();
      found.set(process, ports);
      if (statement.negated) ports.delete(order);
      else ports.set(order, statement);
    }
  }
  return found;
}

/** "area A authentication" of a router, the last of each area. */
function areaStatements({ children }: Statement): ReadonlyMap<number, Statement> {
  const found = new Map<number, Statement>();
  for (const statement of children) {
    const { words } = statement;
    if (words[0] === "area" && words[2] === "authentication") found.set(areaNumber(words[1]), statement);
  }
  found.delete(Number.NaN);
  return found;
}

/** "ip ospf authentication [message-digest|null|key-chain NAME]". */
function ospfAuthentication({ chains }: Routers, own: Statement): Fact<RoutingAuthentication> {
  switch (own.words[3]) {
    case undefined:
      return textAt(own);
    case "message-digest":
      return md5At(own);
    case "null":
      return noneAt(own);
    case "key-chain":
      return digestAt(algorithmOf(chains, own.words[4], own), own);
    default:
      return unknownFact("The way of authentication is not known.", placeOf(own));
  }
}

function areaAuthentication(said: Statement | undefined): Fact<RoutingAuthentication> {
  if (said === undefined || said.negated) return noneUnless("ip ospf authentication", ospfManual);
  return said.words[3] === "message-digest" ? md5At(said) : textAt(said);
}

/** Areas are written as numbers or as dotted quads. */
function areaNumber(area = ""): number {
  return area.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}

/** OSPF for IPv6 on interfaces: IPsec, or an authentication trailer whose key chain names the algorithm. */
export function ospfv3Sessions(routers: Routers): readonly RoutingSession[] {
  const areas = secureAreas(routers);
  return routers.interfaces.flatMap((port): readonly RoutingSession[] => {
    const running = stated(port.statements, "ipv6 ospf") ?? stated(port.statements, "ospfv3");
    const isRunning = port.statements.find(
      (each) =>
        !each.negated &&
        each.words.includes("area") &&
        (beginsWith(each, ["ipv6", "ospf"]) || beginsWith(each, ["ospfv3"])),
    );
    if (running === null || isRunning === undefined) return [];
    const own =
      stated(port.statements, "ipv6 ospf authentication") ??
      stated(port.statements, "ipv6 ospf encryption") ??
      stated(port.statements, "ospfv3 authentication") ??
      stated(port.statements, "ospfv3 encryption");
    const area = isRunning.words[isRunning.words.indexOf("area") + 1];
    const inArea = areas.get(areaNumber(area));
    const said = own ?? inArea ?? null;
    const authentication =
      said === null
        ? noneUnless("ospfv3 authentication", ospfManual)
        : said.words.includes("null")
          ? { value: { kind: "none" } as const, at: placeOf(said) }
          : digestAt(ipsecAlgorithm(said), said);
    return [session(port, "ospfv3", "ospfv3", authentication, [isRunning, own])];
  });
}

/** "area A authentication" or "… encryption" of routers for IPv6, the first of each area. */
function secureAreas(routers: Routers): ReadonlyMap<number, Statement> {
  const found = new Map<number, Statement>();
  for (const router of [...routersOf(routers, "ipv6", "router", "ospf"), ...routersOf(routers, "router", "ospfv3")]) {
    for (const statement of router.children) {
      const { words, negated } = statement;
      const isSecure = words[2] === "authentication" || words[2] === "encryption";
      const area = areaNumber(words[1]);
      if (!negated && words[0] === "area" && isSecure && !found.has(area)) found.set(area, statement);
    }
  }
  found.delete(Number.NaN);
  return found;
}

function ipsecAlgorithm(said: Statement): Fact<string> {
  const word = said.words.find((each) => each === "md5" || each === "sha1");
  return word === undefined
    ? unknownFact("Which algorithm is used is not stated.", placeOf(said))
    : { value: word, at: placeOf(said) };
}
