import type { SmallService } from "../../src/model/services.ts";
import { byDefault, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { XmlElement } from "../lib/xml.ts";
import { defaultsOf, type Release } from "./defaults.ts";
import type { Source } from "./source.ts";

/** Kernel settings that rules ask of, by the vendors' names. */
const tunables = [
  "net.inet.ip.sourceroute",
  "net.inet.ip.accept_sourceroute",
  "net.inet.ip.redirect",
  "net.inet6.ip6.redirect",
  "net.inet.icmp.drop_redirect",
] as const;

/** Services of the device beside its purpose: UPnP and other plug-ins, and what the kernel does with odd packets. */
export function readSmallServices(source: Source, release: Release): readonly SmallService[] {
  return [...kernel(source, release), upnp(source), ...legacyResolvers(source), ...plugins(source)];
}

/** A value of "default" is the system's own, which releases change. */
function kernel(source: Source, release: Release): readonly SmallService[] {
  const stated = new Map<string, XmlElement>();
  for (const item of source.all(source.root, "sysctl", "item")) {
    source.takeAll(item);
    const name = source.text(item, "tunable");
    if (name !== null) stated.set(name, item);
  }
  return tunables.map((name) => {
    const item = stated.get(name);
    const value = item === undefined ? null : source.text(item, "value");
    const enabled: Fact<boolean> =
      item === undefined || value === null || value === "default"
        ? name.endsWith("ip.redirect") || name.endsWith("ip6.redirect")
          ? release.known(defaultsOf(source.os, "redirects"), name)
          : unknownFact(`The value of ${name} is the release's own.`)
        : source.fact(item, value !== "0");
    return { name, interface: null, enabled };
  });
}

/** miniupnpd of either system lets hosts open ports: off unless `<enable>` is there. */
function upnp(source: Source): SmallService {
  const config = source.find(source.root, "installedpackages", "miniupnpd", "config");
  const enable = source.leaf(config, "enable");
  const isOn = enable !== undefined && enable.text !== "0" && enable.text !== "off";
  if (config !== undefined && !isOn) source.takeAll(config);
  return {
    name: "upnp",
    interface: null,
    enabled:
      enable === undefined ? byDefault(false, "UPnP is off unless its <enable> is there") : source.fact(enable, isOn),
  };
}

/** Resolvers of the legacy form: on where `<enable>` is there. */
const resolvers = ["unbound", "dnsmasq"] as const;

function legacyResolvers(source: Source): readonly SmallService[] {
  return resolvers.flatMap((name) => {
    const section = source.find(source.root, name);
    const enable = source.leaf(section, "enable");
    if (section === undefined || enable === undefined) return [];
    return [{ name, interface: null, enabled: source.fact(enable, enable.text !== "0") }];
  });
}

/** Plug-ins and services of OPNsense's model: where its switch stands, and how it is called. */
const switches: readonly (readonly [name: string, section: readonly string[], flag: readonly string[]])[] = [
  ["web proxy", ["OPNsense", "proxy"], ["general", "enabled"]],
  ["monit", ["OPNsense", "monit"], ["general", "enabled"]],
  ["unbound", ["OPNsense", "unboundplus"], ["general", "enabled"]],
  ["tftp", ["OPNsense", "tftp"], ["general", "enabled"]],
  ["ftp proxy", ["OPNsense", "ftpproxy"], ["general", "enabled"]],
  ["lldpd", ["OPNsense", "lldpd"], ["general", "enabled"]],
  ["mdns repeater", ["OPNsense", "MDNSRepeater"], ["enabled"]],
  ["captive portal", ["OPNsense", "captiveportal"], ["zones"]],
];

function plugins(source: Source): readonly SmallService[] {
  return switches.flatMap(([name, path, flag]) => {
    const section = source.find(source.root, ...path);
    const enabled = source.leaf(section, ...flag);
    if (section === undefined || enabled === undefined) return [];
    const isOn = enabled.text === "1";
    // What a service is told that does not run has no effect.
    if (!isOn) source.takeAll(section);
    return [{ name, interface: null, enabled: source.fact(enabled, isOn) }];
  });
}
