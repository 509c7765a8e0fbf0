import type { FragmentKind } from "../../model/acl.ts";

/** One packet, as a witness or a question. Addresses are canonical text of one family; protocol is IANA's number. */
export interface Packet {
  readonly family: 4 | 6;
  readonly source: string;
  readonly destination: string;
  readonly protocol: number;
  /** Null where the protocol has no ports. */
  readonly sourcePort: number | null;
  readonly destinationPort: number | null;
  /** Null where the protocol is not the ICMP of the family. */
  readonly icmp: { readonly type: number; readonly code: number } | null;
  /** Bits as in TcpFlagsMatch; null where the protocol is not TCP. */
  readonly tcpFlags: number | null;
  readonly fragment: FragmentKind;
  readonly dscp: number;
  /** For firewall policies; null for an ACL, and for "none of those that the policies name". */
  readonly fromZone: string | null;
  readonly toZone: string | null;
  readonly application: string | null;
  readonly user: string | null;
}

/** Protocols that carry ports: TCP, UDP, DCCP, SCTP and UDP-Lite. */
export const protocolsWithPorts: readonly number[] = [6, 17, 33, 132, 136];

/** ICMP in its family; the other one's number is a protocol without a header that entries ask about. */
export const icmpProtocol = { 4: 1, 6: 58 } as const;
