import { ipv4Number } from "../lib/cisco/addresses.ts";
import type { Statement } from "../lib/indented.ts";
import type { InterfaceDraft } from "./draft.ts";

/** An interface that a routing protocol may run on, by its first IPv4 address. */
interface Addressed {
  readonly address: number;
  /** Its place among all interfaces. */
  readonly order: number;
}

/** Interfaces other than loopbacks by VRF, in the order of their addresses. */
export type PortsByAddress = ReadonlyMap<string | null, readonly Addressed[]>;

/** Places of interfaces among all, and the "network" statement that holds each. */
export type CoveredPorts = ReadonlyMap<number, Statement>;

/** How many pairs of a network and an interface may still be looked at; below zero once there were too many. */
export interface Budget {
  left: number;
}

export function portsByAddress(interfaces: readonly InterfaceDraft[]): PortsByAddress {
  const found = new Map<string | null, Addressed[]>();
  for (const [order, port] of interfaces.entries()) {
    const address = ipv4Number(port.addresses.find((each) => !each.includes(":"))?.split("/")[0]);
    if (address === null || isLoopback(port)) continue;
    const known = found.get(port.vrf);
    if (known === undefined) found.set(port.vrf, [{ address, order }]);
    else known.push({ address, order });
  }
  for (const ports of found.values()) ports.sort((a, b) => a.address - b.address);
  return found;
}

export function isLoopback({ name }: InterfaceDraft): boolean {
  return /^loopback/i.test(name);
}

interface Network {
  readonly address: number;
  /** Bits that it leaves open. */
  readonly open: number;
  readonly statement: Statement;
}

/**
 * The "network ADDRESS [WILDCARD]" that holds the first IPv4 address of each interface of a VRF, the narrowest of
 * several. Without a wildcard a network is its class ("network (EIGRP)", IP Routing: EIGRP Command Reference). Only
 * interfaces that a network may hold are looked at, so that many routers beside many interfaces cost what they have
 * in common; nothing more is found once the budget is spent.
 */
export function coveredPorts(
  ports: readonly Addressed[],
  statements: readonly Statement[],
  budget: Budget,
): CoveredPorts {
  const covered = new Map<number, Statement>();
  for (const { address, open, statement } of networksOf(statements)) {
    const low = (address & ~open) >>> 0;
    const high = (address | open) >>> 0;
    for (let index = firstFrom(ports, low); index < ports.length; index += 1) {
      const port = ports[index];
      if (port === undefined || port.address > high) break;
      budget.left -= 1;
      if (budget.left < 0) return covered;
      // A wildcard need not be one run of bits.
      if (((port.address ^ address) & ~open) !== 0 || covered.has(port.order)) continue;
      covered.set(port.order, statement);
    }
  }
  return covered;
}

/** Each network once, the narrowest first, of equal ones the first. */
function networksOf(statements: readonly Statement[]): readonly Network[] {
  const found = new Map<string, Network>();
  for (const statement of statements) {
    const { words, negated } = statement;
    const address = words[0] === "network" && !negated ? ipv4Number(words[1]) : null;
    if (address === null) continue;
    const open = ipv4Number(words[2]) ?? classOf(address);
    const key = `${address & ~open} ${open}`;
    if (!found.has(key)) found.set(key, { address, open, statement });
  }
  return [...found.values()].sort((a, b) => a.open - b.open);
}

/** Place of the first interface whose address is not below. */
function firstFrom(ports: readonly Addressed[], address: number): number {
  let low = 0;
  let high = ports.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ports[middle]?.address ?? 0) < address) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Bits that a classful network leaves open. */
function classOf(network: number): number {
  const first = network >>> 24;
  return first < 128 ? 0x00ff_ffff : first < 192 ? 0x0000_ffff : 0x0000_00ff;
}
