import type { ServiceMatch } from "../../src/model/address.ts";
import { portNames } from "../lib/cisco/packet-names.ts";
import type { PortNames } from "../lib/cisco/ports.ts";

/** Names that IOS XR has beside those of IOS ("permit (IPv4)", IP Addresses and Services Command Reference); numbers are IANA's. */
const further: ReadonlyMap<string, number> = new Map([
  ["ldp", 646],
  ["lsp-ping", 3503],
  ["ssh", 22],
]);

/** The names of ports that an entry for these protocols may use. */
export function xrPortNames(protocols: ServiceMatch["protocols"]): PortNames {
  const common = portNames(protocols);
  return (name) => common(name) ?? further.get(name);
}
