import { readPacket, type PacketRead } from "../acl/text/packet-text.ts";
import { readSpace } from "../acl/text/space-text.ts";
import type { Conditions } from "../acl/sets/conditions.ts";
import type { TextFault } from "../acl/text/traffic-words.ts";
import { UsageError } from "./exit-codes.ts";

/** The packet that the words of a command line write; throws UsageError with the place where they do not. */
export function packetOfWords(words: readonly string[]): PacketRead {
  const text = words.join(" ");
  const read = readPacket(text);
  if (!read.ok) throw malformed("packet", text, read);
  return read;
}

/** The space of packets that the words write; no words are every packet. */
export function spaceOfWords(words: readonly string[]): readonly Conditions[] {
  const text = words.join(" ");
  const read = readSpace(text);
  if (!read.ok) throw malformed("space", text, read);
  return read.within;
}

function malformed(what: string, text: string, { column, problem }: TextFault): UsageError {
  const shown = text.length <= 100 ? text : `${text.slice(0, 99)}…`;
  return new UsageError(`The ${what} "${shown}", character ${column}: ${problem}`);
}
