/** Only this much of a text is looked at: a device shows what it is early. */
const lookedAt = 200_000;

type Signs = readonly (readonly [weight: number, pattern: RegExp])[];

/** Statements that the ASA, and PIX and Threat Defense with it, write and their relatives do not. */
const signs: Signs = [
  [1, /^(?:ASA|PIX|FWSM|NGFW) Version \d/m],
  [0.4, /^: Saved\s*$/m],
  [0.4, /^: (?:Serial Number|Hardware):/m],
  [0.5, /^ {1,2}(?:no )?security-level(?: \d{1,3})?\s*$/m],
  [0.5, /^ {1,2}nameif \S/m],
  [0.5, /^access-group \S+ (?:(?:in|out) interface \S|global\s*$)/m],
  [0.5, /^access-list \S+ (?:line \d{1,6} )?(?:extended|advanced|ethertype|webtype) (?:permit|deny|trust) /m],
  [0.4, /^access-list \S+ standard (?:permit|deny) /m],
  [0.2, /^access-list [A-Za-z]\S* (?:line \d{1,6} )?remark /m],
  [0.4, /^(?:ssh|telnet|http) [0-9.]{7,15} [0-9.]{7,15} [A-Za-z]\S*\s*$/m],
  [0.4, /^object network \S/m],
  [0.3, /^object service \S/m],
  [0.3, /^object-group (?:network|service|protocol|icmp-type|user|security) \S/m],
  [0.3, /^ {1,2}(?:network-object|service-object|port-object|protocol-object|icmp-object) \S/m],
  [0.4, /^nat \([^)\n]{1,80}\) /m],
  [0.4, /^(?:global|static) \([^)\n]{1,80}\) /m],
  [0.3, /^route [A-Za-z]\S* [0-9.]{7,15} [0-9.]{7,15} [0-9.]{7,15}/m],
  [
    0.3,
    /^(?:same-security-traffic permit|threat-detection (?:basic-threat|statistics)|timeout xlate |tunnel-group \S)/m,
  ],
  [0.3, /^(?:aaa authentication (?:ssh|http|serial|telnet|enable) console |http server enable)/m],
  [0.3, /^(?:enable password|passwd) \S+ (?:encrypted|pbkdf2)/m],
  [0.3, /^username \S+ (?:password \S+ (?:encrypted|pbkdf2|nt-encrypted)|nopassword privilege )/m],
  [0.2, /^(?:names|pager lines \d{1,4}|no failover|mtu \S+ \d{2,5})\s*$/m],
  [0.3, /^Cryptochecksum:/m],
  [0.2, /^logging host [A-Za-z]\S* [0-9.]{7,15}/m],
  [0.3, /^mode multiple\s*$/m],
  [0.3, /^ {1,2}(?:allocate-interface \S|config-url \S)/m],
];

/** What relatives write that the ASA never does. */
const againstSigns: Signs = [
  [1, /^(?:Current configuration|Building configuration|version 1[0-9]\.|boot-start-marker|line vty |line con )/m],
  [1, /^(?:!Command: show |feature [a-z]|vdc \S+ id|switchname )/m],
  [1, /^(?:!! IOS XR|route-policy |ipv4 access-list )/m],
  [1, /^! device: |^transceiver qsfp|^daemon /m],
  [0.6, /^ip access-list /m],
  [0.6, /^ {1,3}ip access-group /m],
  [0.5, /^ip (?:route|nat|vrf) /m],
  [1, /^(?:set |config |delete )/m],
  [1, /^<\?xml |^\{|^#config-version/m],
];

/** How sure a text is of the ASA's language, by what stands in it: 0 none, 1 sure. */
export function recognise(text: string): number {
  const head = text.slice(0, lookedAt);
  const score = weightOf(signs, head);
  if (score === 0) return 0;
  return Math.round(Math.max(0, Math.min(1, score - weightOf(againstSigns, head))) * 100) / 100;
}

function weightOf(all: Signs, head: string): number {
  let sum = 0;
  for (const [weight, pattern] of all) if (pattern.test(head)) sum += weight;
  return sum;
}
