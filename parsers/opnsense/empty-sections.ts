import type { Source } from "./source.ts";

/** Lists and sections that say "none" where nothing is in them; with something in them other readers are asked. */
const sections: readonly string[] = [
  "aliases",
  "bridges",
  "bridges/bridged",
  "filter",
  "ifgroups",
  "nat",
  "proxyarp",
  "schedules",
  "virtualip",
  "virtualip/vip",
  "dyndnses",
  "dnsupdates",
  "captiveportal",
  "voucher",
  "igmpproxy",
  "l2tp",
  "pptpd",
  "pppoes",
  "upnp",
  "sshdata",
  "dhcrelay",
  "dhcrelay6",
  "installedpackages",
  "OPNsense/Firewall/Alias/aliases",
  "OPNsense/Firewall/Filter/rules",
  "OPNsense/Firewall/Filter/snatrules",
  "OPNsense/Firewall/Filter/npt",
  "OPNsense/Firewall/Filter/onetoone",
  "OPNsense/Interfaces/loopbacks",
  "OPNsense/Interfaces/vxlans",
  "OPNsense/Interfaces/neighbors",
  "OPNsense/OpenVPNExport/servers",
  "OPNsense/Syslog/destinations",
  "OPNsense/unboundplus/dots",
];

export function readEmptySections(source: Source): void {
  for (const path of sections)
    for (const element of source.all(source.root, ...path.split("/")))
      if (element.children.length === 0 && element.text === "") source.take(element);
  // Forwarding to other resolvers that is off has no effect.
  for (const element of source.all(source.root, "OPNsense", "unboundplus", "forwarding"))
    if (source.find(element, "enabled")?.text === "0") source.takeAll(element);
}

/** Translations of OPNsense's model, which are not read. */
const modelTranslations = [
  ["OPNsense", "Firewall", "Filter", "snatrules", "rule"],
  ["OPNsense", "Firewall", "Filter", "npt", "rule"],
  ["OPNsense", "Firewall", "Filter", "onetoone", "rule"],
  ["OPNsense", "Firewall", "DNat", "rule"],
  ["nat", "npt"],
] as const;

export function hasUnreadTranslations(source: Source): boolean {
  return modelTranslations.some((path) => source.all(source.root, ...path).length > 0);
}
