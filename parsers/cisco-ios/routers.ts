import { joinRanges, type Fact } from "../../src/model/fact.ts";
import type { RoutingAuthentication, RoutingProtocol, RoutingSession } from "../../src/model/routing.ts";
import type { Password } from "../../src/model/secret.ts";
import { passwordAt } from "../lib/cisco/passwords.ts";
import { placeOf } from "../lib/cisco/places.ts";
import type { Statement } from "../lib/indented.ts";
import { coveredPorts, portsByAddress, type Budget, type CoveredPorts } from "./covered-ports.ts";
import type { InterfaceDraft } from "./draft.ts";
import type { KeyChains } from "./session-keys.ts";
import { beginsWith } from "./stated.ts";

/** What the protocols are worked out from. */
export interface Routers {
  readonly top: readonly Statement[];
  readonly interfaces: readonly InterfaceDraft[];
  readonly chains: KeyChains;
  /** By the block whose "network" statements they are. */
  readonly covered: ReadonlyMap<Statement, CoveredPorts>;
}

/** A router or address family with statements "network", and the VRF of its interfaces. */
export interface RouterBlock {
  readonly block: Statement;
  readonly vrf: string | null;
}

/** Blocks of "router WORD …" that stand there. */
export function routersOf({ top }: Pick<Routers, "top">, ...words: readonly string[]): readonly Statement[] {
  return top.filter((each) => !each.negated && beginsWith(each, words));
}

/** "router ospf N [vrf V]". */
export function ospfBlocks(routers: Pick<Routers, "top">): readonly RouterBlock[] {
  return routersOf(routers, "router", "ospf").map((block) => ({ block, vrf: block.words[4] ?? null }));
}

/** "router eigrp N", and the address families of it. */
export function eigrpBlocks(routers: Pick<Routers, "top">): readonly (RouterBlock & { readonly system: string })[] {
  return routersOf(routers, "router", "eigrp").flatMap((router) => {
    const families = router.children.filter(
      ({ words, negated }) => !negated && words[0] === "address-family" && words[1] === "ipv4",
    );
    return [router, ...families].map((block) => {
      const { words } = block;
      const at = words.indexOf("vrf");
      const number = words[words.indexOf("autonomous-system") + 1] ?? "";
      return {
        block,
        vrf: at < 0 ? null : (words[at + 1] ?? null),
        system: block === router ? (words[2] ?? "") : number,
      };
    });
  });
}

/** Which interfaces each block's networks hold; spends the budget. */
export function coverings(
  { top, interfaces }: Pick<Routers, "top" | "interfaces">,
  budget: Budget,
): ReadonlyMap<Statement, CoveredPorts> {
  const blocks: readonly RouterBlock[] = [
    ...ospfBlocks({ top }),
    ...eigrpBlocks({ top }),
    ...routersOf({ top }, "router", "rip").map((block) => ({ block, vrf: null })),
  ];
  if (blocks.length === 0) return new Map();
  const ports = portsByAddress(interfaces);
  return new Map(
    blocks.map(({ block, vrf }) => [block, coveredPorts(ports.get(vrf) ?? [], block.children, budget)] as const),
  );
}

/** What a router says of interfaces that have no neighbours. */
export interface Passives {
  readonly byName: ReadonlyMap<string, boolean>;
  readonly otherwise: boolean;
}

export function passivesOf({ children }: Statement): Passives {
  const byName = new Map<string, boolean>();
  let otherwise = false;
  for (const { words, negated } of children) {
    if (words[0] !== "passive-interface") continue;
    byName.set(words.slice(1).join(""), !negated);
    if (words[1] === "default" && !negated) otherwise = true;
  }
  return { byName, otherwise };
}

/** A passive interface has no neighbours. */
export function isPassive({ byName, otherwise }: Passives, { name }: InterfaceDraft): boolean {
  return byName.get(name) ?? otherwise;
}

export function session(
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
