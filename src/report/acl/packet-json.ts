import { packetText } from "../../acl/text/packet-text.ts";
import type { Packet } from "../../acl/sets/packet.ts";

/** A packet as data, with the text that `redoubt acl test` reads. */
export function packetJson(packet: Packet): { readonly text: string } & Packet {
  return { text: packetText(packet), ...packet };
}
