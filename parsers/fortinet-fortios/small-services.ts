import { isKnown, notApplicable, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { SmallService } from "../../src/model/services.ts";
import { enabled, type Source } from "./source.ts";
import { isAtLeast } from "./version.ts";

/** Settings of a table without edits that turn a service of the device on or off. */
const switches = [
  ["system global", "lldp-reception"],
  ["system global", "lldp-transmission"],
  ["system auto-install", "auto-install-config"],
  ["system auto-install", "auto-install-image"],
] as const;

/** What the device offers beside its purpose, by the vendor's word; LLDP by interface too. */
export function readSmallServices(source: Source): readonly SmallService[] {
  const services: SmallService[] = switches.map(([table, key]) => ({
    name: key,
    interface: null,
    enabled: source.fact(source.tables.single(table), table, key, enabled),
  }));
  services.push({ name: "admin-maintainer", interface: null, enabled: maintainer(source) });
  const auto = source.tables.single("system auto-install");
  source.note(auto, "default-config-file", "default-image-file");
  for (const entry of source.tables.entries("system interface")) {
    for (const key of ["lldp-reception", "lldp-transmission"]) {
      const value = source.take(entry, key);
      const word = value?.words[0];
      // "vdom" follows the setting of the VDOM.
      if (value === undefined || (word !== "enable" && word !== "disable")) continue;
      services.push({ name: key, interface: entry.name, enabled: read(word === "enable", value.at) });
    }
  }
  return services;
}

/** The account `maintainer` of the console, of which the CLI reference knows nothing from 7.2.7 on (config system global). */
function maintainer(source: Source): Fact<boolean> {
  const entry = source.tables.single("system global");
  const fact = source.fact(entry, "system global", "admin-maintainer", enabled);
  if (isKnown(fact) || source.version === null) return fact;
  if (isAtLeast(source.version, [7, 2, 7])) return notApplicable("FortiOS 7.2.7 and later have no maintainer account.");
  return "unknown" in fact ? fact : unknownFact("Whether the maintainer account may log in is not known.");
}
