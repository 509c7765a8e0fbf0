/** Keys of the switch controller and of the device's own switches, FortiOS 5.2 to 8.0 (CLI references, REST schema 7.6.5). */

/** Bears on the second layer or on the switches' own management, for which the model has no place. */
export const switchUnderstood: Readonly<Record<string, string>> = {
  "system switch-interface": "type intra-switch-policy vdom span span-source-port span-dest-port span-direction",
  "switch-controller managed-switch": `name sn switch-id fsw-wan1-admin fsw-wan1-peer fsw-wan2-admin fsw-wan2-peer owner-vdom access-profile
    switch-profile purdue-level dhcp-server-access-list override-snmp-community override-snmp-user override-snmp-sysinfo
    override-snmp-trap-threshold`,
  "switch-controller managed-switch/ports": `ip-source-guard loop-guard loop-guard-timeout discard-mode lldp-status
    lldp-profile acl-group fortiswitch-acls dhcp-snoop-option82-trust allow-arp-monitor qnq port-security
    stp-bpdu-guard-timeout rpvst-port`,
  "switch-controller managed-switch/ip-source-guard": "port description",
  "switch-controller managed-switch/802-1X-settings": `local-override link-down-auth reauth-period max-reauth-attempt tx-period mab-reauth
    mab-entry-as allow-mac-move`,
  "switch-controller managed-switch/static-mac": "type vlan mac interface description",
  "switch-controller security-policy 802-1X": `security-mode user-group mac-auth-bypass open-auth eap-passthru eap-auto-untagged-vlans guest-vlan
    guest-vlan-id guest-auth-delay auth-fail-vlan auth-fail-vlan-id framevid-apply radius-timeout-overwrite policy-type
    authserver-timeout-period authserver-timeout-vlan authserver-timeout-vlanid authserver-timeout-tagged
    authserver-timeout-tagged-vlanid dacl auth-order auth-priority`,
  "switch-controller security-policy local-access": "mgmt-allowaccess internal-allowaccess",
  "switch-controller 802-1X-settings":
    "link-down-auth reauth-period max-reauth-attempt tx-period mab-reauth mab-entry-as allow-mac-move",
  "switch-controller global": `allow-multiple-interfaces default-virtual-switch-vlan dhcp-server-access-list dhcp-snoop-client-req
    dhcp-option82-circuit-id dhcp-option82-format dhcp-option82-remote-id disable-discovery https-image-push
    log-mac-limit-violations mac-event-logging quarantine-mode vlan-all-mode bounce-quarantined-link fips-enforce
    firmware-provision-on-authorization switch-on-deauth sn-dns-resolution vlan-optimization vlan-identity`,
  "switch-controller system":
    "tunnel-mode data-sync-interval parallel-process parallel-process-override dynamic-periodic-interval",
  "switch-controller vlan-policy":
    "description fortilink vlan allowed-vlans untagged-vlans allowed-vlans-all discard-mode",
  "switch-controller switch-profile":
    "login-passwd-override login-passwd login revision-backup-on-logout revision-backup-on-upgrade",
  "switch-controller snmp-community": `name status query-v1-status query-v1-port query-v2c-status query-v2c-port trap-v1-status trap-v1-lport
    trap-v1-rport trap-v2c-status trap-v2c-lport trap-v2c-rport events`,
  "switch-controller snmp-community/hosts": "ip",
  "switch-controller switch-log": "status severity",
  "switch-controller remote-log": "status server port severity csv facility",
  "switch-controller auto-config policy":
    "qos-policy storm-control-policy poe-status igmp-flood-report igmp-flood-traffic",
  "switch-controller auto-config default": "fgt-policy isl-policy icl-policy",
};

/** Speed, power, timers and sampling. */
export const switchDetails: Readonly<Record<string, string>> = {
  "switch-controller managed-switch": `description type version poe-pre-standard-detection poe-detection-type poe-lldp-detection
    directly-connected max-poe-budget max-allowed-trunk-members mclag-igmp-snooping-aware dynamic-capability
    dynamically-discovered pre-provisioned flow-identity staged-image-version delayed-restart-trigger
    firmware-provision firmware-provision-version firmware-provision-latest l3-discovered qos-drop-policy
    qos-red-probability route-offload route-offload-mclag ptp-profile ptp-status radius-nas-ip radius-nas-ip-override
    tunnel-discovered tdr-supported switch-device-tag switch-dhcp_opt43_key mgmt-mode`,
  "switch-controller managed-switch/ports": `switch-id speed speed-mask status poe-status ptp-status ptp-policy aggregator-mode flapguard
    flap-rate flap-duration flap-timeout poe-pre-standard-detection port-number port-prefix-type fortilink-port
    poe-capable pd-capable stacking-port p2p-port mclag-icl-port authenticated-port restricted-auth-port encrypted-port
    fiber-port media-type poe-standard poe-max-power poe-mode-bt-cabable poe-port-mode poe-port-priority poe-port-power
    flags isl-local-trunk-name isl-peer-port-name isl-peer-device-name isl-peer-device-sn fgt-peer-port-name
    fgt-peer-device-name type matched-dpp-policy matched-dpp-intf-tags igmp-snooping igmp-snooping-flood-reports
    mcast-snooping-flood-traffic igmps-flood-reports igmps-flood-traffic packet-sampler packet-sample-rate
    sflow-sampler sflow-sample-rate sflow-counter-interval sample-direction fec-capable fec-state flow-control
    pause-meter pause-meter-resume qos-policy interface-tags mac-addr log-mac-event port-selection-criteria lacp-speed
    mode bundle member-withdrawal-behavior mclag min-bundle max-bundle fallback-port energy-efficient-ethernet
    eee-tx-idle-time eee-tx-wake-time export-tags virtual-port`,
  "switch-controller managed-switch/stp-settings":
    "local-override name revision hello-time forward-time max-age max-hops pending-timer",
  "switch-controller managed-switch/stp-instance": "priority",
  "switch-controller managed-switch/igmp-snooping":
    "local-override aging-time flood-unknown-multicast mcast-querier-version",
  "switch-controller managed-switch/switch-log": "local-override status severity",
  "switch-controller managed-switch/mirror": "status switching-packet dst src-ingress src-egress",
  "switch-controller managed-switch/custom-command": "command-name",
  "switch-controller managed-switch/snmp-sysinfo": "status engine-id description contact-info location",
  "switch-controller global": `mac-aging-interval mac-retention-period mac-violation-timer dhcp-snoop-client-db-exp
    dhcp-snoop-db-per-port-learn-limit update-user-device firewall-auth-user-hold-period switch-custom-cmd
    dhcp-snoop-option82 flow-tracking`,
  "switch-controller global/custom-command": "command-name",
  "switch-controller system":
    "iot-scan-interval iot-holdoff iot-mac-idle iot-weight-threshold nac-periodic-interval caputp-echo-interval caputp-max-retransmit",
  "switch-controller network-monitor-settings": "network-monitoring",
  "switch-controller fortilink-settings": "inactive-timer link-down-flush access-vlan-mode fortilink",
  "switch-controller fortilink-settings/nac-ports":
    "onboarding-vlan bounce-nac-port lan-segment nac-lan-interface nac-segment-vlans member-change parent-key",
  "switch-controller ptp settings": "mode",
  "switch-controller ptp policy": "status",
  "switch-controller ptp profile": "description mode ptp-profile transport domain pdelay-req-interval",
  "switch-controller ptp interface-policy": "description vlan vlan-pri",
};
