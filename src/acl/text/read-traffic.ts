import type { PortRange } from "../../model/address.ts";
import { otherNumbers } from "./except-text.ts";
import { readAddress, type AddressItem } from "./read-address.ts";
import { isOption, readOption } from "./read-options.ts";
import { protocolExamples, protocolNumber } from "./traffic-names.ts";
import { FaultyText } from "./traffic-words.ts";
import type { ProtocolItem, Said, Side, Traffic } from "./traffic.ts";
import { misplaced, rangeOf, Words } from "./words.ts";

/**
 * Reads "[ip|ipv4|ipv6] [protocols] [source > destination] [conditions]"; docs/acl.md has the grammar. Throws FaultyText
 * for what it does not know.
 */
export function readTraffic(text: string): Traffic {
  const words = new Words(text);
  const said: Said = {
    family: null,
    protocols: null,
    exceptProtocols: false,
    source: null,
    destination: null,
    flags: null,
    established: null,
    icmpWord: null,
    icmpTypes: null,
    icmpCodes: null,
    fragments: null,
    dscp: null,
    fromZones: null,
    toZones: null,
    applications: null,
    users: null,
  };
  readFront(words, said);
  const first = words.next;
  if (first.kind === "arrow") throw new FaultyText("The source address is missing before the arrow.", first.column);
  if (first.kind !== "end" && !isOption(first)) {
    said.source = readSide(words);
    const arrow = words.take();
    if (arrow.kind !== "arrow") throw misplaced(arrow, 'Between source and destination stands ">" or "to".');
    const second = words.next;
    if (second.kind === "end")
      throw new FaultyText("The destination address is missing after the arrow.", second.column);
    said.destination = readSide(words);
  }
  while (words.next.kind !== "end") readOption(words, said);
  return said;
}

const families: Readonly<Record<string, 4 | 6 | null>> = { ip: null, ipv4: 4, ipv6: 6 };

/** Family and protocols, where they are said. */
function readFront(words: Words, said: Said): void {
  const family = words.text === null ? undefined : families[words.text];
  if (family !== undefined) {
    const { column } = words.take();
    if (family !== null) said.family = { value: family, column };
  }
  const { column } = words.next;
  const named = words.text === "protocol";
  if (named) words.take();
  const except = takeExcept(words);
  if (!named && !except && !beginsProtocol(words.text)) return;
  said.exceptProtocols = except;
  said.protocols = { value: words.list(() => readProtocol(words)), column };
}

function takeExcept(words: Words): boolean {
  if (words.text !== "except") return false;
  words.take();
  return true;
}

function beginsProtocol(text: string | null): boolean {
  return (
    text !== null &&
    (text === "icmp" || text === "icmpv6" || protocolNumber(text) !== undefined || /^\d+(?:-\d+)?$/.test(text))
  );
}

function readProtocol(words: Words): ProtocolItem {
  const { text, column } = words.word("A protocol is a name or a number from 0 to 255.");
  if (text === "icmp" || text === "icmpv6") return text;
  const number = protocolNumber(text);
  if (number !== undefined) return [number, number];
  const range = rangeOf(text, 255);
  if (range !== null) return range;
  throw new FaultyText(
    `"${text}" is no protocol: write a number from 0 to 255, or one of ${protocolExamples.join(", ")}.`,
    column,
  );
}

const sideWanted = 'An address is written as 192.0.2.1, 192.0.2.0/24, 192.0.2.3-192.0.2.9, 2001:db8::/32 or "any".';

function readSide(words: Words): Side {
  const { column } = words.next;
  const addresses = readAddresses(words);
  const except = addresses.ports === null && takeExcept(words) ? readAddresses(words) : null;
  const glued = addresses.ports ?? except?.ports ?? null;
  return {
    addresses: addresses.items,
    except: except?.items ?? [],
    ports: readPortList(words, glued) ?? glued,
    column,
  };
}

interface AddressList {
  readonly items: readonly AddressItem[];
  readonly ports: Side["ports"];
}

/** Addresses with commas between them; after a port that is glued to one of them come further ports. */
function readAddresses(words: Words): AddressList {
  const items: AddressItem[] = [];
  const ports: PortRange[] = [];
  let portsAt = 1;
  words.list(() => {
    const word = words.word(sideWanted);
    if (ports.length > 0) {
      ports.push(readPort(word.text, word.column));
      return;
    }
    const mask = words.text === "wildcard" ? (words.take(), words.word("After wildcard stands a mask.")) : null;
    const { address, port } = readAddress(word, mask);
    items.push(address);
    if (port === null) return;
    ports.push(readPort(port.text, port.column));
    portsAt = port.column;
  });
  return { items, ports: ports.length === 0 ? null : { value: ports, column: portsAt } };
}

/** "port 22, 80-90" or "port except 22" after the addresses. */
function readPortList(words: Words, glued: Side["ports"]): Side["ports"] {
  if (words.text !== "port") return null;
  const { column } = words.take();
  if (glued !== null) throw new FaultyText("The ports of this side are given twice.", column);
  const except = takeExcept(words);
  const portsAt = words.next.column;
  const ports = words.list(() => {
    const { text, column: at } = words.word("A port is a number from 0 to 65535.");
    return readPort(text, at);
  });
  return { value: except ? otherNumbers(ports, 65_535) : ports, column: portsAt };
}

function readPort(text: string, column: number): PortRange {
  const range = rangeOf(text, 65_535);
  if (range === null)
    throw new FaultyText(
      `"${text}" is no port: write a number from 0 to 65535, or a range such as 1024-65535.`,
      column,
    );
  return range;
}
