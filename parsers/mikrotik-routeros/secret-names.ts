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

/** Whether a setting holds a secret by its name; "security.passphrase" is a passphrase. */
export function isSecretName(name: string): boolean {
  const last = lastOf(name);
  return isLooseSecretName(last) || scripts.has(last);
}

export function lastOf(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}

/** The same for the last part of a name, scripts aside. */
export function isLooseSecretName(last: string): boolean {
  return names.has(last) || endings.some((ending) => last.endsWith(ending));
}
