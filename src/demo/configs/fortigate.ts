/** A perimeter firewall: management open on the outside, one policy that lets everything through. */
export const fortigate = `#config-version=FGT60F-7.4.4-FW-build2662-240514:opmode=1:vdom=0:user=demo
#conf_file_ver=100000000000001
#buildno=2662
#global_vdom=1
config system global
    set admin-https-redirect disable
    set admin-port 80
    set admin-sport 8443
    set admin-telnet enable
    set admintimeout 60
    set hostname "perimeter-fw1"
    set pre-login-banner disable
    set strong-crypto disable
    set timezone "UTC"
end
config system accprofile
    edit "auditor"
        set secfabgrp read
        set ftviewgrp read
        set authgrp read
        set sysgrp read
        set netgrp read
        set loggrp read
        set fwgrp read
        set vpngrp read
        set utmgrp read
        set wifi read
    next
end
config system interface
    edit "wan1"
        set vdom "root"
        set ip 198.51.100.10 255.255.255.248
        set allowaccess ping https ssh http telnet
        set type physical
        set alias "outside"
        set role wan
        set snmp-index 1
    next
    edit "internal"
        set vdom "root"
        set ip 10.40.0.1 255.255.255.0
        set allowaccess ping https ssh snmp
        set type hard-switch
        set role lan
        set snmp-index 2
    next
    edit "dmz"
        set vdom "root"
        set ip 10.41.0.1 255.255.255.0
        set allowaccess ping
        set type physical
        set role dmz
        set snmp-index 3
    next
end
config system admin
    edit "admin"
        set accprofile "super_admin"
        set vdom "root"
        set password ENC PB2FAKEhashedPasswordAAAA0001
    next
    edit "netops"
        set accprofile "super_admin"
        set vdom "root"
        set trusthost1 10.99.0.0 255.255.255.0
        set two-factor fortitoken
        set fortitoken "FTKMOBFAKE000001"
        set email-to "netops@demo.example"
        set password ENC PB2FAKEhashedPasswordAAAA0002
    next
    edit "audit"
        set accprofile "auditor"
        set vdom "root"
        set trusthost1 10.99.0.50 255.255.255.255
        set password ENC AK1FAKEhashedPasswordAAAA0003
    next
end
config system dns
    set primary 10.99.0.53
    set secondary 10.99.0.54
end
config system snmp sysinfo
    set status enable
    set location "Demo perimeter"
end
config system snmp community
    edit 1
        set name "public"
        config hosts
            edit 1
                set ip 0.0.0.0 0.0.0.0
            next
        end
        set query-v1-status enable
    next
end
config system ntp
    set ntpsync enable
    set type custom
    config ntpserver
        edit 1
            set server "192.0.2.123"
        next
    end
end
config system password-policy
    set status disable
end
config firewall address
    edit "office"
        set subnet 10.40.0.0 255.255.255.0
    next
    edit "web-server"
        set subnet 10.41.0.10 255.255.255.255
    next
    edit "old-partner"
        set subnet 203.0.113.0 255.255.255.0
    next
end
config firewall addrgrp
    edit "servers"
        set member "web-server"
    next
end
config firewall service custom
    edit "app-8080"
        set tcp-portrange 8080
    next
end
config firewall policy
    edit 1
        set name "office-out"
        set srcintf "internal"
        set dstintf "wan1"
        set action accept
        set srcaddr "office"
        set dstaddr "all"
        set schedule "always"
        set service "ALL"
        set logtraffic all
        set nat enable
    next
    edit 2
        set name "web-in"
        set srcintf "wan1"
        set dstintf "dmz"
        set action accept
        set srcaddr "all"
        set dstaddr "servers"
        set schedule "always"
        set service "HTTP" "HTTPS" "app-8080"
        set logtraffic utm
    next
    edit 3
        set name "everything"
        set srcintf "any"
        set dstintf "any"
        set action accept
        set srcaddr "all"
        set dstaddr "all"
        set schedule "always"
        set service "ALL"
        set logtraffic disable
    next
    edit 4
        set name "block-telnet"
        set srcintf "internal"
        set dstintf "wan1"
        set srcaddr "office"
        set dstaddr "all"
        set schedule "always"
        set service "TELNET"
    next
end
config log syslogd setting
    set status enable
    set server "10.99.0.50"
end
config router static
    edit 1
        set gateway 198.51.100.9
        set device "wan1"
    next
end
`;
