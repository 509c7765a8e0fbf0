import type { RoutingSession } from "../../src/model/routing.ts";
import type { ConfigNode } from "./node.ts";
import { child, children, entries, markTree, stated, value } from "./reading.ts";
import {
  noneUnless,
  oddOf,
  plainly,
  sessionOf,
  unproved,
  withDigest,
  type Keyrings,
  type Proof,
} from "./session-keys.ts";

const ospfWords = new Set(["authentication", "authentication-key", "ipsec-sa"]);
const areaWords = new Set(["authentication-type"]);

/** OSPF and OSPFv3: interfaces, virtual and sham links of each area (OSPF User Guide, "OSPF Authentication"). */
export function ospfSessions(
  protocol: "ospf" | "ospfv3",
  node: ConfigNode | undefined,
  vrf: string | null,
  rings: Keyrings,
): RoutingSession[] {
  if (node === undefined || child(node, "disable") !== undefined) return [];
  const areas = [node, ...entries(node, "realm")].flatMap((around) => entries(around, "area"));
  return areas.flatMap((area) => {
    const odd = oddOf(area, areaWords);
    const general = odd === undefined ? null : unproved(`"${odd.word}" is not read.`, odd);
    const type = value(area, "authentication-type");
    const links = ["interface", "virtual-link", "sham-link-remote", "peer-interface"].flatMap((word) =>
      word === "virtual-link" ? virtualLinks(area) : entries(area, word),
    );
    return links.flatMap((port) => {
      // A passive interface neither sends nor takes a hello.
      if (child(port, "disable") !== undefined || child(port, "passive") !== undefined) return [];
      const proof = general ?? ospfProof(type, port, rings);
      return [sessionOf(protocol, port, vrf, proof)];
    });
  });
}

/** `virtual-link neighbor-id 192.0.2.1 transit-area 0.0.0.1 …`. */
function virtualLinks(area: ConfigNode): ConfigNode[] {
  return entries(child(area, "virtual-link"), "neighbor-id").flatMap((neighbor) => entries(neighbor, "transit-area"));
}

function ospfProof(type: ConfigNode | undefined, port: ConfigNode, rings: Keyrings): Proof {
  const authentication = child(port, "authentication");
  const association = value(port, "ipsec-sa");
  const oldKey = value(port, "authentication-key");
  const odd = oddOf(port, ospfWords);
  if (odd !== undefined) return unproved(`"${odd.word}" is not read.`, odd);
  if (authentication !== undefined) return interfaceProof(authentication, rings);
  if (oldKey !== undefined || (type !== undefined && type.word !== "none")) {
    for (const item of children(oldKey)) markTree(item);
    return typed(type, oldKey) ?? noneUnless("authentication");
  }
  if (association !== undefined) return withDigest(rings.association(association), association);
  return noneUnless("authentication");
}

function interfaceProof(node: ConfigNode, rings: Keyrings): Proof {
  const simple = value(node, "simple-password");
  const hashed = entries(node, "md5");
  const chain = value(node, "keychain");
  const kinds = [simple !== undefined, hashed.length > 0, chain !== undefined].filter(Boolean);
  const others = children(node).filter(({ word }) => !["simple-password", "md5", "keychain"].includes(word));
  for (const other of others) other.odd = true;
  if (kinds.length !== 1 || others.length > 0) return unproved("The way of authentication is not known.", node);
  if (simple !== undefined) return plainly("text", node, simple);
  if (chain !== undefined) return withDigest(rings.chain(chain, "protocols ospf authentication keychain"), node);
  const keys = hashed.flatMap((id) => {
    value(id, "start-time");
    return value(id, "key") ?? [];
  });
  return keys.length < hashed.length
    ? unproved("A key is not stated.", node)
    : withDigest(stated("md5", node), node, keys);
}

const levelWords = ["authentication-key", "authentication-type", "authentication-key-chain"];
const switchedOff = ["no-hello-authentication", "no-csnp-authentication", "no-psnp-authentication"];
const helloWords = ["hello-authentication-key", "hello-authentication-type", "hello-authentication-key-chain"];
const knownLevel = new Set([...levelWords, ...switchedOff]);
const knownHello = new Set(helloWords);
const knownTop = new Set(["no-authentication-check", "loose-authentication-check"]);

/**
 * IS-IS: each interface in each level. The level's key proves all messages, hellos too, unless the interface has a
 * key of its own for those (IS-IS User Guide, "IS-IS Authentication").
 */
