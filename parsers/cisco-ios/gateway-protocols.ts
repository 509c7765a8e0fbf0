import { unknownFact, joinRanges, type Fact } from "../../src/model/fact.ts";
import type { RoutingAuthentication, RoutingProtocol, RoutingSession } from "../../src/model/routing.ts";
import type { Password } from "../../src/model/secret.ts";
import { passwordAt } from "../lib/cisco/passwords.ts";
import { placeOf } from "../lib/cisco/places.ts";
import type { Statement } from "../lib/indented.ts";
import type { InterfaceDraft } from "./draft.ts";
import { digestAt, md5At, noneAt, textAt } from "../lib/cisco/session-keys.ts";
import { algorithmOf, noneUnless, type KeyChains } from "./session-keys.ts";
import { beginsWith, lastOf, stated } from "./stated.ts";
import { coveringNetwork } from "./router-networks.ts";

/** What the protocols are worked out from. */
export interface Routers {
  readonly top: readonly Statement[];
  readonly interfaces: readonly InterfaceDraft[];
  readonly chains: KeyChains;
}

const ospfManual = "IP Routing: OSPF Command Reference";
const eigrpManual = "IP Routing: EIGRP Command Reference";

/** Blocks of "router WORD …" that stand there. */
function routersOf({ top }: Routers, ...words: readonly string[]): readonly Statement[] {
  return top.filter((each) => !each.negated && beginsWith(each, words));
}

function session(
  port: InterfaceDraft,
  protocol: RoutingProtocol,
  label: string,
  authentication: Fact<RoutingAuthentication>,
  statements: readonly (Statement | null)[],
): RoutingSession {
  const present = statements.filter((each) => each !== null);
  return {
    protocol,
    name: `interface ${port.name} ${label}`,
    vrf: port.vrf,
    authentication,
    keys: present.flatMap(keysOf),
    at: joinRanges(present.flatMap(placeOf)),
  };
}

const keyWords: ReadonlySet<string> = new Set(["md5", "authentication-key", "password", "hmac-sha-256"]);

function keysOf({ words }: Statement): readonly Password[] {
  const at = words.findIndex((word) => keyWords.has(word));
  const key = at < 0 ? null : passwordAt(words, at + 1);
  return key === null ? [] : [key];
}

/** A passive interface has no neighbours. */
function isPassive({ children }: Statement, port: InterfaceDraft): boolean {
  const own = children.findLast(
    ({ words }) => words[0] === "passive-interface" && words.slice(1).join("") === port.name,
  );
  if (own !== undefined) return !own.negated;
  return children.some(({ words, negated }) => words[0] === "passive-interface" && words[1] === "default" && !negated);
}

