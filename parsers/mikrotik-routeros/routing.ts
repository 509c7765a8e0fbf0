import { read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { RoutingAuthentication, RoutingProtocol, RoutingSession } from "../../src/model/routing.ts";
import { itemsOf, mark, placeOf, type Draft } from "./draft.ts";
import { isDisabled, valueOf, type Item } from "./items.ts";

interface Kind {
  readonly menu: string;
  readonly protocol: RoutingProtocol;
  /** What names a session, first found wins. */
  readonly names: readonly string[];
  /** The algorithm; null where the key alone tells. */
  readonly algorithm: string | null;
  readonly key: string;
}

/** "Routing" and "VRRP" of the manual, for RouterOS 6 and 7. */
const kinds: readonly Kind[] = [
  {
    menu: "/routing bgp peer",
    protocol: "bgp",
    names: ["name", "remote-address"],
    algorithm: null,
    key: "tcp-md5-key",
  },
  {
    menu: "/routing bgp connection",
    protocol: "bgp",
    names: ["name", "remote.address"],
    algorithm: null,
    key: "tcp-md5-key",
  },
  {
    menu: "/routing ospf interface",
    protocol: "ospf",
    names: ["interface"],
    algorithm: "authentication",
    key: "authentication-key",
  },
  {
    menu: "/routing ospf interface-template",
    protocol: "ospf",
    names: ["interfaces", "networks", "area"],
    algorithm: "auth",
    key: "auth-key",
  },
  {
    menu: "/routing rip interface",
    protocol: "rip",
    names: ["interface"],
    algorithm: "authentication",
    key: "authentication-key",
  },
  {
    menu: "/interface vrrp",
    protocol: "vrrp",
    names: ["name", "interface"],
    algorithm: "authentication",
    key: "password",
  },
];

/** Sessions that believe what they are told, with how its sender is known. Areas and templates may set what these leave out. */
export function readRouting(draft: Draft): Fact<readonly RoutingSession[]> {
  const sessions: RoutingSession[] = [];
  for (const kind of kinds) {
    for (const item of itemsOf(draft, kind.menu)) {
      // What decides on routes themselves is not of the model; a key of a template is.
      if (kind.menu !== "/interface vrrp" && item.verb === "add") draft.ledger.readRange(item.first, item.last);
      if (item.verb !== "add" || isDisabled(item)) continue;
      sessions.push(sessionOf(kind, item));
    }
  }
  for (const item of itemsOf(draft, "/routing bgp template"))
    mark(
      draft,
      item,
      new Set(["name", "as", "router-id", "output.network", "routing-table", "address-families", "disabled"]),
      ["routing"],
    );
  if (!draft.whole)
    return unknownFact(
      "The text is a part of an export, and says nothing of the rest.",
      sessions.flatMap(({ at }) => at),
    );
  return read(
    sessions,
    sessions.flatMap(({ at }) => at),
  );
}

function sessionOf({ menu, protocol, names, algorithm, key }: Kind, item: Item): RoutingSession {
  const name = names.map((each) => valueOf(item, each)).find((each) => each !== null) ?? "";
  return {
    protocol,
    name: `${menu} ${name}`,
    vrf: null,
    authentication: authenticationOf(item, algorithm, key),
    keys: [],
    at: placeOf(item),
  };
}

function authenticationOf(item: Item, algorithm: string | null, key: string): Fact<RoutingAuthentication> {
  const at = placeOf(item);
  if (algorithm === null) {
    const md5: RoutingAuthentication = { kind: "digest", algorithm: read("md5", at) };
    if (item.parameters.has(key)) return read(md5, at);
    // In RouterOS 7 a connection takes what it does not state from its templates.
    return item.parameters.has("templates")
      ? unknownFact("A template may hold the key.", at)
      : read({ kind: "none" }, at);
  }
  const said = valueOf(item, algorithm) ?? "none";
  if (said === "none") return read({ kind: "none" }, at);
  return read(said === "simple" ? { kind: "text" } : { kind: "digest", algorithm: read(said, at) }, at);
}
