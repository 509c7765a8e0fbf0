/** An edge router as nobody should leave it: Telnet, an open community, a list that lets everything through. */
export const iosRouter = `!
! Last configuration change at 09:12:44 UTC Mon Mar 2 2026 by mbauer
!
version 15.7
service timestamps debug datetime msec
service timestamps log datetime msec
no service password-encryption
service tcp-small-servers
!
hostname edge-r1
!
boot-start-marker
boot-end-marker
!
logging buffered 16384 warnings
enable secret 5 $1$FAKE$NotARealHashNotARealHa
enable password FAKE-enable-old
!
no aaa new-model
!
ip source-route
no ip domain lookup
ip domain name demo.example
ip cef
no ipv6 cef
!
username admin privilege 15 password 7 0822455D0A16
username mbauer privilege 15 secret 9 $9$FAKEFAKEFAKE$NotARealHashNotARealHashNotARealHashNot
username backup privilege 15 password 0 FAKE-backup-1
!
ip ssh time-out 60
ip ssh version 2
!
object-group network PARTNERS
 host 203.0.113.20
 203.0.113.32 255.255.255.240
!
object-group service WEB-PORTS
 tcp eq www
 tcp eq 443
!
interface Loopback0
 description Router id
 ip address 192.0.2.1 255.255.255.255
!
interface GigabitEthernet0/0
 description Internet uplink
 ip address 198.51.100.2 255.255.255.252
 ip access-group OUTSIDE-IN in
 ip access-group OUTSIDE-OUT out
 no ip redirects
 no ip proxy-arp
 duplex auto
 speed auto
!
interface GigabitEthernet0/1
 description Office LAN
 ip address 10.20.0.1 255.255.255.0
 ip access-group OFFICE-IN in
 duplex auto
 speed auto
!
interface GigabitEthernet0/2
 description Management
 ip address 10.99.0.1 255.255.255.0
 no ip redirects
 no ip unreachables
 no ip proxy-arp
 duplex auto
 speed auto
!
interface GigabitEthernet0/3
 no ip address
 shutdown
!
router ospf 10
 router-id 192.0.2.1
 passive-interface default
 no passive-interface GigabitEthernet0/1
 network 10.20.0.0 0.0.0.255 area 0
!
ip forward-protocol nd
!
ip http server
ip http access-class 23
no ip http secure-server
ip tftp source-interface GigabitEthernet0/2
!
ip route 0.0.0.0 0.0.0.0 198.51.100.1
!
ip access-list extended OFFICE-IN
 permit tcp 10.20.0.0 0.0.0.255 any established
 permit ip 10.20.0.0 0.0.0.255 any
 deny   tcp host 10.20.0.66 any eq 22
 deny   ip any any log
ip access-list extended OUTSIDE-IN
 remark partner access to the web servers
 permit object-group WEB-PORTS object-group PARTNERS 10.20.0.0 0.0.0.255
 permit tcp any host 10.20.0.10 eq www
 permit tcp any 10.20.0.0 0.0.0.255 eq www
 permit tcp host 198.51.100.77 host 10.20.0.10 eq www
 permit udp any any eq domain
 permit ip any any
 deny   ip 192.168.0.0 0.0.255.255 any
ip access-list extended OLD-PARTNER
 permit tcp 203.0.113.0 0.0.0.255 host 10.20.0.30 eq 3389
!
logging host 10.99.0.50
access-list 23 permit 10.99.0.0 0.0.0.255
access-list 23 deny   any log
!
snmp-server community public RO
snmp-server community FAKE-write-1 RW 23
snmp-server location Demo rack 1
snmp-server contact noc@demo.example
snmp-server host 10.99.0.51 version 2c public
!
control-plane
!
banner motd ^C
Demo network. edge-r1# is the name of this device.
Authorised use only.
^C
!
line con 0
 exec-timeout 0 0
 password FAKE-console-1
 login
line aux 0
 transport input all
line vty 0 4
 access-class 23 in
 exec-timeout 30 0
 login local
 transport input telnet ssh
line vty 5 15
 login local
 transport input telnet ssh
!
ntp server 192.0.2.123
ntp server 192.0.2.124 prefer
!
end
`;
