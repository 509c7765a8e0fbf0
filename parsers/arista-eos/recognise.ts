/** Only this much of a text is looked at: a device shows what it is early. */
const lookedAt = 200_000;

type Signs = readonly (readonly [weight: number, pattern: RegExp])[];

/** Statements that EOS writes and its relatives do not, or not in this form. */
const signs: Signs = [
  [1, /^! (?:device: |Startup-config last modified)[^\n]{0,160}EOS-4\./m],
  [1, /^!RANCID-CONTENT-TYPE: arista\s*$/m],
  [0.6, /^! device: \S{1,80} \((?:[^()\n]{1,60}, )?EOS-/m],
  [0.6, /^! boot system flash:\/?[^\n]{0,80}(?:EOS|\.swi)/m],
  [0.5, /^boot system flash[^\n]{0,80}\.swi\s*$/m],
  [0.6, /^transceiver qsfp default-mode 4x10G\s*$/m],
  [0.6, /^service routing protocols model (?:multi-agent|ribd)\s*$/m],
  [
    0.6,
    /^(?:no )?management (?:api (?:http-commands|gnmi|netconf|restconf|models)|ssh|telnet|console|security|cvx|accounts|defaults)\s*$/m,
  ],
  [0.6, /^(?:no )?aaa root(?: secret| nopassword)?\b/m],
  [0.5, /^aaa authorization (?:exec default local\s*$|policy local |serial-console)/m],
  [0.5, /^username \S{1,64} (?:privilege [0-9]{1,2} )?(?:role \S{1,64} )?(?:nopassword\s*$|secret sha512 |ssh-?key )/m],
  [0.5, /^(?:no )?enable (?:password(?: sha512| 5)?|secret sha512)\b/m],
  [0.5, /^daemon TerminAttr\s*$/m],
  [0.4, /^event-handler \S/m],
  [0.4, /^vrf instance \S/m],
  [0.15, /^vrf definition \S{1,64}\s*\n(?: +rd [^\n]{1,40}\n)?!?\s*\n?/m],
  [0.4, /^(?:no )?ip routing vrf \S/m],
  [
    0.3,
    /^ip (?:name-server vrf|virtual-router mac-address|routing ipv6 interfaces|route vrf \S{1,64} [0-9.]{7,15}\/)/m,
  ],
  [
    0.4,
    /^interface Ethernet[0-9]{1,3}(?:\/[0-9]{1,3}){0,2}(?:\.[0-9]{1,4})?\s*\n(?: {3}[^\n]{0,200}\n){0,12} {3}(?:(?:no )?switchport|ip address [0-9.]{7,15}\/|vrf (?:forwarding )?\S{1,64}\s*$)/m,
  ],
  [0.3, /^interface (?:Management[01]|Vxlan1|Dps1|Port-Channel[0-9]{1,4})\s*$/m],
  [
    0.3,
    /^ {2,3}(?:vxlan (?:source-interface|vlan|vrf|udp-port)|mlag [0-9]{1,4}\s*$|ip address virtual |switchport trunk group )/m,
  ],
  [0.4, /^mlag configuration\s*$/m],
  [
    0.4,
    /^ip access-list (?!standard |extended )[A-Za-z]\S{0,80}\s*\n(?: +counters per-entry\s*\n)?(?: +!?[^\n]{0,200}\n){0,3} +(?:[0-9]{1,10} )?(?:permit|deny|remark) /m,
  ],
  [0.3, /^switchport default mode (?:access|routed)\s*$/m],
  [0.3, /^ {2,3}neighbor \S{1,64} (?:maximum-routes [0-9]|peer group\b)/m],
  [
    0.3,
    /^(?:no )?(?:spanning-tree mode (?:mstp|none|rapid-pvst)|logging vrf \S{1,64} host |ntp (?:local-interface|server vrf) )/m,
  ],
  [0.2, /^interface Ethernet[0-9]{1,3}(?:\/[0-9]{1,3}){0,2}\s*$/m],
  [0.2, /^ {3}[a-z]/m],
  [0.3, /^system l1\s*$/m],
  [
    0.3,
    /^(?:ip security|stun|router (?:adaptive-virtual-topology|path-selection|l2-vpn|bfd|multicast|traffic-engineering))\s*$/m,
  ],
];

/** What other systems write that EOS never does. */
const againstSigns: Signs = [
  // What only a collector or a delimiter on the line of a banner tells
  [1, /^(?:!RANCID-CONTENT-TYPE: (?!arista)|banner (?:motd|login|exec|incoming) [^\s$])/m],
  // NX-OS
  [1, /^(?:!Command: show |feature [a-z]|vdc \S+ id|vrf context |boot nxos|version [0-9]{1,2}\.[0-9]\([0-9])/m],
  [0.5, /^username \S+ password .* role (?:network-|vdc-)/m],
  // IOS
  [
    0.7,
    /^(?:version 1[0-9]\.[0-9]{1,2}\s*$|Current configuration : [0-9]+ bytes|boot-start-marker|line (?:con 0|vty [0-9])|service timestamps (?:debug|log) )/m,
  ],
  [
    0.4,
    /^(?:ip access-list extended |access-list [0-9]{1,4} (?:permit|deny) |interface (?:Fast|Gigabit|TenGigabit)Ethernet[0-9]|no service pad|ip classless|ip cef)/m,
  ],
  [0.4, /^ +ip address [0-9.]{7,15} 255\./m],
  // IOS XR, ASA
  [
    1,
    /^(?:!! IOS XR|RP\/[0-9]+\/|route-policy |end-policy|ipv4 access-list |ASA Version|PIX Version|: Saved| nameif | security-level | ipv4 address )/m,
  ],
  // Dell, Brocade, Aruba, FRR, Comware, Ruckus, Cumulus and others
  [
    1,
    /^(?:frr (?:version|defaults)|hostname-prefix|ver V[0-9]|ver [0-9]{2}\.|stack unit [0-9]|rbridge-id |sysname |;.*Configuration Editor|!Version ArubaOS|system-view|set system |set interfaces |config |!Current Configuration:|interface (?:ethernet|mgmt|vlan|lag) ?[0-9]|netservice |export-password|! Version (?:9|10)\.)/m,
  ],
];

/** How sure a text is EOS, by what stands in it: 0 none, 1 sure. */
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
