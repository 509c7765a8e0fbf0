import type { DeviceConfig } from "../../model/device-config.ts";
import { read, type Fact } from "../../model/fact.ts";
import type { Password } from "../../model/secret.ts";

/** A password in the configuration that opens the device itself, with the vendor's words for what it belongs to. */
export interface StoredPassword {
  readonly of: "account" | "privilege" | "login line";
  readonly subject: string;
  /** The start of a sentence on it. */
  readonly words: string;
  readonly password: Fact<Password | null>;
}

/** The passwords of accounts, of privilege and of login lines; not the keys shared with servers. */
export function* storedPasswords(device: DeviceConfig): Iterable<StoredPassword> {
  for (const user of device.users) {
    const subject = accountSubject(user);
    yield { of: "account", subject, words: `The password of ${subject}`, password: user.password };
  }
  for (const { name, level, password, at, path } of device.aaa.privilegedPasswords) {
    const subject = level === null ? name : `${name} level ${level}`;
    yield { of: "privilege", subject, words: `The password of "${subject}"`, password: read(password, at, path) };
  }
  for (const { name, password } of device.management.logins)
    yield { of: "login line", subject: name, words: `The password of login line "${name}"`, password };
}

export function accountSubject({ name, scope }: { readonly name: string; readonly scope: string | null }): string {
  return scope === null ? `account "${name}"` : `account "${name}" of "${scope}"`;
}
