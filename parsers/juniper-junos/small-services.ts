import type { Fact } from "../../src/model/fact.ts";
import type { Banners, Dns, SmallService } from "../../src/model/services.ts";
import { absent, type Context } from "./context.ts";
import { placeOf } from "./node.ts";
import { child, children, entries, markTree, stated, statedBy, value } from "./reading.ts";

/** [edit system login] message and announcement (CLI reference: shown before and after login; none by default). */
export function readBanners(context: Context): Banners {
  const login = child(context.system, "login");
  const text = (word: string): Fact<string | null> => {
    const found = value(login, word);
    return found === undefined
      ? absent(context, null, `Junos: no ${word} is shown unless configured`)
      : stated(found.word, found);
  };
  return { beforeLogin: text("message"), afterLogin: text("announcement") };
}

/** [edit system name-server]. */
export function readDns(context: Context): Dns {
  const servers = entries(context.system, "name-server");
  for (const server of servers) for (const word of ["routing-instance", "source-address"]) value(server, word);
  return {
    lookup:
      servers.length === 0
        ? absent(context, false, "Junos: no names are asked for without a name-server")
        : statedBy(true, servers),
    servers: servers.map((node) => ({ ...placeOf(node), address: node.word })),
  };
}

/** Services beside the device's purpose: their path, and whether they are on without a statement. */
const switches: readonly {
  readonly name: string;
  readonly path: readonly string[];
  readonly on: boolean;
  readonly turns: boolean;
  readonly source: string;
}[] = [
  {
    name: "finger",
    path: ["system", "services", "finger"],
    on: false,
    turns: true,
    source: "Junos: off until configured",
  },
  {
    name: "tftp-server",
    path: ["system", "services", "tftp-server"],
    on: false,
    turns: true,
    source: "Junos: off until configured",
  },
  { name: "dhcp", path: ["system", "services", "dhcp"], on: false, turns: true, source: "Junos: off until configured" },
  {
    name: "dhcp-local-server",
    path: ["system", "services", "dhcp-local-server"],
    on: false,
    turns: true,
    source: "Junos: off until configured",
  },
  {
    name: "autoinstallation",
    path: ["system", "autoinstallation"],
    on: false,
    turns: true,
    source: "Junos: off until configured",
  },
  { name: "phone-home", path: ["system", "phone-home"], on: false, turns: true, source: "Junos: off until configured" },
  {
    name: "ip redirects",
    path: ["system", "no-redirects"],
    on: true,
    turns: false,
    source: "Junos: redirects are sent unless no-redirects is set (CLI reference, no-redirects)",
  },
  {
    name: "ipv6 redirects",
    path: ["system", "no-redirects-ipv6"],
    on: true,
    turns: false,
    source: "Junos: redirects are sent unless no-redirects-ipv6 is set",
  },
  {
    name: "ping record-route",
    path: ["system", "no-ping-record-route"],
    on: true,
    turns: false,
    source: "Junos: answered unless no-ping-record-route is set",
  },
  {
    name: "ping time-stamp",
    path: ["system", "no-ping-time-stamp"],
    on: true,
    turns: false,
    source: "Junos: answered unless no-ping-time-stamp is set",
  },
  {
    name: "multicast echo",
    path: ["system", "no-multicast-echo"],
    on: true,
    turns: false,
    source: "Junos: answered unless no-multicast-echo is set",
  },
  {
    name: "ip source-route",
    path: ["routing-options", "source-routing", "ip"],
    on: false,
    turns: true,
    source:
      "Junos: source routing is disabled unless [edit routing-options source-routing] enables it (CLI reference, source-routing)",
  },
];

export function readSmallServices(context: Context): SmallService[] {
  const made = switches.map(({ name, path, on, turns, source }): SmallService => {
    const node = child(context.root, ...path);
    if (node !== undefined) markTree(node);
    return { name, interface: null, enabled: node === undefined ? absent(context, on, source) : stated(turns, node) };
  });
  const lldp = child(context.root, "protocols", "lldp");
  for (const port of entries(lldp, "interface")) {
    const disabled = child(port, "disable");
    const off = child(lldp, "disable") ?? disabled;
    made.push({
      name: "lldp",
      interface: port.word === "all" ? null : port.word,
      enabled: off === undefined ? stated(true, port) : stated(false, off),
    });
  }
  for (const node of children(lldp)) if (node.word !== "interface") markTree(node);
  if (lldp === undefined) {
    made.push({
      name: "lldp",
      interface: null,
      enabled: absent(context, false, "Junos: LLDP is off without [edit protocols lldp]"),
    });
  }
  return made;
}