/** Interfaces on which "router ospf" runs, by "ip ospf N area A" or by the network that holds their address. */
export function ospfSessions(routers: Routers): readonly RoutingSession[] {
  return routersOf(routers, "router", "ospf").flatMap((router) => {
    const [, , process = "", , vrf = null] = router.words;
    const started = `ip ospf ${process} area`;
    return routers.interfaces.flatMap((port): readonly RoutingSession[] => {
      if (port.vrf !== vrf || isPassive(router, port) || /^loopback/i.test(port.name)) return [];
      const direct = stated(port.statements, started);
      const network = direct === null ? coveringNetwork(router.children, port) : null;
      const running = direct ?? network;
      if (running === null) return [];
      const area = running.words[running.words.indexOf("area") + 1];
      const own = lastOf(port.statements, "ip ospf authentication");
      const keys = port.statements.filter(
        (each) =>
          !each.negated &&
          (beginsWith(each, ["ip", "ospf", "message-digest-key"]) ||
            beginsWith(each, ["ip", "ospf", "authentication-key"])),
      );
      const authentication =
        own === null || own.negated ? areaAuthentication(router, area) : ospfAuthentication(routers, own);
      return [session(port, "ospf", `ip ospf ${process}`, authentication, [running, own, ...keys])];
    });
  });
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

function areaAuthentication(router: Statement, area: string | undefined): Fact<RoutingAuthentication> {
  const said = router.children.findLast(
    ({ words }) => words[0] === "area" && words[2] === "authentication" && sameArea(words[1], area),
  );
  if (said === undefined || said.negated) return noneUnless("ip ospf authentication", ospfManual);
  return said.words[3] === "message-digest" ? md5At(said) : textAt(said);
}

/** Areas are written as numbers or as dotted quads. */
function sameArea(one: string | undefined, other: string | undefined): boolean {
  return areaNumber(one) === areaNumber(other);
}

function areaNumber(area = ""): number {
  return area.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}

/** OSPF for IPv6 on interfaces: IPsec, or an authentication trailer whose key chain names the algorithm. */
export function ospfv3Sessions(routers: Routers): readonly RoutingSession[] {
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
    const inArea = [...routersOf(routers, "ipv6", "router", "ospf"), ...routersOf(routers, "router", "ospfv3")]
      .flatMap(({ children }) => children)
      .find(
        ({ words, negated }) =>
          !negated &&
          words[0] === "area" &&
          (words[2] === "authentication" || words[2] === "encryption") &&
          sameArea(words[1], area),
      );
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

function ipsecAlgorithm(said: Statement): Fact<string> {
  const word = said.words.find((each) => each === "md5" || each === "sha1");
  return word === undefined
    ? unknownFact("Which algorithm is used is not stated.", placeOf(said))
    : { value: word, at: placeOf(said) };
}

/** Interfaces of EIGRP: by networks of classic routers, and of the address families of named ones. */
export function eigrpSessions(routers: Routers): readonly RoutingSession[] {
  return routersOf(routers, "router", "eigrp").flatMap((router) => {
    const families = router.children.filter(
      ({ words, negated }) => !negated && words[0] === "address-family" && words[1] === "ipv4",
    );
    return [router, ...families].flatMap((block) => {
      const { words, children } = block;
      const at = words.indexOf("vrf");
      const vrf = at < 0 ? null : (words[at + 1] ?? null);
      const number = words[words.indexOf("autonomous-system") + 1] ?? "";
      const system = block === router ? (words[2] ?? "") : number;
      return routers.interfaces.flatMap((port): readonly RoutingSession[] => {
        if (port.vrf !== vrf || isPassive(block, port) || /^loopback/i.test(port.name)) return [];
        const network = coveringNetwork(children, port);
        if (network === null) return [];
        const own = children.filter(
          (each) =>
            each.words[0] === "af-interface" &&
            (each.words[1] === "default" || each.words.slice(1).join("") === port.name),
        );
        if (own.some((each) => lastOf(each.children, "passive-interface")?.negated === false)) return [];
        const { authentication, at: said } = eigrpAuthentication(routers, port, system, own);
        return [session(port, "eigrp", `eigrp ${system}`, authentication, [network, said])];
      });
    });
  });
}

function eigrpAuthentication(
  { chains }: Routers,
  port: InterfaceDraft,
  system: string,
  families: readonly Statement[],
): { readonly authentication: Fact<RoutingAuthentication>; readonly at: Statement | null } {
  const classic = stated(port.statements, `ip authentication mode eigrp ${system}`);
  // What is said of the interface itself counts before what is said of all.
  const named = families
    .toSorted((a, b) => Number(a.words[1] === "default") - Number(b.words[1] === "default"))
    .map(({ children }) => stated(children, "authentication mode"))
    .find((each) => each !== null);
  const said = named ?? classic;
  if (said === undefined || said === null)
    return { authentication: noneUnless("authentication mode", eigrpManual), at: null };
  if (said.words.includes("hmac-sha-256"))
    return { authentication: digestAt({ value: "hmac-sha-256", at: placeOf(said) }, said), at: said };
  const chain =
    stated(port.statements, `ip authentication key-chain eigrp ${system}`) ??
    families.map(({ children }) => stated(children, "authentication key-chain")).find((each) => each !== null) ??
    null;
  // The mode without a key chain authenticates nothing.
  if (chain === null) return { authentication: unknownFact("The mode has no key chain.", placeOf(said)), at: said };
  return {
    authentication: chains.has(chain.words.at(-1) ?? "")
      ? md5At(said)
      : unknownFact("The key chain is not defined.", placeOf(chain)),
    at: said,
  };
}

/** Interfaces of RIP, by the networks of its router. */
export function ripSessions(routers: Routers): readonly RoutingSession[] {
  return routersOf(routers, "router", "rip").flatMap((router) =>
    routers.interfaces.flatMap((port): readonly RoutingSession[] => {
      // A passive interface of RIP sends nothing, and believes what comes in ("passive-interface", IP Routing:
      // Protocol-Independent Command Reference).
      if (port.vrf !== null || /^loopback/i.test(port.name)) return [];
      const network = coveringNetwork(router.children, port);
      if (network === null) return [];
      const chain = stated(port.statements, "ip rip authentication key-chain");
      const mode = stated(port.statements, "ip rip authentication mode");
      const authentication =
        chain === null
          ? noneUnless("ip rip authentication key-chain", "IP Routing: RIP Command Reference")
          : mode?.words[4] === "md5"
            ? md5At(mode)
            : textAt(mode ?? chain);
      return [session(port, "rip", "rip", authentication, [network, chain, mode])];
    }),
  );
}

const isisManual = "IP Routing: ISIS Command Reference";

/** Hellos of IS-IS by interface, and the database by router. */
export function isisSessions(routers: Routers): readonly RoutingSession[] {
  const ports = routers.interfaces.flatMap((port): readonly RoutingSession[] => {
    const running = stated(port.statements, "ip router isis") ?? stated(port.statements, "ipv6 router isis");
    if (running === null || /^loopback/i.test(port.name)) return [];
    if (routersOf(routers, "router", "isis").some((router) => isPassive(router, port))) return [];
    const mode = stated(port.statements, "isis authentication mode");
    const chain = stated(port.statements, "isis authentication key-chain");
    const password = stated(port.statements, "isis password");
    return [
      session(port, "isis", "isis", isisAuthentication(routers, mode, chain, password), [
        running,
        mode,
        chain,
        password,
      ]),
    ];
  });
  const databases = routersOf(routers, "router", "isis").map((router): RoutingSession => {
    const mode = stated(router.children, "authentication mode");
    const chain = stated(router.children, "authentication key-chain");
    const password = stated(router.children, "area-password") ?? stated(router.children, "domain-password");
    return {
      protocol: "isis",
      name: router.words.join(" "),
      vrf: null,
      authentication: isisAuthentication(routers, mode, chain, password),
      keys: password === null ? [] : [passwordAt(password.words, 1)].filter((key) => key !== null),
      at: placeOf(router),
    };
  });
  return [...ports, ...databases];
}

function isisAuthentication(
  { chains }: Routers,
  mode: Statement | null,
  chain: Statement | null,
  password: Statement | null,
): Fact<RoutingAuthentication> {
  if (mode !== null && chain !== null) {
    if (mode.words.includes("text")) return textAt(mode);
    const named = algorithmOf(chains, chain.words[chain.words.indexOf("key-chain") + 1], chain);
    return mode.words.includes("md5")
      ? "unknown" in named
        ? md5At(mode)
        : digestAt(named, mode)
      : digestAt(named, mode);
  }
  if (password !== null) return textAt(password);
  if (mode !== null || chain !== null)
    return unknownFact(
      "Mode and key chain do not stand together.",
      [mode, chain].flatMap((each) => (each === null ? [] : placeOf(each))),
    );
  return noneUnless("isis authentication mode", isisManual);
}
