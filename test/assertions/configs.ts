/** Written for these tests: one policy in three languages, each with a fault of its own. */
export const ios = `version 15.2
hostname edge-1
!
interface GigabitEthernet0/1
 ip address 203.0.113.1 255.255.255.0
 ip access-group EDGE-IN in
 ipv6 address 2001:db8:9::1/64
 ipv6 traffic-filter EDGE-IN6 in
!
interface GigabitEthernet0/2
 ip address 192.0.2.1 255.255.255.0
!
interface GigabitEthernet0/3
 ip address 198.51.100.1 255.255.255.0
 ip access-group MISSING in
!
interface GigabitEthernet0/4
 shutdown
 ip address 198.51.100.129 255.255.255.128
!
interface GigabitEthernet0/5
 switchport mode access
!
ip access-list extended EDGE-IN
 permit tcp any any established
 permit tcp 203.0.113.0 0.0.0.255 host 192.0.2.10 eq 443
 permit tcp 203.0.113.0 0.0.0.255 192.0.2.0 0.0.0.255 range 20 22
 deny ip any any log
!
ipv6 access-list EDGE-IN6
 permit tcp 2001:DB8:9::/64 host 2001:DB8:1::10 eq 443
!
mac access-list extended FRAMES
 permit any any
!
end
`;

export const junos = `version 21.4R1;
system {
    host-name core-1;
}
interfaces {
    ge-0/0/0 {
        unit 0 {
            family inet {
                filter {
                    input guests-in;
                }
                address 203.0.113.1/24;
            }
            family inet6 {
                filter {
                    input guests-in6;
                }
                address 2001:db8:9::1/64;
            }
        }
    }
    ge-0/0/1 {
        unit 0 {
            family inet {
                filter {
                    input-list [ guests-in more ];
                }
                address 192.0.2.1/24;
            }
        }
    }
}
firewall {
    family inet {
        filter guests-in {
            term web {
                from {
                    source-address {
                        203.0.113.0/24;
                    }
                    destination-address {
                        192.0.2.10/32;
                    }
                    protocol tcp;
                    destination-port 443;
                }
                then accept;
            }
            term rest {
                then {
                    discard;
                }
            }
        }
        filter more {
            term all {
                then accept;
            }
        }
    }
    family inet6 {
        filter guests-in6 {
            term all {
                from {
                    next-header tcp;
                }
                then accept;
            }
        }
    }
}
`;

export const fortios = `#config-version=FGVM64-7.2.5-FW-build1517-230531:opmode=0:vdom=0:user=admin
config system global
    set hostname "fw-1"
end
config system interface
    edit "lan"
        set vdom "root"
        set ip 203.0.113.1 255.255.255.0
    next
    edit "dmz1"
        set vdom "root"
        set ip 192.0.2.1 255.255.255.0
    next
    edit "port9"
        set vdom "root"
    next
    edit "wan1"
        set vdom "root"
        set ip 198.51.100.1 255.255.255.0
    next
end
config system zone
    edit "dmz"
        set interface "dmz1"
    next
end
config firewall address
    edit "web"
        set subnet 192.0.2.10 255.255.255.255
    next
    edit "partner"
        set type fqdn
        set fqdn "partner.example.net"
    next
end
config firewall address6
    edit "web6"
        set ip6 2001:db8:1::10/128
    next
end
config firewall policy
    edit 1
        set srcintf "lan"
        set dstintf "dmz"
        set srcaddr "all"
        set srcaddr6 "all"
        set dstaddr "web"
        set dstaddr6 "web6"
        set action accept
        set schedule "always"
        set service "HTTPS"
    next
    edit 2
        set srcintf "lan"
        set dstintf "dmz"
        set srcaddr "partner"
        set dstaddr "all"
        set action accept
        set schedule "always"
        set service "SSH"
    next
    edit 3
        set srcintf "wan1"
        set dstintf "dmz"
        set srcaddr6 "all"
        set dstaddr6 "web6"
        set action accept
        set schedule "always"
        set service "ALL"
    next
end
`;

/** Networks and services that the tests' assertions name. */
export const names = `
networks:
  servers: [192.0.2.0/24, 2001:db8:1::/48]
  web-server: [192.0.2.10, 2001:db8:1::10]
  guests: [203.0.113.0/24, 2001:db8:9::/64]
  others: [any, not guests]
services:
  shell: [tcp/22, tcp/23]
  web: tcp/443
`;
