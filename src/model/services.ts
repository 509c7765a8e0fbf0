import type { Fact, Place } from "./fact.ts";
import type { Secret } from "./secret.ts";
import type { SourceRestriction } from "./management.ts";

export interface SnmpCommunity extends Place {
  /** How output names it without telling it: access, ACL and ordinal, such as "community 2 (read-only)". */
  readonly label: string;
  readonly secret: Secret;
  readonly access: Fact<"read-only" | "read-write">;
  readonly sources: Fact<readonly SourceRestriction[]>;
  readonly view: Fact<string | null>;
}

export type SnmpSecurityLevel = "noAuthNoPriv" | "authNoPriv" | "authPriv";

export interface SnmpUser extends Place {
  readonly name: string;
  readonly group: string | null;
  readonly level: Fact<SnmpSecurityLevel>;
  /** "md5", "sha", "sha224", "sha256", "sha384", "sha512"; null is none. */
  readonly authentication: Fact<string | null>;
  /** "des", "3des", "aes128", "aes192", "aes256"; null is none. */
  readonly privacy: Fact<string | null>;
  readonly sources: Fact<readonly SourceRestriction[]>;
}

export interface SnmpGroup extends Place {
  readonly name: string;
  readonly version: "v1" | "v2c" | "v3";
  readonly level: SnmpSecurityLevel | null;
  readonly readView: string | null;
  readonly writeView: string | null;
  readonly sources: Fact<readonly SourceRestriction[]>;
}

export interface SnmpTarget extends Place {
  readonly address: string;
  readonly version: "v1" | "v2c" | "v3";
  readonly level: SnmpSecurityLevel | null;
}

export interface Snmp {
  readonly enabled: Fact<boolean>;
  /** Versions that the agent answers. */
  readonly versions: Fact<readonly ("v1" | "v2c" | "v3")[]>;
  readonly communities: readonly SnmpCommunity[];
  readonly users: readonly SnmpUser[];
  readonly groups: readonly SnmpGroup[];
  readonly targets: readonly SnmpTarget[];
}

export interface NtpServer extends Place {
  readonly address: string;
  readonly key: Fact<string | null>;
  readonly vrf: string | null;
}

export interface Ntp {
  readonly servers: readonly NtpServer[];
  readonly authenticate: Fact<boolean>;
  /** Key identifiers that the device trusts. */
  readonly trustedKeys: Fact<readonly string[]>;
  readonly keys: readonly (Place & { readonly id: string; readonly algorithm: string })[];
  /** The device answers time requests of others from anywhere. */
  readonly unrestricted: Fact<boolean>;
}

export interface LogServer extends Place {
  readonly address: string;
  readonly transport: Fact<"udp" | "tcp" | "tls">;
  readonly port: Fact<number>;
  readonly vrf: string | null;
}

/** Syslog severities by name, most urgent first (RFC 5424, 6.2.1). */
export type SyslogSeverity =
  | "emergency"
  | "alert"
  | "critical"
  | "error"
  | "warning"
  | "notice"
  | "informational"
  | "debug";

export interface Logging {
  readonly enabled: Fact<boolean>;
  readonly servers: readonly LogServer[];
  readonly serverSeverity: Fact<SyslogSeverity | null>;
  /** Messages are kept on the device. */
  readonly local: Fact<boolean>;
  /** Each message carries date and time. */
  readonly timestamps: Fact<boolean>;
  readonly loginEvents: Fact<boolean>;
  readonly configurationChanges: Fact<boolean>;
}

export interface Banners {
  /** Text shown before login (IOS `banner login` or `banner motd`). */
  readonly beforeLogin: Fact<string | null>;
  readonly afterLogin: Fact<string | null>;
}

/** A service that has nothing to do with the device's purpose, by the vendor's word: "finger", "ip source-route". */
export interface SmallService {
  readonly name: string;
  /** Interface it is set on; null is the whole device. */
  readonly interface: string | null;
  readonly enabled: Fact<boolean>;
}

export interface Dns {
  /** The device asks name servers for names (IOS `ip domain lookup`). */
  readonly lookup: Fact<boolean>;
  readonly servers: readonly (Place & { readonly address: string })[];
}
