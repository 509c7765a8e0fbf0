/** Only this much of a text is looked at: a device shows what it is early. */
const lookedAt = 200_000;

type Signs = readonly (readonly [weight: number, pattern: RegExp])[];

/** Statements that IOS writes and its relatives do not, or not in this form. */
const signs: Signs = [
  [0.5, /^version 1[0-9]\.[0-9]{1,2}\s*$/m],
  [0.5, /^Current configuration : [0-9]+ bytes/m],
  [0.4, /^boot-start-marker\s*$/m],
  [0.3, /^!RANCID-CONTENT-TYPE: cisco\s*$/m],
  [0.4, /^service timestamps (?:debug|log) (?:datetime|uptime)/m],
  [0.3, /^(?:no )?service (?:password-encryption|pad|tcp-small-servers|udp-small-servers|config|finger)\s*$/m],
  [0.4, /^line (?:con 0|vty [0-9]{1,4} [0-9]{1,4}|aux 0)\s*$/m],
  [0.3, /^(?:no )?aaa new-model\s*$/m],
  [0.4, /^license udi pid /m],
  [0.3, /^enable (?:secret|password) (?:[0-9] )?\S/m],
  [
    0.3,
    /^(?:no )?ip (?:classless|subnet-zero|forward-protocol nd|http server|http secure-server|finger|source-route|bootp server|ssh version [12]|domain lookup|domain-lookup|gratuitous-arps)\s*$/m,
  ],
  [0.4, /^ip access-list extended \S/m],
  [0.2, /^ip access-list standard \S/m],
  [0.3, /^access-list [0-9]{1,4} (?:permit|deny|remark|dynamic) /m],
  [
    0.3,
    /^interface (?:FastEthernet|GigabitEthernet|TenGigabitEthernet|Serial|Dialer|Vlan|Loopback)\s?[0-9]+(?:\/[0-9]+){0,2}(?:\.[0-9]+)?\s*$/m,
  ],
  [0.2, /^ ip address [0-9.]{7,15} 255\.[0-9.]{5,11}(?: secondary)?\s*$/m],
  [0.2, /^snmp-server community \S+ (?:view \S+ )?(?:RO|RW|ro|rw)\b/m],
  [0.2, /^router (?:bgp|ospf|eigrp|rip|isis)\b/m],
  [0.2, /^username \S+ (?:privilege [0-9]{1,2} )?(?:secret|password) [05789] /m],
  [0.2, /^ switchport mode (?:access|trunk|dynamic)/m],
  [0.3, /^spanning-tree mode (?:pvst|rapid-pvst)\s*$/m],
  // An interface by its full name with a dotted mask: NX-OS and EOS write a prefix, IOS XR "ipv4 address", ASA "nameif".
  [
    0.4,
    /^interface (?:Ethernet0|FastEthernet|GigabitEthernet|TenGigabitEthernet|Serial|Tunnel|Dialer|BVI|Vlan|Loopback)\s?[0-9][^\n]{0,30}\n(?: [^\n]{0,200}\n){0,8} {1,3}ip address [0-9.]{7,15} 255\./m,
  ],
  [
    0.3,
    /^ (?:[0-9]{1,6} )?(?:permit|deny) {1,4}[a-z0-9]{2,8} (?:[^\n]{0,80} )?[0-9.]{7,15} 0\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\b/m,
  ],
  [0.2, /^ network [0-9.]{7,15} [0-9]{1,3}\.[0-9]{1,3}\.[0-9.]{3,7} area /m],
  [0.3, /^ redistribute [a-z0-9 ]{3,40} subnets\b/m],
  [0.2, /^ no auto-summary\s*$/m],
  [0.3, /^ip nat inside source /m],
  [0.2, /^ ip nat (?:inside|outside)\s*$/m],
  [0.2, /^ip route (?:vrf \S+ )?[0-9.]{7,15} (?:255|254|252|248|240|224|192|128|0)\.[0-9.]{5,11} /m],
  [0.3, /^crypto isakmp (?:policy|key|profile) /m],
  [0.2, /^crypto (?:ipsec (?:transform-set|profile)|keyring|map \S+ [0-9]{1,5} ipsec-isakmp)/m],
  [0.3, /^ switchport trunk encapsulation dot1q\s*$/m],
  [
    0.3,
    /^ (?:standby (?:[0-9]{1,4} )?(?:ip|version)|cts (?:manual|dot1x)|access-session port-control|device-tracking)\b/m,
  ],
  [0.3, /^ip (?:vrf \S|dhcp (?:excluded-address|pool \S)|inspect name |sla [0-9])/m],
  [0.2, /^class-map match-(?:any|all) /m],
  [0.2, /^object-group (?:network|service|protocol) /m],
  [0.2, /^ip (?:prefix-list|community-list|as-path access-list) \S/m],
];

