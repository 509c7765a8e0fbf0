import type { Dns, Ntp } from "../../src/model/services.ts";
import { byDefault, unknownFact } from "../../src/model/fact.ts";
import type { Source } from "./source.ts";

/** Name servers by name, one element with all of them; keys only pfSense has (`serverauth`, services_ntpd.php). */
export function readNtp(source: Source): Ntp {
  const section = source.find(source.root, "ntpd");
  const servers = source.leaf(source.root, "system", "timeservers");
  // Which of the servers are preferred, pools, or not asked; and what the daemon tells of itself.
  for (const child of section?.children ?? []) if (notes.has(child.name)) source.takeAll(child);
  if (section !== undefined && section.children.length === 0) source.take(section);
  // pfSense writes "disabled" where the service is turned off (services_ntpd.php).
  const isOff = source.text(section, "enable") === "disabled";
  const auth = source.leaf(section, "serverauth");
  const algorithm = source.text(section, "serverauthalgo");
  const key = source.leaf(section, "serverauthkey");
  const on = auth !== undefined && (auth.text === "yes" || auth.text === "");
  const keyId = on && key !== undefined ? "1" : null;
  const names = servers?.text.split(/\s+/).filter((word) => word !== "") ?? [];
  return {
    servers:
      servers === undefined || isOff
        ? []
        : names.map((address) => ({
            address,
            key: auth === undefined ? byDefault(keyId, "no key unless <serverauth> is set") : source.fact(auth, keyId),
            vrf: null,
            ...source.place(servers),
          })),
    authenticate:
      auth === undefined
        ? byDefault(false, "answers are not authenticated unless <serverauth> is set")
        : source.fact(auth, on),
    trustedKeys:
      auth === undefined
        ? byDefault([], "no key unless <serverauth> is set")
        : source.fact(auth, keyId === null ? [] : [keyId]),
    keys:
      key !== undefined && on ? [{ id: "1", algorithm: algorithm?.toLowerCase() ?? "md5", ...source.place(key) }] : [],
    unrestricted: unknownFact("Whom the time service answers is decided by its restrictions and by the filter rules."),
  };
}

const notes: ReadonlySet<string> = new Set([
  "prefer",
  "noselect",
  "ispool",
  "ispeer",
  "iburst",
  "interface",
  "orphan",
  "statsgraph",
  "logpeer",
  "logsys",
  "clockstats",
  "loopstats",
  "peerstats",
  "leapsec",
  "gps",
  "pps",
  "kod",
  "limited",
  "nomodify",
  "noquery",
  "noserve",
  "nopeer",
  "notrap",
  "enable",
  "ntpmaxpeers",
  "ntpminpoll",
  "ntpmaxpoll",
  "dnsresolv",
  "maxclock",
  "initial",
]);

/** Servers that the device asks; its own resolver asks the root servers beside them. */
export function readDns(source: Source): Dns {
  const servers: Dns["servers"][number][] = [];
  for (const element of source.all(source.root, "system", "dnsserver")) {
    source.take(element);
    for (const address of element.text.split(/[\s,]+/))
      if (address !== "") servers.push({ address, ...source.place(element) });
  }
  for (const name of [...Array.from({ length: 8 }, (_, index) => `dns${index + 1}gw`), ...dnsNotes])
    source.leaf(source.root, "system", name);
  return { lookup: byDefault(true, "the device looks names up"), servers };
}

const dnsNotes = [
  "domain",
  "dnsallowoverride",
  "dnsallowoverride_exclude",
  "dnssearchdomain",
  "dnslocalhost",
  "prefer_ipv4",
  ...Array.from({ length: 8 }, (_, index) => `dns${index + 1}host`),
];