export function isisSessions(node: ConfigNode | undefined, vrf: string | null, rings: Keyrings): RoutingSession[] {
  if (node === undefined || child(node, "disable") !== undefined) return [];
  const unchecked = child(node, "no-authentication-check") ?? child(node, "loose-authentication-check");
  const odd = oddOf(node, knownTop);
  const general =
    unchecked !== undefined
      ? plainly("none", unchecked)
      : odd !== undefined
        ? unproved(`"${odd.word}" is not read.`, odd)
        : null;
  const levels = ["1", "2"].map((number) => child(child(node, "level"), number));
  const proofs = levels.map((level) => levelProof(level, rings));
  return entries(node, "interface").flatMap((port) => {
    if (child(port, "disable") !== undefined || child(port, "passive") !== undefined) return [];
    const oddPort = oddOf(port, knownHello);
    return ["1", "2"].flatMap((number, index): RoutingSession[] => {
      const own = child(child(port, "level"), number);
      const level = levels[index];
      const off = [own, level].some((each) => each?.children.get("disable")?.inactive === false);
      if (off || own?.children.get("passive")?.inactive === false) {
        for (const each of [own, level]) for (const word of ["disable", "passive"]) child(each, word);
        return [];
      }
      const name = `${[...wordsOf(port, vrf)].join(" ")} level ${number}`;
      const proof =
        general !== null
          ? general
          : oddPort !== undefined
            ? unproved(`"${oddPort.word}" is not read.`, oddPort)
            : isisProof(proofs[index] ?? null, own, port, rings);
      return [sessionOf("isis", own ?? port, vrf, proof, name)];
    });
  });
}

function wordsOf(port: ConfigNode, vrf: string | null): readonly string[] {
  return [...(vrf === null ? [] : ["routing-instances", vrf]), "protocols", "isis", "interface", port.word];
}

/** The proof of the level's messages; null where it states none. */
function levelProof(level: ConfigNode | undefined, rings: Keyrings): Proof | null {
  if (level === undefined) return null;
  const odd = oddOf(level, knownLevel);
  const off = switchedOff.flatMap((word) => child(level, word) ?? []);
  if (odd !== undefined) return unproved(`"${odd.word}" is not read.`, odd);
  const proof = keyed(level, levelWords, rings);
  const [first] = off;
  return proof === null || first === undefined ? proof : unproved("Only some messages are authenticated.", first);
}

function isisProof(general: Proof | null, own: ConfigNode | undefined, port: ConfigNode, rings: Keyrings): Proof {
  const odd = oddOf(own, knownHello);
  if (odd !== undefined) return unproved(`"${odd.word}" is not read.`, odd);
  const hello = (own === undefined ? null : keyed(own, helloWords, rings)) ?? keyed(port, helloWords, rings);
  if (hello === null) return general ?? noneUnless("authentication-key");
  if (general === null)
    return unproved("Hellos are authenticated, and the link states of the level are not.", own ?? port);
  const weaker = "value" in general.authentication && general.authentication.value.kind !== "digest" ? general : hello;
  return "value" in general.authentication ? { ...weaker, keys: [...general.keys, ...hello.keys] } : general;
}

function keyed(
  node: ConfigNode,
  [keyWord = "", typeWord = "", chainWord = ""]: readonly string[],
  rings: Keyrings,
): Proof | null {
  const key = value(node, keyWord);
  const type = value(node, typeWord);
  const chain = value(node, chainWord);
  if (chain !== undefined) {
    return key === undefined && type === undefined
      ? withDigest(rings.chain(chain, `protocols isis ${chainWord}`), chain)
      : unproved("Which of several ways of authentication holds is not worked out.", chain);
  }
  return typed(type, key);
}

const ripWords = new Set(["authentication-key", "authentication-type"]);

/** RIP: what a neighbour states replaces what the protocol states; RIPng has no authentication (RIP User Guide). */
export function ripSessions(
  protocol: "rip" | "ripng",
  node: ConfigNode | undefined,
  vrf: string | null,
): RoutingSession[] {
  if (node === undefined) return [];
  const general = ripLevel(node);
  return entries(node, "group").flatMap((group) => {
    const around = [ripLevel(group), general];
    return entries(group, "neighbor").map((port) =>
      sessionOf(protocol, port, vrf, ripProof([ripLevel(port), ...around])),
    );
  });
}

interface RipLevel {
  readonly type: ConfigNode | undefined;
  readonly key: ConfigNode | undefined;
  readonly odd: Proof | null;
}

function ripLevel(node: ConfigNode): RipLevel {
  const odd = oddOf(node, ripWords);
  return {
    type: value(node, "authentication-type"),
    key: value(node, "authentication-key"),
    odd: odd === undefined ? null : unproved(`"${odd.word}" is not read.`, odd),
  };
}

function ripProof(levels: readonly RipLevel[]): Proof {
  const odd = levels.find((level) => level.odd !== null)?.odd;
  if (odd != null) return odd;
  const type = levels.find((level) => level.type !== undefined)?.type;
  const key = levels.find((level) => level.key !== undefined)?.key;
  if (type?.word === "none") return plainly("none", type);
  return typed(type, key) ?? noneUnless("authentication-type");
}

/** A type and a key that belong together; null where neither is stated. */
function typed(type: ConfigNode | undefined, key: ConfigNode | undefined): Proof | null {
  const any = type ?? key;
  if (any === undefined) return null;
  if (type === undefined || key === undefined)
    return unproved("Type and key of the authentication are not both stated.", any);
  if (type.word === "simple") return plainly("text", type, key);
  if (type.word === "md5") return withDigest(stated("md5", type), type, [key]);
  return unproved("The type of authentication is not known.", type);
}