/** What other systems write that IOS never does. */
const againstSigns: Signs = [
  // NX-OS
  [1, /^!(?:Command: show (?:running|startup)-config|RANCID-CONTENT-TYPE: cisco-)/m],
  [
    1,
    /^(?:version [0-9]{1,2}\.[0-9]\([0-9]|feature [a-z]|vdc \S+ id|vrf context |boot nxos|switchname |(?:no )?ntp server \S+ use-vrf )/m,
  ],
  [0.7, /^username \S+ password .* role (?:network-|vdc-)/m],
  // IOS XR
  [
    1,
    /^(?:!! IOS XR|RP\/[0-9]+\/|route-policy |end-policy|end-set|ipv4 access-list |ssh server v2|domain name-server|interface (?:MgmtEth|Bundle-Ether|[A-Za-z]{0,20}Gig[A-Za-z]{1,20}[0-9]{1,3}\/[0-9]{1,3}\/[0-9A-Z]{1,5}\/[0-9]{1,3}))/m,
  ],
  [0.7, /^ ipv4 address /m],
  // ASA
  [1, /^(?:ASA Version|PIX Version|: Saved|: Serial Number|names\s*$| nameif | security-level )/m],
  [
    0.7,
    /^(?:access-group \S+ (?:in|out) interface|object network |ssh [0-9.]+ [0-9.]+ \S+\s*$|access-list \S*[A-Za-z]\S* (?:extended|standard|line|permit|deny|remark) )/m,
  ],
  // Arista EOS
  [
    1,
    /^(?:! (?:device|Startup-config|boot system|Command:.*)\b.*EOS|! device: |daemon |management (?:api|ssh|console|telnet|security|cvx)|vrf instance |transceiver qsfp|service routing protocols model|switchport default mode|event-handler |ip security\s*$)/m,
  ],
  [0.3, /^interface Ethernet[0-9]+\s*$/m],
  [0.5, /^ +(?:ip address|ipv6 address) [0-9.]{7,15}\/[0-9]{1,2}\s*$/m],
  // What NX-OS, EOS, IOS XR, A10 and Dell write in places where IOS writes something else.
  [
    0.6,
    /^(?:interface Port-Channel|ip access-list (?!standard |extended |log|resequence|persistent|helper|match)\S+\s*$|interface (?:ethernet|ve|lag|loopback|management|port-channel) ?[0-9]|ip route \S+ ?\/[0-9]|ip route [0-9.]{7,15}\/[0-9]|end-(?:class|policy)-map|prefix-set |vlan [0-9]{1,4}\n vn-segment)/m,
  ],
  [
    0.6,
    /^ +(?:seq [0-9]{1,6} (?:permit|deny)|vrf member |spanning-tree port type |vlan [0-9]{1,4} flood|address-family ipv4 unicast\n +(?:route-map|route-reflector|next-hop-self|send-community|network [0-9.]{7,15}\/))/m,
  ],
  // Dell, Brocade, Extreme, Aruba, FRR, Comware, Juniper, A10 and others with alike statements
  [
    1,
    /^(?:! Version (?:9|10|[0-9]+\.[0-9]+\.[0-9])|! Last configuration change at [^\n]{0,80} dell|frr (?:version|defaults)|hostname-prefix|ver V[0-9]|ver [0-9]{2}\.|module [0-9]+ \S+-(?:port|module)|stack unit [0-9]+|rbridge-id |protocol lldp\s*$|fcoe\s*$|;.*Configuration Editor|!Version ArubaOS|!export-password|; J[0-9]{4}|sysname |firmware version|slb (?:server|virtual|service)|!Current Configuration:|!Built on|configure\s*$|echo "|netservice |wlan ssid-profile|aaa profile |log syslog|service integrated-vtysh|system-view|software version|lag \S+ dynamic|virtual-switch|ltm )/m,
  ],
  [1, /^ sysname /m],
  [
    0.5,
    /^ ?(?:vlan (?:members|participation)|untagged |tagged |no ip address dhcp| fabric (?:isl|trunk) enable|log file |ip prefix-list \S+ seq .* permit any)/m,
  ],
];

/** How sure a text is IOS or IOS XE, by what stands in it: 0 none, 1 sure. */
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
