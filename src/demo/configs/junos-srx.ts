/** A branch firewall: sound login settings beside an any-to-any policy and cleartext management. */
export const junosSrx = `version 21.4R3-S5.4;
groups {
    COMMON {
        system {
            services {
                ssh {
                    protocol-version v2;
                }
            }
        }
    }
}
apply-groups COMMON;
system {
    host-name branch-srx1;
    domain-name demo.example;
    root-authentication {
        encrypted-password "$6$FAKEsalt$NotARealHashNotARealHashNotARealHashNotARealHash"; ## SECRET-DATA
    }
    login {
        message "Authorised use only. branch-srx1> is watched.";
        retry-options {
            tries-before-disconnect 3;
            lockout-period 10;
        }
        class auditors {
            idle-timeout 10;
            permissions [ view view-configuration ];
        }
        user netops {
            uid 2001;
            class super-user;
            authentication {
                encrypted-password "$6$FAKEsalt$NotARealHashNotARealHashNotARealHashNotARealHash"; ## SECRET-DATA
            }
        }
        user intern {
            uid 2002;
            class super-user;
            authentication {
                encrypted-password "$1$FAKE$NotARealHashNotARealHa"; ## SECRET-DATA
            }
        }
        user audit {
            uid 2003;
            class auditors;
            authentication {
                ssh-ed25519 "ssh-ed25519 AAAAFAKEFAKEFAKEFAKEFAKEFAKEFAKEFAKEFAKE audit@demo"; ## SECRET-DATA
            }
        }
    }
    services {
        ssh {
            root-login allow;
            connection-limit 10;
        }
        telnet;
        web-management {
            http {
                interface ge-0/0/1.0;
            }
            https {
                system-generated-certificate;
                interface ge-0/0/1.0;
            }
        }
    }
    name-server {
        10.99.0.53;
    }
    syslog {
        user * {
            any emergency;
        }
        host 10.99.0.50 {
            any notice;
            authorization info;
        }
        file messages {
            any notice;
            authorization info;
        }
    }
    ntp {
        server 192.0.2.123;
    }
}
security {
    address-book {
        global {
            address WEB 10.30.0.10/32;
            address OFFICE 10.30.0.0/24;
            address-set SERVERS {
                address WEB;
            }
        }
    }
    policies {
        from-zone trust to-zone untrust {
            policy everything-out {
                match {
                    source-address any;
                    destination-address any;
                    application any;
                }
                then {
                    permit;
                }
            }
            policy block-telnet {
                match {
                    source-address OFFICE;
                    destination-address any;
                    application junos-telnet;
                }
                then {
                    deny;
                    log {
                        session-init;
                    }
                }
            }
        }
        from-zone untrust to-zone trust {
            policy web-in {
                match {
                    source-address any;
                    destination-address SERVERS;
                    application junos-https;
                }
                then {
                    permit;
                    log {
                        session-close;
                    }
                }
            }
        }
        default-policy {
            deny-all;
        }
    }
    zones {
        security-zone trust {
            interfaces {
                ge-0/0/1.0 {
                    host-inbound-traffic {
                        system-services {
                            all;
                        }
                    }
                }
            }
        }
        security-zone untrust {
            interfaces {
                ge-0/0/0.0 {
                    host-inbound-traffic {
                        system-services {
                            ping;
                            ssh;
                        }
                    }
                }
            }
        }
    }
}
interfaces {
    ge-0/0/0 {
        description "Internet uplink";
        unit 0 {
            family inet {
                address 203.0.113.2/30;
            }
        }
    }
    ge-0/0/1 {
        description "Branch LAN";
        unit 0 {
            family inet {
                filter {
                    input PROTECT;
                }
                address 10.30.0.1/24;
            }
        }
    }
}
snmp {
    location "Demo branch";
    community public {
        authorization read-only;
    }
}
routing-options {
    static {
        route 0.0.0.0/0 next-hop 203.0.113.1;
    }
}
firewall {
    family inet {
        filter PROTECT {
            term from-office {
                from {
                    source-address {
                        10.30.0.0/24;
                    }
                }
                then accept;
            }
            term one-host {
                from {
                    source-address {
                        10.30.0.77/32;
                    }
                    protocol tcp;
                    destination-port ssh;
                }
                then {
                    discard;
                }
            }
            term rest {
                then {
                    log;
                    discard;
                }
            }
        }
        filter UNUSED {
            term all {
                then accept;
            }
        }
    }
}
`;
