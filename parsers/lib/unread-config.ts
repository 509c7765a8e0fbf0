import type { DeviceConfig, OperatingSystem } from "../../src/model/device-config.ts";
import { unknownFact } from "../../src/model/fact.ts";

/**
 * A configuration of which nothing is known, for the reason given: where a new parser starts, so that what it does not
 * read stays unknown.
 */
export function unreadConfig(
  os: OperatingSystem,
  vendor: string,
  why = "The parser does not read this yet.",
): DeviceConfig {
  const unread = unknownFact(why);
  return {
    os,
    identity: { vendor, hostname: unread, osVersion: unread, model: unread, serial: unread },
    interfaces: [],
    aclSets: [],
    addressGroups: [],
    serviceGroups: [],
    firewallPolicies: [],
    definitions: [],
    uses: [],
    management: {
      logins: [],
      services: [],
      ssh: {
        versions: unread,
        ciphers: unread,
        macs: unread,
        keyExchange: unread,
        hostKeys: unread,
        loginTimeout: unread,
        retries: unread,
        rootLogin: unread,
      },
      tls: { versions: unread, ciphers: unread },
    },
    aaa: {
      enabled: unread,
      servers: [],
      methodLists: [],
      centralAuthentication: unread,
      commandAccounting: unread,
      privilegedPasswords: [],
      passwordPolicy: {
        minimumLength: unread,
        complexity: unread,
        obscured: unread,
        lockoutAttempts: unread,
        lockoutTime: unread,
      },
    },
    users: [],
    snmp: { enabled: unread, versions: unread, communities: [], users: [], groups: [], targets: [] },
    ntp: { servers: [], authenticate: unread, trustedKeys: unread, keys: [], unrestricted: unread },
    logging: {
      enabled: unread,
      servers: [],
      serverSeverity: unread,
      local: unread,
      timestamps: unread,
      loginEvents: unread,
      configurationChanges: unread,
    },
    banners: { beforeLogin: unread, afterLogin: unread },
    dns: { lookup: unread, servers: [] },
    smallServices: [],
    routing: unread,
    switching: unread,
    vpn: unread,
    nat: unread,
  };
}
