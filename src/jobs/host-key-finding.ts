import { fingerprint } from "../audit/audit-device.ts";
import type { FindingInput } from "../store/finding-store.ts";

/** No rule of the rule list: a pull finds it. */
export const hostKeyChanged = "host-key-changed";

export function hostKeyFinding(device: string, pinned: string | null, shown: string | null): FindingInput {
  return {
    id: fingerprint(device, hostKeyChanged, "", 1),
    rule: hostKeyChanged,
    area: "management-access",
    severity: "high",
    title: "The device's SSH host key changed",
    message: `The device shows host key ${shown ?? "(none)"}, and ${pinned ?? "(none)"} is pinned: another device may answer in its place, so nothing is pulled.`,
    subject: "",
    lines: [],
    xmlPath: null,
    default: null,
    references: {},
  };
}
