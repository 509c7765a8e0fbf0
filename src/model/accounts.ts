import type { Fact, Place } from "./fact.ts";
import type { Password } from "./secret.ts";
import type { SourceRestriction } from "./management.ts";

export interface User extends Place {
  readonly name: string;
  readonly scope: string | null;
  /** null: the account has no password. */
  readonly password: Fact<Password | null>;
  /** The vendor's word for what the account may do: "15", "super-user", "super_admin". */
  readonly role: Fact<string | null>;
  /** True where `role` may change the configuration without asking further. */
  readonly administrator: Fact<boolean>;
  readonly sshKeys: number;
  /** Sources the account may log in from (FortiOS trusthost); an empty list is anywhere. */
  readonly sources: Fact<readonly SourceRestriction[]>;
  readonly twoFactor: Fact<boolean>;
}

/** The password that raises a session's privilege (IOS `enable`), or a superuser's (Junos root-authentication). */
export interface PrivilegedPassword extends Place {
  /** "enable secret", "enable password", "root-authentication". */
  readonly name: string;
  readonly level: number | null;
  readonly password: Password;
}

export interface PasswordPolicy {
  readonly minimumLength: Fact<number | null>;
  readonly complexity: Fact<boolean>;
  /** Clear-text passwords are at least obscured in the configuration (IOS `service password-encryption`). */
  readonly obscured: Fact<boolean>;
  /** Failed logins until the account or source is locked; null is never. */
  readonly lockoutAttempts: Fact<number | null>;
  /** Seconds within which failures count together; left out where none is stated. */
  readonly lockoutWindow?: Fact<number | null>;
  /** Seconds of the lock; null where there is none. */
  readonly lockoutTime: Fact<number | null>;
}

/** OpenConfig aaa server. */
export interface AaaServer extends Place {
  readonly name: string;
  readonly protocol: "tacacs" | "radius" | "ldap" | "kerberos" | "saml";
  readonly address: string | null;
  readonly group: string | null;
  readonly key: Fact<Password | null>;
}

export interface MethodList extends Place {
  readonly type: "authentication" | "authorization" | "accounting";
  /** "login", "enable", "exec", "commands 15", "dot1x"… */
  readonly service: string;
  readonly list: string;
  /** In order: "group tacacs+", "local", "none"… */
  readonly methods: readonly string[];
}

export interface Aaa {
  /** Accounts are asked of something (IOS `aaa new-model`; always so on Junos and FortiOS). */
  readonly enabled: Fact<boolean>;
  readonly servers: readonly AaaServer[];
  /** Groups of servers that name no server; left out where there are none. */
  readonly emptyGroups?: readonly (Place & { readonly name: string })[];
  readonly methodLists: readonly MethodList[];
  /** Logins are asked of a central server. */
  readonly centralAuthentication: Fact<boolean>;
  readonly commandAccounting: Fact<boolean>;
  readonly privilegedPasswords: readonly PrivilegedPassword[];
  readonly passwordPolicy: PasswordPolicy;
}
