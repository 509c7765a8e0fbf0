import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Filter } from "../../../src/acl/filter.ts";
import type { UnreadLine } from "../../../parsers/parser.ts";
import { parsers } from "../../../parsers/index.ts";
import { filterIn } from "./filter-in.ts";

/** Parts of the policy: the border for both families, and what only some languages can say. */
export type Part = "EDGE" | "EDGE-6" | "TO-ITSELF" | "ODD-HOSTS" | "HEADERS" | "OPEN-END-6";

/** A language that says the policy: its parser, the file beside this one, and the list that holds each part. */
interface Language {
  readonly os: string;
  readonly file?: string;
  readonly lists: Partial<Record<Part, string>>;
}

const named = (...parts: readonly Part[]) => Object.fromEntries(parts.map((part) => [part, part]));

const languages = {
  "Cisco IOS": {
    os: "cisco-ios",
    lists: named("EDGE", "EDGE-6", "TO-ITSELF", "ODD-HOSTS", "HEADERS", "OPEN-END-6"),
  },
  "Cisco ASA": { os: "cisco-asa", lists: named("EDGE", "EDGE-6", "OPEN-END-6") },
  "Cisco NX-OS": { os: "cisco-nxos", lists: named("EDGE", "EDGE-6", "ODD-HOSTS", "HEADERS", "OPEN-END-6") },
  "Cisco IOS XR": { os: "cisco-iosxr", lists: named("EDGE", "EDGE-6", "ODD-HOSTS", "HEADERS", "OPEN-END-6") },
  "Arista EOS": { os: "arista-eos", lists: named("EDGE", "EDGE-6", "ODD-HOSTS", "HEADERS", "OPEN-END-6") },
  Junos: { os: "juniper-junos", lists: named("EDGE", "EDGE-6", "TO-ITSELF", "ODD-HOSTS", "HEADERS", "OPEN-END-6") },
  "Junos SRX": {
    os: "juniper-junos",
    file: "juniper-srx",
    lists: { EDGE: "policies", "EDGE-6": "policies" },
  },
  FortiOS: {
    os: "fortinet-fortios",
    lists: { EDGE: "policies", "EDGE-6": "policies", "TO-ITSELF": "local-in-policy" },
  },
  "PAN-OS": { os: "paloalto-panos", lists: { EDGE: "policies", "EDGE-6": "policies" } },
  VyOS: { os: "vyos", lists: named("EDGE", "EDGE-6", "TO-ITSELF", "HEADERS", "OPEN-END-6") },
  EdgeOS: { os: "ubiquiti-edgeos", lists: named("EDGE", "EDGE-6", "TO-ITSELF") },
  iptables: {
    os: "linux-iptables",
    lists: { EDGE: "FORWARD", "TO-ITSELF": "INPUT", "ODD-HOSTS": "mangle PREROUTING", HEADERS: "OUTPUT" },
  },
  "iptables with conntrack": { os: "linux-iptables", file: "linux-tracking", lists: { EDGE: "FORWARD" } },
  ip6tables: { os: "linux-iptables", file: "linux-ip6tables", lists: { "EDGE-6": "FORWARD" } },
  nftables: {
    os: "linux-iptables",
    file: "linux-nftables",
    lists: {
      EDGE: "inet edge forward",
      "EDGE-6": "inet edge forward",
      "TO-ITSELF": "inet edge itself",
      "ODD-HOSTS": "inet edge odd",
      HEADERS: "inet edge headers",
    },
  },
  RouterOS: {
    os: "mikrotik-routeros",
    lists: { EDGE: "forward", "EDGE-6": "forward", "TO-ITSELF": "input", HEADERS: "output" },
  },
  OPNsense: { os: "opnsense", lists: { EDGE: "policies", "EDGE-6": "policies" } },
  pfSense: { os: "pfsense", lists: { EDGE: "policies", "EDGE-6": "policies" } },
} as const satisfies Record<string, Language>;

export type LanguageName = keyof typeof languages;
export const languageNames = Object.keys(languages).filter((name): name is LanguageName => name in languages);

export function textOf(name: LanguageName): string {
  const { os, file = os }: Language = languages[name];
  return readFileSync(join(import.meta.dirname, `one-policy.${file}.cfg`), "utf8");
}

/** Lines that no parser understood: a text that has some is not the policy. */
export function unreadOf(name: LanguageName): readonly UnreadLine[] {
  const parser = parsers.find(({ id }) => id === languages[name].os);
  if (parser === undefined) throw new Error(`No parser of ${name}.`);
  return parser.parse(textOf(name)).unread;
}

export const familyOf = (part: Part): 4 | 6 => (part.endsWith("-6") ? 6 : 4);

/** A part of the policy in that language, or as a text that differs says it. */
export function policyIn(name: LanguageName, part: Part, text = textOf(name)): Filter {
  const { os, lists }: Language = languages[name];
  const list = lists[part];
  if (list === undefined) throw new Error(`${name} does not say ${part}.`);
  return filterIn(os, text, list, familyOf(part));
}
