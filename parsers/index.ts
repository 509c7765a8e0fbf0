import { ciscoIos } from "./cisco-ios/cisco-ios.ts";
import { fortinetFortios } from "./fortinet-fortios/fortinet-fortios.ts";
import { juniperJunos } from "./juniper-junos/juniper-junos.ts";
import type { Parser } from "./parser.ts";
import { ciscoNxos } from "./cisco-nxos/cisco-nxos.ts";
import { ciscoAsa } from "./cisco-asa/cisco-asa.ts";
import { ciscoIosxr } from "./cisco-iosxr/cisco-iosxr.ts";
import { aristaEos } from "./arista-eos/arista-eos.ts";
import { paloaltoPanos } from "./paloalto-panos/paloalto-panos.ts";
import { ubiquitiEdgeos, vyos } from "./vyos/vyos.ts";
import { mikrotikRouteros } from "./mikrotik-routeros/mikrotik-routeros.ts";
import { linuxIptables } from "./linux-iptables/linux-iptables.ts";
import { opnsense, pfsense } from "./opnsense/opnsense.ts";

/** Every configuration language, in the order in which ties of recognition are decided. */
export const parsers: readonly Parser[] = [
  ciscoIos,
  juniperJunos,
  fortinetFortios,
  ciscoNxos,
  ciscoAsa,
  ciscoIosxr,
  aristaEos,
  paloaltoPanos,
  vyos,
  ubiquitiEdgeos,
  mikrotikRouteros,
  linuxIptables,
  opnsense,
  pfsense,
];
