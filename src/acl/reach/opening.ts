import type { Conditions } from "../sets/conditions.ts";

const syn = 2;
const rst = 4;
const ack = 16;

/**
 * The first packet of a session: whole, from any port, and over TCP with SYN set and neither ACK nor RST, which is what
 * a listening socket takes, whatever other flags there are (RFC 9293, 3.10.7.2). No port is any.
 */
export function openingService(
  protocol: 6 | 17,
  ports: readonly number[],
): Pick<Conditions, "services" | "tcpFlags" | "fragments"> {
  const ranges = [...new Set(ports)].toSorted((a, b) => a - b).map((port) => [port, port] as const);
  return {
    services: [
      {
        protocols: [protocol],
        sourcePorts: { kind: "any" },
        destinationPorts: ports.length === 0 ? { kind: "any" } : { kind: "ranges", ranges },
        icmp: null,
      },
    ],
    tcpFlags: protocol === 6 ? [{ mask: syn | rst | ack, value: syn }] : null,
    fragments: ["none"],
  };
}
