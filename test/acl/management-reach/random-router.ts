import type { DeviceConfig } from "../../../src/model/device-config.ts";
import { namedGroups } from "../../../src/acl/named-groups.ts";
import type { Packet } from "../../../src/acl/sets/packet.ts";
import { parsers } from "../../../parsers/index.ts";
import { walkAcl } from "../walk.ts";
import type { Random } from "../random.ts";

/** Sources that lists of a random router tell apart: 10.0.0.0 to 10.0.0.15. */
export const universe = Array.from({ length: 16 }, (_, index) => `10.0.0.${index}`);

const own = ["192.0.2.1", "10.255.0.1"];

interface RandomClass {
  readonly name: string;
  readonly all: boolean;
  readonly lists: readonly { readonly name: string; readonly negated: boolean }[];
  readonly drop: boolean;
}

/** A router with a list on its interface, classes of the control plane and ranges of lines, some of them left out. */
export interface RandomRouter {
  readonly text: string;
  readonly device: DeviceConfig;
  readonly edge: string | null;
  readonly classes: readonly RandomClass[];
  readonly lines: readonly (string | null)[];
}

export function randomRouter(random: Random): RandomRouter {
  const names = ["A", "B", "C", "D", "E"];
  const lists = names.flatMap((name) => [`ip access-list extended ${name}`, ...entries(random)]);
  const listed = (): string => (random.chance(0.1) ? "MISSING" : random.pick(names));
  const edge = random.chance(0.8) ? listed() : null;
  const classes = Array.from({ length: random.below(4) }, (_, index) => ({
    name: `K${index}`,
    all: random.chance(0.5),
    lists: Array.from({ length: random.between(1, 2) }, () => ({
      name: random.pick(names),
      negated: random.chance(0.3),
    })),
    drop: random.chance(0.5),
  }));
  const lines = Array.from({ length: random.between(1, 3) }, () => (random.chance(0.8) ? listed() : null));
  const text = [
    "version 15.2",
    "no ip http server",
    "no ip http secure-server",
    ...lists,
    ...classes.flatMap(classMap),
    "policy-map COPP",
    ...classes.flatMap(({ name, drop }) => [` class ${name}`, drop ? "  drop" : "  police 8000"]),
    "control-plane",
    " service-policy input COPP",
    "interface Gi0/0",
    " ip address 192.0.2.1 255.255.255.0",
    ...(edge === null ? [] : [` ip access-group ${edge} in`]),
    "interface Loopback0",
    " ip address 10.255.0.1 255.255.255.255",
    ...lines.flatMap((list, index) => [
      `line vty ${index * 2} ${index * 2 + 1}`,
      ...(list === null ? [] : [` access-class ${list} in`]),
      " transport input ssh",
    ]),
    "end",
    "",
  ].join("\n");
  const parser = parsers.find(({ id }) => id === "cisco-ios");
  if (parser === undefined) throw new Error("No parser reads cisco-ios.");
  const { config, unread } = parser.parse(text);
  if (unread.length > 0) throw new Error(`Unread: ${unread.map((line) => line.text).join("; ")}`);
  return { text, device: config, edge, classes, lines };
}

function classMap({ name, all, lists }: RandomClass): readonly string[] {
  const head = `class-map match-${all ? "all" : "any"} ${name}`;
  return [head, ...lists.map((list) => ` match ${list.negated ? "not " : ""}access-group name ${list.name}`)];
}

function entries(random: Random): readonly string[] {
  return Array.from({ length: random.between(1, 4) }, () => {
    const action = random.chance(0.6) ? "permit" : "deny";
    const protocol = random.pick(["ip", "tcp", "tcp", "udp"]);
    const mask = random.pick(["0.0.0.0", "0.0.0.3", "0.0.0.7", "0.0.0.5", "0.0.0.15"]);
    const source = random.chance(0.2) ? "any" : `10.0.0.${random.below(16)} ${mask}`;
    // Lines ask for no destination, so that lists of any place may name none.
    const port = protocol === "tcp" && random.chance(0.6) ? ` eq ${random.pick(["22", "23"])}` : "";
    const flags = protocol === "tcp" && random.chance(0.2) ? " established" : "";
    return ` ${action} ${protocol} ${source} any${port}${flags}`;
  });
}

/** The sources of the universe whose SYN gets to SSH, found by walking every list for every packet. */
export function reachingByHand(router: RandomRouter): readonly string[] {
  return universe.filter((source) => own.some((destination) => getsThrough(router, synFrom(source, destination))));
}

/** Whether one packet passes every list on its way, each walked entry by entry. */
export function getsThrough({ device, edge, classes, lines }: RandomRouter, packet: Packet): boolean {
  if (edge !== null && !permits(device, edge, packet)) return false;
  const taken = classes.find((each) => isIn(device, each, packet));
  if (taken?.drop === true) return false;
  return lines.some((list) => list === null || permits(device, list, packet));
}

function isIn(device: DeviceConfig, { all, lists }: RandomClass, packet: Packet): boolean {
  const held = lists.map(({ name, negated }) => permits(device, name, packet) !== negated);
  return all ? held.every(Boolean) : held.some(Boolean);
}

function permits(device: DeviceConfig, name: string, packet: Packet): boolean {
  const acl = device.aclSets.find((each) => each.name === name);
  return acl === undefined || walkAcl(acl, namedGroups(device), packet).action === "permit";
}

function synFrom(source: string, destination: string): Packet {
  return {
    family: 4,
    source,
    destination,
    protocol: 6,
    sourcePort: 49_152,
    destinationPort: 22,
    icmp: null,
    tcpFlags: 2,
    fragment: "none",
    dscp: 0,
    fromZone: null,
    toZone: null,
    application: null,
    user: null,
  };
}

/** Whether one of the texts of sources holds an address. */
export function holds(texts: readonly string[], address: string): boolean {
  return texts.some(
    (text) => text === "any" || (text.includes("wildcard") ? inMask(text, address) : inRange(text, address)),
  );
}

function numberOf(address: string): number {
  return address.split(".").reduce((value, part) => value * 256 + Number(part), 0);
}

function inMask(text: string, address: string): boolean {
  const [base = "", , mask = ""] = text.split(" ");
  const keep = ~numberOf(mask) >>> 0;
  return (numberOf(base) & keep) >>> 0 === (numberOf(address) & keep) >>> 0;
}

function inRange(text: string, address: string): boolean {
  const value = numberOf(address);
  if (text.includes("-")) {
    const [first = "", last = ""] = text.split("-");
    return numberOf(first) <= value && value <= numberOf(last);
  }
  const [base = "", length = "32"] = text.split("/");
  const size = 2 ** (32 - Number(length));
  return Math.floor(value / size) === Math.floor(numberOf(base) / size);
}
