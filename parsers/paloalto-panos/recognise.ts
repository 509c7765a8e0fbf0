/** Words that begin a set line of PAN-OS and of no other language that has set lines. */
const setSigns = [
  /^set (?:template|template-stack|device-group) "?\S+|^set vsys vsys\d+ |^set shared (?:address|service|log-settings|pre-rulebase|post-rulebase|server-profile|application|botnet|reports|admin-role|tag|external-list) /,
  /^set (?:deviceconfig|mgt-config|rulebase|readonly devices|import network|shared) /,
  /^set network (?:interface|virtual-router|profiles|ike|tunnel|virtual-wire|vlan|qos|dns-proxy|dhcp|logical-router|shared-gateway) /,
  /^set (?:address \S+ (?:ip-netmask|ip-range|ip-wildcard|fqdn) |address-group .+ (?:static|dynamic) |service \S+ protocol |service-group .+ members |application-group .+ members |external-list \S+ type |zone \S+ network |profile-group |profiles [\w-]+ |log-settings (?:syslog|profiles) |application-filter )/,
  /^set policy panorama /,
  /^set config (?:mgt-config|shared|devices) /,
  /^(?:delete|move) (?:vsys \S+ )?(?:rulebase|mgt-config|deviceconfig) /,
];

/** Set lines that PAN-OS might write, and others as well. */
const weak =
  /^set (?:address|service|tag|zone|schedule|region|display-name|address-group|application|profiles|panorama) ?/;

/** How sure it is that a text is PAN-OS, from its first lines. */
export function recognisePanos(text: string): number {
  const head = text.slice(0, 20_000);
  const xml = recogniseXml(head);
  if (xml !== null) return xml;
  let signs = 0;
  let weaker = 0;
  let misses = 0;
  let braces = 0;
  let isTagged = false;
  for (const raw of text.slice(0, 200_000).split("\n", 3000)) {
    const line = raw.trimEnd();
    if (line === "") continue;
    if (/^[#!]?\s*RANCID-CONTENT-TYPE: paloalto/.test(line) || line.startsWith("####BATFISH FLATTENED PALO ALTO"))
      isTagged = true;
    if (/^[#!]/.test(line)) continue;
    if (setSigns.some((sign) => sign.test(line))) signs += 1;
    else if (weak.test(line)) weaker += 1;
    else if (/^(?:set|delete) /.test(line)) misses += 1;
    else if (
      /^(?:config|mgt-config|deviceconfig|rulebase|vsys|devices) \{$/.test(line) ||
      /^\s+(?:deviceconfig|mgt-config|rulebase|permitted-ip|phash) ?[{ ]/.test(line)
    )
      braces += 1;
  }
  if (isTagged) return 0.97;
  if (signs > 0) return Math.min(0.95, (0.95 * (signs + weaker)) / (signs + weaker + misses * 2));
  return braces >= 2 && misses === 0 ? Math.min(0.92, 0.5 + braces / 10) : 0;
}

/** XML is PAN-OS by attributes that only its outermost element has, or by elements that only it has. Null: no XML. */
function recogniseXml(head: string): number | null {
  const start = head.search(/<[?\w]/);
  if (start === -1 || !/^(?:\s*(?:[#!].*|\S+@\S+[>#].*)?\n)*\s*</.test(head.slice(0, start + 1))) return null;
  const config = /<config(?:\s[^<>]*)?>/.exec(head)?.[0] ?? null;
  if (config === null) return /<response status="success"/.test(head) && head.includes("<vsys>") ? 0.8 : 0;
  if (config.includes('urldb="paloaltonetworks"') || config.includes("detail-version=")) return 0.98;
  if (/<(?:mgt-config|deviceconfig|vsys|rulebase|device-group|pre-rulebase)>/.test(head)) return 0.9;
  return /<entry name="localhost\.localdomain">|<shared\/?>/.test(head) ? 0.7 : 0;
}
