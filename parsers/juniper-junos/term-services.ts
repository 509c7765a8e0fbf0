import { anyPort, type PortMatch, type ServiceMatch } from "../../src/model/address.ts";

type Services = readonly ServiceMatch[];

const tcpAndUdp: readonly number[] = [6, 17];

/** Services of terms; terms that ask for the same protocol and port of the destination share them. */
export class TermServices {
  readonly #byKind = new Map<number, Services>();

  of(protocols: "any" | readonly number[], sourcePorts: PortMatch, destinationPorts: PortMatch): Services {
    const kind = sourcePorts === anyPort ? kindOf(protocols, destinationPorts) : -1;
    const known = kind === -1 ? undefined : this.#byKind.get(kind);
    if (known !== undefined) return known;
    const asksPorts = sourcePorts !== anyPort || destinationPorts !== anyPort;
    const made: Services = [
      {
        protocols: protocols === "any" && asksPorts ? tcpAndUdp : protocols,
        icmp: null,
        sourcePorts,
        destinationPorts,
      },
    ];
    if (kind !== -1) this.#byKind.set(kind, made);
    return made;
  }
}

/** A number for at most one protocol with at most one port; -1 where more is asked for. */
function kindOf(protocols: "any" | readonly number[], ports: PortMatch): number {
  if (protocols !== "any" && protocols.length !== 1) return -1;
  const protocol = protocols === "any" ? 256 : (protocols[0] ?? 256);
  if (ports.kind === "any") return protocol * 65_537;
  const [range] = ports.kind === "ranges" && ports.ranges.length === 1 ? ports.ranges : [];
  return range !== undefined && range[0] === range[1] ? protocol * 65_537 + range[0] + 1 : -1;
}
