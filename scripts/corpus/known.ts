/** Full devices that lie in another system's folder, by the end of their path, with what they are. */
export const misfiled: Readonly<Record<string, string>> = {
  "cliconf/fixtures/nos/show_running-config": "Brocade NOS",
  "icx_fixtures/show_running-config_begin_interface": "Ruckus ICX",
  "ironware_fixtures/show_running-config": "Brocade IronWare",
  "testconfigs/nxos_interface_show_all_2": "cisco-nxos",
  "dc-as-reuse/configs/plane_0_spine_0": "arista-eos",
  "dc-as-reuse/configs/plane_1_spine_0": "arista-eos",
  "dc-as-reuse/configs/pod_0_leaf_0": "arista-eos",
  "dc-as-reuse/configs/pod_0_leaf_1": "arista-eos",
  "dc-as-reuse/configs/pod_0_tor_0": "arista-eos",
  "dc-as-reuse/configs/pod_0_tor_1": "arista-eos",
  "dc-as-reuse/configs/pod_1_leaf_0": "arista-eos",
  "dc-as-reuse/configs/pod_1_leaf_1": "arista-eos",
  "dc-as-reuse/configs/pod_1_tor_0": "arista-eos",
  "dc-as-reuse/configs/pod_1_tor_1": "arista-eos",
  "unit-tests/configs/cisco_interface": "interface statements of several Cisco-like systems, no device's text",
  "f5_bigip/f5_bigip_structured_with_imish": "F5 BIG-IP",
};

/** Why lines of a file that bear on access stay unread, by the end of its path. */
export const reasons: Readonly<Record<string, string>> = {
  "ccat/example/1.txt": "copied from a page, with blanks before and within statements: blocks cannot be told",
  "tests/test_data/cisco_ios_example.conf": "copied from a page, with words that no release takes",
  "palo_alto/testconfigs/application-override-service-interaction":
    "a service without its protocol, made to be refused",
  "test/junos/junos/new_typo.conf": "a misspelt statement, made to be refused",
  "fortios/testconfigs/address": "an interface that is not defined, which the device refuses",
  "fortios/testconfigs/address_warnings": "settings of another type than the address has, which the device refuses",
  "fortios/testconfigs/firewall_policy_warn":
    "moves and clones of policies that are not there, which the device refuses",
  "fortios/testconfigs/policy_defs_refs": "clones and deletions, which no saved configuration holds",
  "fortios/testconfigs/rename": "renamings, which no saved configuration holds",
};

/** The entry of a table whose key a path ends with. */
export function knownOf(table: Readonly<Record<string, string>>, path: string): string | null {
  return Object.entries(table).find(([end]) => path.endsWith(end))?.[1] ?? null;
}
