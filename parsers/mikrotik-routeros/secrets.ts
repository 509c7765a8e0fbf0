import type { Ledger } from "../lib/ledger.ts";
import type { Item } from "./items.ts";
import { readPlacedCommand } from "./words.ts";

/** Settings that hold a secret in any menu. */
const names = new Set(
  (
    "password secret secrets ipsec-secret wpa-pre-shared-key wpa2-pre-shared-key wpa3-pre-shared-key preshared-key pre-shared-key " +
    "private-key authentication-password encryption-password authentication-key auth-key tcp-md5-key key passphrase " +
    "management-protection-key static-key-0 static-key-1 static-key-2 static-key-3 static-sta-private-key static-transmit-key " +
    "trap-community sim-pin pin radius-password eap-password mschapv2-password rw-community community my-password " +
    "default-password token api-key supplicant-password sms-secret local-pin wps-pin"
  ).split(" "),
);

/** Endings of settings that are not listed, and most probably hold a secret. */
const endings = ["password", "secret", "passphrase", "pre-shared-key", "private-key", "token", "-psk"];

/** Scripts may hold anything: of them nothing is shown. */
const scripts = new Set([
  "source",
  "on-event",
  "on-up",
  "on-down",
  "up-script",
  "down-script",
  "on-login",
  "on-logout",
  "script",
  "http-data",
  "lease-script",
  "on-error",
]);

/** Whether a setting is a password or a key by its name, in whatever menu. */
export function isPasswordName(name: string): boolean {
  return endings.some((ending) => name.endsWith(ending));
}

/** Marks every secret of a command, whatever its menu. A community's name is one. `known` is what names were found to be. */
export function markSecrets(ledger: Ledger, item: Item, lines: readonly string[], known: Map<string, boolean>): void {
  const isSecret = (name: string): boolean => {
    let told = known.get(name);
    if (told === undefined) known.set(name, (told = isSecretName(name)));
    const isName = item.menu === "/snmp community" && lastOf(name) === "name" && !isUser(item);
    // The key of a time server is told by its number.
    return (told || isName) && !(item.menu === "/system ntp client servers" && lastOf(name) === "auth-key");
  };
  let any = false;
  for (const { name } of item.parameters.list) any ||= isSecret(name);
  if (!any) return;
  for (const { name, pieces } of readPlacedCommand(lines, item.first - 1).words) {
    if (name === null || !isSecret(name)) continue;
    for (const { line, start, end } of pieces ?? [])
      ledger.secret(line, (lines[line - 1] ?? "").slice(start, end), start);
  }
}

/** Whether a setting holds a secret by its name; "security.passphrase" is a passphrase. */
function isSecretName(name: string): boolean {
  const last = lastOf(name);
  return names.has(last) || scripts.has(last) || endings.some((ending) => last.endsWith(ending));
}

function lastOf(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}

/** A community with security is the name of a user, which is no secret. */
function isUser(item: Item): boolean {
  const security = item.parameters.get("security")?.value;
  return security === "authorized" || security === "private";
}

/** In a line that nobody understands, what stands behind a secret's name and "=". */
export function markLoose(ledger: Ledger, line: number, text: string): void {
  for (let at = text.indexOf("="); at >= 0; at = text.indexOf("=", at + 1)) {
    const name = /[\w.-]*$/.exec(text.slice(Math.max(0, at - 60), at))?.[0] ?? "";
    const last = name.slice(name.lastIndexOf(".") + 1);
    if (!names.has(last) && !endings.some((ending) => last.endsWith(ending))) continue;
    const value = /^"[^"]*"?|^\S*/.exec(text.slice(at + 1))?.[0].replaceAll('"', "") ?? "";
    if (value !== "") ledger.secret(line, value, at + 1);
  }
}
