import { setVerbs } from "../lib/set-lines.ts";

/** Top-level hierarchies that other languages with braces or set lines do not have, or not all of them. */
const own = new Set([
  "system",
  "interfaces",
  "protocols",
  "policy-options",
  "routing-options",
  "routing-instances",
  "firewall",
  "security",
  "snmp",
  "chassis",
  "vlans",
  "groups",
  "apply-groups",
  "forwarding-options",
  "class-of-service",
  "applications",
  "ethernet-switching-options",
  "switch-options",
  "bridge-domains",
  "access",
  "event-options",
  "logical-systems",
  "services",
  "version",
  "poe",
  "virtual-chassis",
  "accounting-options",
  "schedulers",
  "dynamic-profiles",
  "multi-chassis",
  "policy-options",
]);

/** Words that say another language: VyOS and EdgeOS, PAN-OS, FortiOS, F5, Nokia. */
const foreign =
  /^(?:set (?:system login user \S+ authentication plaintext-password|interfaces (?:ethernet|bonding|loopback|bridge|switch|openvpn) |service |firewall (?:name|ipv6-name|group|all-ping) |deviceconfig |mgt-config |rulebase |network |zone |address |vsys |shared |\/|protocols static route )|\/\* === vyatta|\/\/ (?:Warning|vyos)|\/\/ Release version|config (?:system|firewall|vdom)|#config-version=|ltm |net vlan|sys |feature |hostname |exit all|configure$|interface |ip |no |!|\* |service \{|firewall \{ *$)/;

/** How sure it is that a text is Junos, from the first lines that are configuration. */
export function recogniseJunos(text: string): number {
  const lines = text.slice(0, 200_000).split("\n", 3000);
  let hits = 0;
  let misses = 0;
  let signs = 0;
  for (const raw of lines) {
    const line = raw.trimEnd();
    if (line === "") continue;
    if (isSign(line)) signs += 1;
    if (line.startsWith("#") || /^\s/.test(line)) continue;
    if (foreign.test(line) && !line.startsWith("firewall {")) misses += 1;
    else if (isTop(line)) hits += 1;
    else if (!/^[{}\]]/.test(line)) misses += 0.5;
  }
  if (signs > 0 && signs * 2 >= misses) return Math.min(1, 0.8 + signs / 20);
  const seen = hits + misses;
  return seen === 0 ? 0 : Math.min(0.9, hits / seen);
}

/** What only Junos writes. */
function isSign(line: string): boolean {
  return (
    /^## Last (?:commit|changed): /.test(line) ||
    /RANCID-CONTENT-TYPE: juniper/.test(line) ||
    line.endsWith("## SECRET-DATA") ||
    /^(?:set )?version "?\d\d\.\d[\w.-]*"?;?$/.test(line) ||
    /xmlns(?::junos)?="http:\/\/xml\.juniper\.net\//.test(line) ||
    /^(?:set )?(?:interfaces )?(?:ge|xe|et|ae|fxp|irb|lo0)-?\d*(?:\/\d+\/\d+)? unit \d+ family inet/.test(line)
  );
}

function isTop(line: string): boolean {
  const words = line.split(/\s+/, 3);
  const verb = setVerbs.some((known) => known === words[0]);
  const word = (verb ? words[1] : words[0]?.replace(/:$/, "")) ?? "";
  if (verb) return own.has(word);
  return own.has(word) && /[{;]$/.test(line);
}
