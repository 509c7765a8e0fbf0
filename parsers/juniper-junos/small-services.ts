import { unknownFact, type Fact } from "../../src/model/fact.ts";
import type { Banners, Dns, SmallService } from "../../src/model/services.ts";
import { absent, isAtLeast, type Context } from "./context.ts";
import { placeOf, type ConfigNode } from "./node.ts";
import { child, children, eachUnit, entries, markTree, stated, statedBy, value } from "./reading.ts";

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

interface Switch {
  readonly name: string;
  readonly path: readonly string[];
  /** What the statement does. */
  readonly turns: boolean;
  /** What holds without it. */
  readonly otherwise: (context: Context) => Fact<boolean>;
}

const offUntil =
  (source: string) =>
  (context: Context): Fact<boolean> =>
    absent(context, false, `Junos: off until configured (${source})`);
const onUnless =
  (source: string) =>
  (context: Context): Fact<boolean> =>
    absent(context, true, source);
const undocumented = (what: string) => (): Fact<boolean> =>
  unknownFact(`No manual says whether Junos ${what} without a statement.`);

/** Services beside the device's purpose: their path, and what holds without a statement. */
const switches: readonly Switch[] = [
  {
    name: "finger",
    path: ["system", "services", "finger"],
    turns: true,
    otherwise: offUntil("DISA Juniper EX RTR STIG V2R1"),
  },
  {
    name: "tftp-server",
    path: ["system", "services", "tftp-server"],
    turns: true,
    otherwise: offUntil("DISA Juniper EX RTR STIG V2R1"),
  },
  {
    name: "dhcp",
    path: ["system", "services", "dhcp"],
    turns: true,
    otherwise: offUntil("13.2 CLI reference, dhcp (DHCP Server)"),
  },
  {
    name: "dhcp-local-server",
    path: ["system", "services", "dhcp-local-server"],
    turns: true,
    otherwise: offUntil("9.4, Minimum Extended DHCP Local Server Configuration"),
  },
  {
    name: "autoinstallation",
    path: ["system", "autoinstallation"],
    turns: true,
    otherwise: offUntil("13.1 CLI reference, autoinstallation"),
  },
  {
    name: "phone-home",
    path: ["system", "phone-home"],
    turns: true,
    otherwise: offUntil("DISA Juniper EX RTR STIG V2R1"),
  },
  {
    name: "ip redirects",
    path: ["system", "no-redirects"],
    turns: false,
    otherwise: onUnless(
      "Junos: interfaces send redirects unless no-redirects is set (12.2 CLI reference, no-redirects)",
    ),
  },
  {
    name: "ipv6 redirects",
    path: ["system", "no-redirects-ipv6"],
    turns: false,
    otherwise: onUnless(
      "Junos: interfaces of every family send redirects unless told otherwise (12.2 CLI reference, no-redirects)",
    ),
  },
  {
    name: "ping record-route",
    path: ["system", "no-ping-record-route"],
    turns: false,
    otherwise: undocumented("answers pings that record the route"),
  },
  {
    name: "ping time-stamp",
    path: ["system", "no-ping-time-stamp"],
    turns: false,
    otherwise: undocumented("answers pings that ask for time stamps"),
  },
  {
    name: "multicast echo",
    path: ["system", "no-multicast-echo"],
    turns: false,
    otherwise: undocumented("answers echo requests to multicast addresses"),
  },
  {
    name: "ip source-route",
    path: ["routing-options", "source-routing", "ip"],
    turns: true,
    otherwise: sourceRouting,
  },
];

/** Disabled by default (13.1 CLI reference, source-routing); the statement for IPv4 came with 8.5. */
function sourceRouting(context: Context): Fact<boolean> {
  const { release } = context;
  if (release === null || !isAtLeast(release, 8, 5)) {
    return unknownFact(
      `What Junos ${release?.text ?? "of a release that is not stated"} does with source routes is not documented: the switch came with 8.5.`,
    );
  }
  return absent(
    context,
    false,
    "Junos: source routing is disabled unless enabled (13.1 CLI reference, source-routing)",
  );
}

export function readSmallServices(context: Context): SmallService[] {
  const made = switches.map(({ name, path, turns, otherwise }): SmallService => {
    const node = child(context.root, ...path);
    if (node !== undefined) markTree(node);
    return { name, interface: null, enabled: node === undefined ? otherwise(context) : stated(turns, node) };
  });
  made.push(...onUnits(context));
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
  if (!made.some(({ name }) => name === "lldp")) {
    made.push({ name: "lldp", interface: null, enabled: lldpWithoutInterfaces(lldp) });
  }
  return made;
}

/** `proxy-arp` of a unit, whatever it is restricted to, and `targeted-broadcast` of its family inet (CLI reference, both). */
function onUnits(context: Context): readonly SmallService[] {
  const made: SmallService[] = [];
  eachUnit(context.root, (port, unit) => {
    const note = (name: string, node: ConfigNode | undefined): void => {
      if (node !== undefined) made.push({ name, interface: `${port.word}.${unit.word}`, enabled: stated(true, node) });
    };
    note("ip proxy-arp", unit.children.get("proxy-arp"));
    const inet = unit.children.get("family")?.children.get("inet");
    note("ip directed-broadcast", inet?.children.get("targeted-broadcast"));
  });
  return made;
}

/**
 * The manuals contradict one another: LLDP "is enabled" (12.3 and 13.2 CLI reference, lldp, for switches) and, not
 * configured, "is disabled" (the same, disable).
 */
function lldpWithoutInterfaces(lldp: ConfigNode | undefined): Fact<boolean> {
  const disabled = child(lldp, "disable");
  if (disabled !== undefined) return stated(false, disabled);
  return unknownFact(
    "No interface is named for LLDP, and whether it runs then differs by platform.",
    lldp === undefined ? [] : placeOf(lldp).at,
  );
}
