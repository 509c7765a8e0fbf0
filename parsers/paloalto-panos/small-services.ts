import type { SmallService } from "../../src/model/services.ts";
import type { Context } from "./context.ts";
import { child, entries, markTree, stated, word } from "./reading.ts";

/** Services for others than administrators: DHCP servers and relays by interface, and DNS proxies. */
export function readSmallServices({ root }: Context): readonly SmallService[] {
  const network = child(root, "network");
  const found: SmallService[] = [];
  for (const port of entries(network, "dhcp", "interface")) {
    for (const kind of ["server", "relay"]) {
      const service = port.children.get(kind);
      if (service === undefined) continue;
      const mode = kind === "server" ? word(service, "mode") : word(service, "ip", "enabled");
      markTree(service);
      found.push({
        name: `dhcp ${kind}`,
        interface: port.word,
        enabled: stated(mode !== "disabled" && mode !== "no", service),
      });
    }
  }
  for (const proxy of entries(network, "dns-proxy")) {
    const enabled = word(proxy, "enabled") !== "no";
    const ports = entries(proxy, "interface");
    markTree(proxy);
    for (const port of ports) found.push({ name: "dns proxy", interface: port.word, enabled: stated(enabled, proxy) });
  }
  return found;
}
