/** An access switch that is mostly in order, and shows what good looks like beside a few slips. */
export const iosSwitch = `!
! Last configuration change at 16:40:03 UTC Thu Feb 26 2026 by netops
! NVRAM config last updated at 16:40:10 UTC Thu Feb 26 2026 by netops
!
version 17.9
service nagle
no service pad
service tcp-keepalives-in
service tcp-keepalives-out
service timestamps debug datetime msec localtime show-timezone
service timestamps log datetime msec localtime show-timezone
service password-encryption
!
hostname access-sw1
!
logging buffered 65536 informational
logging userinfo
no logging console
enable secret 9 $9$FAKEFAKEFAKE$NotARealHashNotARealHashNotARealHashNot
!
aaa new-model
!
aaa group server tacacs+ CONTROL
 server name tac1
 server name tac2
!
aaa authentication login default group CONTROL local
aaa authentication enable default group CONTROL enable
aaa authorization exec default group CONTROL local if-authenticated
aaa accounting exec default start-stop group CONTROL
aaa accounting commands 15 default start-stop group CONTROL
!
aaa session-id common
clock timezone UTC 0 0
!
no ip source-route
no ip domain lookup
ip domain name demo.example
login block-for 120 attempts 4 within 60
login on-failure log
login on-success log
!
username breakglass privilege 15 secret 9 $9$FAKEFAKEFAKE$NotARealHashNotARealHashNotARealHashNot
!
vtp mode transparent
spanning-tree mode rapid-pvst
spanning-tree portfast bpduguard default
spanning-tree extend system-id
!
archive
 log config
  logging enable
  notify syslog contenttype plaintext
  hidekeys
!
vlan 20
 name OFFICE
!
vlan 99
 name MANAGEMENT
!
interface GigabitEthernet1/0/1
 description Uplink to edge-r1
 switchport trunk allowed vlan 20,99
 switchport mode trunk
 switchport nonegotiate
!
interface GigabitEthernet1/0/2
 description Desk 2
 switchport access vlan 20
 switchport mode access
 spanning-tree portfast
!
interface GigabitEthernet1/0/3
 description Meeting room
 switchport access vlan 20
!
interface GigabitEthernet1/0/4
 shutdown
!
interface Vlan1
 no ip address
 shutdown
!
interface Vlan99
 description Management
 ip address 10.99.0.11 255.255.255.0
!
ip default-gateway 10.99.0.1
no ip http server
ip http secure-server
ip http secure-active-session-modules none
ip ssh time-out 30
ip ssh authentication-retries 2
ip ssh version 2
ip ssh server algorithm encryption aes256-gcm aes256-ctr aes128-ctr
ip ssh server algorithm mac hmac-sha2-256 hmac-sha2-512
ip scp server enable
!
ip access-list standard MANAGEMENT
 10 permit 10.99.0.0 0.0.0.255
 20 permit 10.99.0.50
 30 deny   any log
ip access-list standard PRINTERS
 10 permit 10.20.0.200 0.0.0.7
!
logging trap informational
logging source-interface Vlan99
logging host 10.99.0.50
!
snmp-server group AUDIT v3 priv access MANAGEMENT
snmp-server group LEGACY v3 noauth
snmp-server user collector AUDIT v3 auth sha FAKE-auth-1 priv aes 128 FAKE-priv-1
snmp-server location Demo rack 2
snmp-server enable traps config
!
tacacs server tac1
 address ipv4 10.99.0.60
 key 7 0822455D0A16
tacacs server tac2
 address ipv4 10.99.0.61
 key 7 0822455D0A16
!
control-plane
 service-policy input system-cpp-policy
!
banner login ^C
This system is for authorised use only. Activity is recorded.
^C
!
line con 0
 exec-timeout 5 0
 logging synchronous
 stopbits 1
line aux 0
 no exec
 transport input none
line vty 0 4
 access-class MANAGEMENT in
 exec-timeout 10 0
 logging synchronous
 transport input ssh
line vty 5 15
 access-class VTY-EXTRA in
 exec-timeout 10 0
 transport input ssh
!
ntp authenticate
ntp authentication-key 1 hmac-sha2-256 0822455D0A16 7
ntp trusted-key 1
ntp source Vlan99
ntp server 10.99.0.70 key 1
ntp server 10.99.0.71
!
end
`;
