import type { Fact, Place } from "./fact.ts";
import type { Password } from "./secret.ts";

export type Transport = "telnet" | "ssh" | "rlogin" | "lat" | "pad" | "mop" | "udptn" | "nasi" | "v120" | "acercon";

/** How a login line asks who is there. */
export type LoginAuthentication =
  | { readonly kind: "none" }
  | { readonly kind: "line-password" }
  | { readonly kind: "local" }
  | { readonly kind: "aaa"; readonly list: string };

/** A terminal line that a person logs in on: IOS `line`, Junos `system ports`, FortiOS console. */
export interface LoginLine extends Place {
  /** The vendor's words: "line vty 0 4", "console". */
  readonly name: string;
  readonly kind: "console" | "aux" | "tty" | "vty";
  /** Transports accepted from the network; an empty list accepts none. */
  readonly protocols: Fact<readonly Transport[]>;
  /** False where the line starts no session (`no exec`, port disabled). */
  readonly exec: Fact<boolean>;
  /** TCP ports by which Telnet reaches the line beside 23 (IOS rotary groups); left out where there are none. */
  readonly telnetPorts?: readonly number[];
  readonly authentication: Fact<LoginAuthentication>;
  readonly password: Fact<Password | null>;
  /** Seconds of idleness until logout; null is never. */
  readonly idleTimeout: Fact<number | null>;
  /** Inbound restriction by source; an empty list accepts anyone. */
  readonly sources: Fact<readonly SourceRestriction[]>;
  /** Privilege a user gets at login without asking (IOS `privilege level`); null where there is none. */
  readonly privilege: Fact<number | null>;
}

export type SourceRestriction =
  | {
      readonly kind: "acl";
      readonly name: string;
      readonly family: "ipv4" | "ipv6" | "both";
      /** VRFs whose sessions it judges too (IOS `vrf-also`: all), or alone (`vrf NAME`); left out: none. */
      readonly vrfs?: "all" | readonly string[];
    }
  | { readonly kind: "prefix"; readonly prefix: string }
  | { readonly kind: "prefix-list"; readonly name: string };

/** OpenConfig system services where it names them. */
export type ManagementServiceName =
  | "ssh"
  | "telnet"
  | "http"
  | "https"
  | "netconf"
  | "restconf"
  | "rest"
  | "gnmi"
  | "ftp"
  | "tftp"
  | "scp"
  | "sftp"
  | "rlogin"
  | "rsh"
  | "rcp"
  | "finger"
  | "xnm-clear-text"
  | "xnm-ssl"
  | "winbox"
  | "api"
  | "api-ssl"
  | "snmp"
  | "ping"
  | "fabric";

/** A service that the device itself offers to manage it. */
export interface ManagementService {
  readonly name: ManagementServiceName;
  /** Where it is offered, in the vendor's words: "ip http server", 'interface "port1" allowaccess'. */
  readonly instance: string;
  readonly enabled: Fact<boolean>;
  readonly port: Fact<number | null>;
  /** Ports that it answers on beside that one; left out where there are none. */
  readonly furtherPorts?: readonly number[];
  /** Interface or zone names it is offered on; "all" is every one. */
  readonly interfaces: Fact<"all" | readonly string[]>;
  readonly vrf: Fact<string | null>;
  /** Addresses of the device that it listens at, whichever interface a packet comes in by; left out: all of them. */
  readonly addresses?: readonly string[];
  /** IP families that it is offered in, where they are switched apart; left out: both. */
  readonly families?: readonly (4 | 6)[];
  /** An empty list accepts anyone. */
  readonly sources: Fact<readonly SourceRestriction[]>;
  /** Seconds of idleness until logout; null is never. */
  readonly idleTimeout: Fact<number | null>;
  /** True for interfaces that face outside (role wan, untrust zone); unknown where nothing says so. */
  readonly external: Fact<boolean>;
}

/** OpenConfig ssh-server, with the algorithm lists that decide its strength. Names as in IANA's SSH registries. */
export interface SshServer {
  readonly versions: Fact<readonly (1 | 2)[]>;
  readonly ciphers: Fact<readonly string[]>;
  readonly macs: Fact<readonly string[]>;
  readonly keyExchange: Fact<readonly string[]>;
  readonly hostKeys: Fact<readonly string[]>;
  /** Seconds allowed to authenticate. */
  readonly loginTimeout: Fact<number | null>;
  readonly retries: Fact<number | null>;
  /** True where the superuser may log in over SSH. */
  readonly rootLogin: Fact<boolean>;
}

/** TLS of the device's own web service. */
export interface WebTls {
  readonly versions: Fact<readonly string[]>;
  readonly ciphers: Fact<readonly string[]>;
}

export interface Management {
  readonly logins: readonly LoginLine[];
  readonly services: readonly ManagementService[];
  readonly ssh: SshServer;
  readonly tls: WebTls;
}
