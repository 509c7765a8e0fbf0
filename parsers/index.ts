import { ciscoIos } from "./cisco-ios/cisco-ios.ts";
import { fortinetFortios } from "./fortinet-fortios/fortinet-fortios.ts";
import { juniperJunos } from "./juniper-junos/juniper-junos.ts";
import type { Parser } from "./parser.ts";

/** Every configuration language, in the order in which ties of recognition are decided. */
export const parsers: readonly Parser[] = [ciscoIos, juniperJunos, fortinetFortios];
