import type { Context } from "./context.ts";
import { portsOf, routerOf, type Port } from "./interfaces.ts";
import { child, entries, note } from "./reading.ts";
import { readZone } from "./zones.ts";

/**
 * Templates and template stacks of Panorama: interfaces, zones and profiles that its firewalls get. What a template says of a
 * firewall's own settings (`deviceconfig`) is about other devices than this one, and stays unread.
 */
export function readTemplates({ root, names }: Context): readonly Port[] {
  const ports: Port[] = [];
  for (const sort of ["template", "template-stack"]) {
    for (const template of entries(root, sort)) {
      note(template, "description", "settings", "templates", "devices", "user-group-source");
      // A variable has another value on each device: where it is used, the value is not known.
      for (const variable of entries(template, "variable")) note(variable, "type", "description");
      const network = child(template, "network");
      ports.push(...portsOf(network, template.word));
      routerOf(network, names);
      for (const vsys of entries(template, "vsys")) {
        note(vsys, "import", "display-name");
        for (const zone of entries(vsys, "zone"))
          readZone(zone, `template ${template.word}`, names, new Map(), network?.children.has("interface") === true);
      }
    }
  }
  return ports;
}
