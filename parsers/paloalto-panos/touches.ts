import type { ModelArea } from "../../src/model/device-config.ts";
import { pathTable } from "../lib/path-table.ts";

type Touched = readonly (ModelArea | "*")[];

const access: Touched = ["management.services", "management.logins"];
const nothing: Touched = ["system"];

/** Places that hold objects, rules and profiles: virtual systems, device groups, what all share, and what Panorama pushed. */
export const levelPaths = [
  "shared",
  "panorama",
  "vsys *",
  "panorama vsys *",
  "device-group *",
  "template * shared",
  "template * vsys *",
  "template-stack * shared",
  "template-stack * vsys *",
  "network shared-gateway *",
] as const;

/** Where a device's own settings stand. */
export const devicePaths = ["", "template * ", "template-stack * "] as const;

const ofLevel: readonly (readonly [string, Touched])[] = [
  ["address", ["objects", "policies"]],
  ["address-group", ["objects", "policies"]],
  ["admin-role", ["users"]],
  ["alg-override", ["policies"]],
  ["application", ["objects", "policies"]],
  ["application-filter", ["objects", "policies"]],
  ["application-group", ["objects", "policies"]],
  ["application-status", ["objects", "policies"]],
  ["application-tag", ["objects", "policies"]],
  ["authentication-object", ["policies", "aaa"]],
  ["authentication-profile", ["aaa", "passwords"]],
  ["authentication-sequence", ["aaa", "passwords"]],
  ["captive-portal", ["policies"]],
  ["certificate", ["management.tls", "vpn"]],
  ["certificate-profile", ["management.tls", "vpn", "aaa"]],
  ["device-object", ["objects", "policies"]],
  ["dns-proxy", ["dns"]],
  ["dynamic-user-group", ["policies"]],
  ["external-list", ["objects", "policies"]],
  ["global-protect", ["vpn", "aaa"]],
  ["import", ["interfaces", "policies"]],
  ["local-user-database", ["users", "passwords", "aaa"]],
  ["log-settings", ["logging", "snmp"]],
  ["post-rulebase", ["policies"]],
  ["pre-rulebase", ["policies"]],
  ["profile-group", ["policies"]],
  ["profiles", ["policies"]],
  ["region", ["objects", "policies"]],
  ["rulebase", ["policies"]],
  ["schedule", ["objects", "policies"]],
  ["server-profile", ["aaa", "logging"]],
  ["service", ["objects", "policies"]],
  ["service-group", ["objects", "policies"]],
  ["setting", ["policies"]],
  ["ssh-keys", ["management.ssh"]],
  ["ssl-decrypt", ["management.tls", "policies"]],
  ["ssl-tls-service-profile", ["management.tls", "vpn"]],
  ["tag", nothing],
  ["user-id-agent", ["aaa", "policies"]],
  ["zone", ["policies", "interfaces"]],
];

const ofDevice: readonly (readonly [string, Touched])[] = [
  ["deviceconfig", ["system"]],
  ["deviceconfig high-availability", ["system", "management.services"]],
  ["deviceconfig setting", ["system", "policies"]],
  [
    "deviceconfig setting management",
    ["management.services", "management.logins", "passwords", "aaa", "logging", "objects", "banners"],
  ],
  ["deviceconfig setting nat", ["policies"]],
  ["deviceconfig setting session", ["policies"]],
  ["deviceconfig setting ssl-decrypt", ["management.tls", "policies"]],
  ["deviceconfig setting config", ["policies"]],
  ["deviceconfig setting vpn", ["vpn"]],
  ["deviceconfig system", ["*"]],
  ["deviceconfig system authentication-profile", ["aaa"]],
  ["deviceconfig system certificate-profile", ["aaa", "management.tls"]],
  ["deviceconfig system dns-setting", ["dns"]],
  ["deviceconfig system hostname", ["identity"]],
  ["deviceconfig system login-banner", ["banners"]],
  ["deviceconfig system motd-and-banner", ["banners"]],
  ["deviceconfig system ntp-servers", ["ntp"]],
  ["deviceconfig system permitted-ip", access],
  ["deviceconfig system route", ["system"]],
  ["deviceconfig system service", access],
  ["deviceconfig system snmp-setting", ["snmp"]],
  ["deviceconfig system ssh", ["management.ssh"]],
  ["deviceconfig system ssl-tls-service-profile", ["management.tls"]],
  ["mgt-config", ["users", "passwords", "aaa"]],
  ["mgt-config access-domain", ["users"]],
  ["mgt-config password-complexity", ["passwords", "aaa"]],
  ["mgt-config users", ["users", "passwords"]],
  ["network", ["interfaces", "routing", "vpn", "policies"]],
  ["network dhcp", ["smallServices"]],
  ["network dns-proxy", ["dns"]],
  ["network ike", ["vpn"]],
  ["network interface", ["interfaces", "management.services"]],
  ["network logical-router", ["routing", "interfaces"]],
  ["network profiles", ["interfaces", "policies"]],
  ["network profiles interface-management-profile", access],
  ["network shared-gateway", ["policies", "interfaces", "objects"]],
  ["network tunnel", ["vpn"]],
  ["network virtual-router", ["routing", "interfaces"]],
  ["network virtual-wire", ["interfaces"]],
  ["network vlan", ["interfaces"]],
];

/** What an unread statement may bear on, by where it stands; the longest path decides, and what is not here may bear on anything. */
export const touches = pathTable<Touched>([
  ...levelPaths.flatMap((level) => [
    [level, ["*"]] as const,
    ...ofLevel.map(([path, areas]) => [`${level} ${path}`, areas] as const),
  ]),
  ...devicePaths.flatMap((device) => ofDevice.map(([path, areas]) => [`${device}${path}`, areas] as const)),
  ["platform", nothing],
  ["log-collector", nothing],
  ["log-collector-group", nothing],
  ["plugins", nothing],
  ["readonly", nothing],
  ["wildfire-appliance", nothing],
  ["wildfire-appliance-cluster", nothing],
]);
