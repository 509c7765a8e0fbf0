/** Only this much of a text is looked at: a device shows what it is early. */
const lookedAt = 200_000;

type Signs = readonly (readonly [weight: number, pattern: RegExp])[];

/** Statements that NX-OS writes and its relatives do not, or not in this form. */
const signs: Signs = [
  [1, /^!(?:RANCID-CONTENT-TYPE: cisco-n[x5-9]|#feature )/m],
  [0.7, /^(?:!|! {0,3})Cisco Nexus Operating System/m],
  [0.5, /^!Command: (?:show (?:running-config|startup-config)|Checkpoint)/m],
  [0.3, /^!Running configuration last done at:/m],
  [0.7, /^version [0-9]{1,2}\.[0-9]{1,2}\([0-9]{1,3}[a-z]?\)(?:[A-Z]{1,2}[0-9]|\s|$)/m],
  [
    0.7,
    /^(?:no )?feature (?:bgp|ospf|ospfv3|eigrp|isis|rip|pim|hsrp|vrrp|vrrpv3|vpc|lacp|lldp|telnet|ssh|nxapi|interface-vlan|udld|tacacs\+|dhcp|scp-server|sftp-server|bash-shell|nv overlay|vn-segment-vlan-based|fabric forwarding|private-vlan|netflow|ntp|bfd|fex|msdp|nat|crypto|grpc|netconf|restconf|ldap|privilege|port-security|vtp|dot1x|sla|hmm|itd|mpls|signature-verification)\b/m,
  ],
  [0.7, /^vdc \S+ id [0-9]/m],
  [0.6, /^vrf context \S/m],
  [0.5, /^ +vrf member \S/m],
  [0.5, /^boot (?:nxos|kickstart) \S/m],
  [0.4, /^switchname \S/m],
  [0.5, /^snmp-server user \S+ (?:\S+ )?auth \S+ 0x[0-9a-f]+ .*localizedkey/m],
  [0.5, /^username \S+ password .*role (?:network-|vdc-|priv-)/m],
  [0.3, /^snmp-server community \S+ group \S/m],
  [0.4, /^rmon event [0-9] .*owner PMON@/m],
  [
    0.4,
    /^(?:copp profile|system default switchport|no system default switchport|no password strength-check|cfs eth distribute)/m,
  ],
  [0.3, /^(?:ntp server|ip name-server|logging server) \S.* use-vrf \S/m],
  [0.4, /^(?:role name \S|nxapi |vpc domain [0-9]|nv overlay evpn|fabric forwarding |install feature-set)/m],
  [0.4, /^interface (?:Ethernet[1-9][0-9]{0,2}\/[0-9]{1,3}(?:\/[0-9]{1,2})?(?:\.[0-9]+)?|mgmt0|nve1)\s*$/m],
  [0.2, /^interface (?:port-channel|loopback)[0-9]+\s*$/m],
  [
    0.3,
    /^ +(?:no switchport|switchport mode (?:access|trunk)|vpc (?:[0-9]+|peer-link)|spanning-tree port type |fabric forwarding mode anycast-gateway|channel-group [0-9]+ (?:force )?mode active|ip router (?:ospf|eigrp|isis) \S|mac-address [0-9a-f.]{14}|priority-flow-control )/m,
  ],
  [0.2, /^ +(?:ip address|ipv6 address) [0-9a-fA-F.:]{3,39}\/[0-9]{1,3}\s*$/m],
  [0.5, /^ +hsrp [0-9]{1,4}(?: ipv[46])?\s*$/m],
  [
    0.4,
    /^router bgp [0-9.]{1,15}\n(?: [^\n]{0,120}\n){0,40} {2}neighbor [0-9a-fA-F.:/]{3,43}(?: remote-as [0-9.]{1,15})?\s*\n {4}(?:remote-as|inherit peer|address-family|description|update-source|password)/m,
  ],
  [0.3, /^ +template peer(?:-session|-policy)? \S/m],
  [
    0.3,
    /^(?:ip|ipv6) access-list [^\s]{1,64}\s*\n(?: +statistics per-entry\s*\n| +fragments (?:permit|deny)-all\s*\n)? +[0-9]{1,10} (?:permit|deny|remark) /m,
  ],
  [0.5, /^object-group (?:ip|ipv6) (?:address|port) \S/m],
  [0.6, /^(?:class-map|policy-map) type (?:control-plane|network-qos|queuing|qos) /m],
  [0.4, /^ip (?:arp|dhcp) (?:inspection|snooping|relay) /m],
  [0.4, /^line (?:vty|console)\s*$/m],
  [0.3, /^evpn\s*\n {2}vni /m],
];

/** What other systems write that NX-OS never does. */
const againstSigns: Signs = [
  // IOS and IOS XE
  [
    0.8,
    /^(?:Current configuration : [0-9]|boot-start-marker|service timestamps |(?:no )?service pad|(?:no )?aaa new-model|enable (?:secret|password) [0-9] |license udi |ip cef\s*$|line (?:con 0|vty [0-9])|ip http server)/m,
  ],
  [0.7, /^ +ip address [0-9.]{7,15} (?:255|128|192|224|240|248|252|254)\.[0-9.]{5,11}/m],
  [
    0.6,
    /^(?:ip access-list (?:standard|extended) |interface (?:Gigabit|TenGigabit|FastEthernet|Serial)|version 1[0-9]\.[0-9]{1,2}\s*$|vrf definition )/m,
  ],
  // IOS XR
  [
    1,
    /^(?:!! IOS XR|RP\/[0-9]+\/|route-policy |end-policy|end-set|ipv4 access-list |interface (?:MgmtEth|Bundle-Ether)|ssh server v2|router static\s*$|prefix-set )/m,
  ],
  // ASA
  [1, /^(?:ASA Version|PIX Version|: Saved|names\s*$| nameif | security-level |access-list \S+ extended )/m],
  // Arista EOS
  [
    1,
    /^(?:! device: |(?:! )?boot system flash|daemon |management (?:api|ssh|console|telnet|security|cvx)|vrf instance |transceiver qsfp|service routing protocols model|switchport default mode|event-handler |interface (?:Management[0-9]|Port-Channel[0-9]|Vxlan1)|spanning-tree mode (?:mstp|rstp)|hardware counter feature|ip routing vrf|agent )/m,
  ],
  [0.5, /^interface Ethernet[0-9]{1,3}\s*$/m],
  // What NX-OS writes in a block of its own stands in one line elsewhere.
  [
    0.6,
    /^ +(?:neighbor \S{1,50} (?:route-map|send-community|description|activate|update-source|next-hop-self|peer[ -]group) |switchport trunk encapsulation )/m,
  ],
  // Dell, Brocade, Extreme, Aruba, FRR, Huawei, Cumulus and others with alike statements
  [
    1,
    /^(?:! Version |frr (?:version|defaults)|sysname |rbridge-id |hostname-prefix|service integrated-vtysh|interface (?:ethernet|ethernet ?[0-9]|ve|lag|swp[0-9]|vlan ?[0-9])|ver [0-9]{2}\.|;|#|stack unit |protocol lldp|fcoe\s*$|module [0-9]+ \S+-(?:port|module)|; J[0-9]{4}|!Version |vlan-group |ltm |config |switch-attributes |root enable\s*$)/m,
  ],
];

/** How sure a text is NX-OS, by what stands in it: 0 none, 1 sure. */
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
