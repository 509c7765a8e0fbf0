import type { Credentials, HostKeys, PullTarget, Timeouts } from "../../src/collect/pull.ts";

/** Short enough for tests, long enough for two busy cores. */
export const testTimeouts: Timeouts = { connect: 3000, login: 3000, command: 6000, idle: 4000 };

export function targetFor(
  device: { readonly port: number },
  profile: string | null,
  credentials: Partial<Credentials> = {},
  more: Partial<PullTarget> = {},
): PullTarget {
  return {
    name: "device-1",
    host: "127.0.0.1",
    port: device.port,
    profile,
    credentials: { username: "demo", password: "FAKE-password-1", ...credentials },
    snmp: null,
    legacyAlgorithms: false,
    timeouts: testTimeouts,
    ...more,
  };
}

export function memoryHostKeys(pinned: Record<string, string> = {}): HostKeys & { readonly keys: Map<string, string> } {
  const keys = new Map(Object.entries(pinned));
  return {
    keys,
    pinned: async (device) => keys.get(device) ?? null,
    pin: async (device, fingerprint) => {
      keys.set(device, fingerprint);
    },
  };
}
