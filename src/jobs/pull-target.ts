import type { PullTarget } from "../collect/pull.ts";
import type { Inventory, InventoryDevice } from "../inventory/inventory.ts";
import type { KeyRing } from "../secrets/key-ring.ts";
import {
  resolveCredentials,
  resolveSnmpCredentials,
  secretsOf,
  type CredentialPlaces,
  type Resolved,
} from "../secrets/resolve-credentials.ts";

/** Finds devices by name in an inventory, with their credentials, which are read anew at each call. */
export function pullTargets(
  inventory: Inventory,
  places: CredentialPlaces,
): (device: { readonly name: string }) => Resolved<PullTarget> {
  const devices = new Map(inventory.devices.map((device) => [device.name, device]));
  return ({ name }) => {
    const device = devices.get(name);
    if (device !== undefined) return pullTarget(inventory, device, places);
    return { ok: false, failure: "credential-missing", detail: `the inventory no longer lists ${name}` };
  };
}

function pullTarget(inventory: Inventory, device: InventoryDevice, places: CredentialPlaces): Resolved<PullTarget> {
  const reference = inventory.credentials.get(device.credentials);
  if (reference === undefined) return missing(device.credentials);
  const login = resolveCredentials(reference, places);
  if (!login.ok) return login;
  const { name, host, port, profile, legacyAlgorithms, timeouts, snmp } = device;
  const target = { name, host, port, profile, credentials: login.value, legacyAlgorithms, timeouts };
  // With a profile SNMP is not asked, so that its credentials need not be there.
  if (snmp === null || profile !== null) return { ok: true, value: { ...target, snmp: null } };
  const snmpReference = inventory.credentials.get(snmp.credentials);
  if (snmpReference === undefined) return missing(snmp.credentials);
  const resolved = resolveSnmpCredentials(snmpReference, snmp.kind, places);
  if (!resolved.ok) return resolved;
  return { ok: true, value: { ...target, snmp: { ...resolved.value, port: snmp.port } } };
}

/** Every secret of a target, to be masked in logs. */
export function targetSecrets({ credentials, snmp }: PullTarget): readonly string[] {
  return [...secretsOf(credentials), ...(snmp === null ? [] : secretsOf(snmp))];
}

/** Tells whether anything changed that a device could refuse: keyed, so that it says nothing of the secrets. */
export function credentialsHash(ring: KeyRing, target: PullTarget): string {
  return ring.hash("credentials-seen", JSON.stringify(target));
}

/** The same for two devices that are logged in to alike. */
export function loginHash(ring: KeyRing, { credentials }: PullTarget): string {
  return ring.hash("credentials-seen", JSON.stringify(["login", credentials]));
}

function missing(name: string): Resolved<PullTarget> {
  return { ok: false, failure: "credential-missing", detail: `the inventory has no credential ${name}` };
}
