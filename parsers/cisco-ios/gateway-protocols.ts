import { unknownFact, type Fact } from "../../src/model/fact.ts";
import type { RoutingAuthentication, RoutingSession } from "../../src/model/routing.ts";
import { passwordAt } from "../lib/cisco/passwords.ts";
import { placeOf } from "../lib/cisco/places.ts";
import type { Statement } from "../lib/indented.ts";
import { digestAt, md5At, textAt } from "../lib/cisco/session-keys.ts";
import { isLoopback } from "./covered-ports.ts";
import type { InterfaceDraft } from "./draft.ts";
import { eigrpBlocks, isPassive, passivesOf, routersOf, session, type Routers } from "./routers.ts";
import { algorithmOf, noneUnless } from "./session-keys.ts";
import { lastOf, stated } from "./stated.ts";

const eigrpManual = "IP Routing: EIGRP Command Reference";

/** Interfaces of EIGRP: by networks of classic routers, and of the address families of named ones. */
export function eigrpSessions(routers: Routers): readonly RoutingSession[] {
  return eigrpBlocks(routers).flatMap(({ block, system }) => {
    const passives = passivesOf(block);
    const families = Map.groupBy(
      block.children.filter(({ words }) => words[0] === "af-interface"),
      ({ words }) => (words[1] === "default" ? "default" : words.slice(1).join("")),
    );
    const ofAll = families.get("default") ?? [];
    return [...(routers.covered.get(block) ?? [])]
      .sort(([a], [b]) => a - b)
      .flatMap(([order, network]): readonly RoutingSession[] => {
        const port = routers.interfaces[order];
        if (port === undefined || isPassive(passives, port)) return [];
        const own = [...(families.get(port.name) ?? []), ...ofAll].sort((a, b) => a.line - b.line);
        if (own.some((each) => lastOf(each.children, "passive-interface")?.negated === false)) return [];
        const { authentication, at: said } = eigrpAuthentication(routers, port, system, own);
        return [session(port, "eigrp", `eigrp ${system}`, authentication, [network, said])];
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
    [...(routers.covered.get(router) ?? [])]
      .sort(([a], [b]) => a - b)
      .flatMap(([order, network]): readonly RoutingSession[] => {
        // A passive interface of RIP sends nothing, and believes what comes in ("passive-interface", IP Routing:
        // Protocol-Independent Command Reference).
        const port = routers.interfaces[order];
        if (port === undefined) return [];
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
  const passive = passiveSomewhere(routersOf(routers, "router", "isis"));
  const ports = routers.interfaces.flatMap((port): readonly RoutingSession[] => {
    const running = stated(port.statements, "ip router isis") ?? stated(port.statements, "ipv6 router isis");
    if (running === null || isLoopback(port) || passive(port)) return [];
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

/** Whether some router calls an interface passive: by its name, or by its default where it does not name it. */
function passiveSomewhere(blocks: readonly Statement[]): (port: InterfaceDraft) => boolean {
  const called = new Set<string>();
  const excepted = new Map<string, number>();
  let defaults = 0;
  for (const { byName, otherwise } of blocks.map(passivesOf)) {
    if (otherwise) defaults += 1;
    for (const [name, isCalled] of byName) {
      if (isCalled) called.add(name);
      else if (otherwise) excepted.set(name, (excepted.get(name) ?? 0) + 1);
    }
  }
  return ({ name }) => called.has(name) || defaults > (excepted.get(name) ?? 0);
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
