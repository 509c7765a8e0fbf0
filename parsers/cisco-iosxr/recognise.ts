/** Only this much of a text is looked at: a device shows what it is early. */
const lookedAt = 200_000;

type Signs = readonly (readonly [weight: number, pattern: RegExp])[];

/** Statements that IOS XR writes and its relatives do not, or not in this form. */
const signs: Signs = [
  [1, /^!! ?IOS XR /m],
  [0.9, /^!RANCID-CONTENT-TYPE: cisco-xr\b/m],
  [0.5, /^!.{0,40}Cisco IOS XR Software/m],
  [0.6, /^RP\/\d{1,2}\/[A-Z0-9]{1,6}\/CPU\d:/m],
  [0.6, /^(?:end-policy|end-set)\s*$/m],
  [0.5, /^route-policy \S+\s*$/m],
  [0.5, /^(?:interface |)MgmtEth\d{1,2}\//m],
  [
    0.5,
    /^interface (?:preconfigure )?(?:[A-Za-z]{0,20}Gig[A-Za-z]{1,20}|TenGigE|HundredGigE|FortyGigE)\d{1,3}\/\d{1,3}\/[0-9A-Z]{1,5}\/\d{1,3}/m,
  ],
  [0.4, /^interface Bundle-Ether\d/m],
  [0.6, /^ ipv4 address [0-9.]{7,15}[ /]/m],
  [0.6, /^ ipv4 address dhcp\s*$/m],
  [0.6, /^ ipv[46] access-group \S[^\n]{0,80} (?:ingress|egress)\b/m],
  [0.6, /^ipv4 access-list \S+\s*\n {1,3}(?:\d{1,10} )?(?:remark|permit|deny) /m],
  [0.2, /^ipv4 access-list \S+\s*$/m],
  [0.5, /^ssh server (?:v2|vrf \S|netconf|logging|session-limit|rate-limit)/m],
  [0.4, /^line (?:default|console)\s*$/m],
  [
    0.4,
    /^username \S+\s*\n {1,3}(?:group (?:root-lr|root-system|cisco-support|netadmin|sysadmin|operator)|secret \d)/m,
  ],
  [0.4, /^telnet (?:vrf \S+ )?ipv4 server max-servers/m],
  [0.3, /^domain name(?:-server)? \S/m],
  [0.5, /^router static\s*\n {1,3}(?:address-family|vrf) /m],
  [0.5, /^ {1,4}neighbor [0-9a-fA-F.:]{2,45}\s*\n {1,6}(?:remote-as|use (?:neighbor|session)-group) /m],
  [
    0.4,
    /^ address-family ipv[46] unicast\s*\n {1,4}(?:maximum-paths|redistribute|network) [^\n]{0,80}\n(?:[^\n]{0,100}\n){0,4} ?!/m,
  ],
  [0.4, /^ area [0-9.]{1,15}\s*\n {1,4}(?:interface |network |cost )/m],
  [0.5, /^object-group (?:network ipv[46]|port) \S/m],
  [0.4, /^vrf \S+\s*\n {1,3}address-family ipv[46] unicast\s*\n {1,4}(?:import|export) /m],
  [0.4, /^(?:tpa|xml agent tty|netconf-yang agent|lpts pifib|vty-pool \S+ \d{1,3} \d{1,3})/m],
  [0.4, /^(?:prefix-set|as-path-set|community-set|extcommunity-set rt) \S/m],
  [0.4, /^ management-plane\s*$/m],
  [0.4, /^taskgroup \S+\s*\n {1,3}task /m],
  [0.4, /^l2vpn\s*\n {1,3}(?:bridge group|xconnect group) /m],
  [0.4, /^router hsrp\s*\n {1,3}interface /m],
  [0.2, /^(?:ntp|cdp|lldp)\s*\n {1,3}(?:server|access-group|timer) /m],
  [0.2, /^ l2transport\s*$|^interface \S+ l2transport\s*$/m],
  [0.3, /^snmp-server community \S+ (?:RO|RW) (?:SystemOwner|SDROwner)\b/m],
  [0.3, /^flow (?:exporter-map|monitor-map) \S/m],
];

/** What other systems write that IOS XR never does. */
const againstSigns: Signs = [
  [
    1,
    /^(?:service (?:password-encryption|timestamps (?:debug|log) datetime msec\s*\nno )|boot-start-marker|enable secret )/m,
  ],
  [0.7, /^ {1,4}(?:ip address [0-9.]{7,15}|switchport |ip access-group )/m],
  [1, /^(?:feature [a-z]|vdc \S+ id|vrf context |!Command: show running-config)/m],
  [1, /^(?:ASA Version|: Saved| nameif | security-level )/m],
  [0.7, /^(?:ip access-list |access-list \S+ (?:extended|permit|deny|standard) |ip route )/m],
  [1, /^(?:! device: |daemon |management api|vrf instance |transceiver qsfp|service routing protocols model)/m],
  [1, /^(?:frr (?:version|defaults)|sysname |; J[0-9]{4}|system-view)/m],
  [1, /^(?:set |config [a-z]|\{|<configuration)/m],
];

/** How sure a text is IOS XR, by what stands in it: 0 none, 1 sure. */
export function recognise(text: string): number {
  const head = text.slice(0, lookedAt);
  const score = weightOf(signs, head) - weightOf(againstSigns, head);
  return Math.round(Math.max(0, Math.min(1, score)) * 100) / 100;
}

function weightOf(all: Signs, head: string): number {
  let sum = 0;
  for (const [weight, pattern] of all) if (pattern.test(head)) sum += weight;
  return sum;
}
