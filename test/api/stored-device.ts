import type { Store } from "../../src/store/store.ts";
import type { FindingInput } from "../../src/store/finding-store.ts";
import { auditInput, finding } from "../store/records.ts";
import { addDevice, known } from "../store/temporary-store.ts";

/** A finding's id as audits make it: 32 hexadecimal digits. */
export function findingId(number: number): string {
  return number.toString(16).padStart(32, "0");
}

export interface StoredDevice {
  readonly deviceId: string;
  readonly pullId: string;
  readonly configId: string;
  readonly auditId: string;
}

export const storedText = "hostname r1\nusername admin password 0 FAKE-secret-1\nfrobnicate FAKE-secret-1\nend\n";

/** A device that was pulled once, with its configuration, audit and findings. */
export async function storedDevice(
  store: Store,
  name = "r1",
  findings: readonly FindingInput[] = [finding(findingId(1))],
  { text = storedText, os = "cisco-ios", site = null }: { text?: string; os?: string; site?: string | null } = {},
): Promise<StoredDevice> {
  const deviceId = await addDevice(store, name, { site });
  const started = await store.pulls.start(deviceId, null);
  const { pull, config, audit } = await store.commitPull({
    pullId: started.id,
    config: { text, comparable: text, profile: "cisco-ios", os },
    hostKey: "SHA256:FAKE",
    audit: auditInput({
      findings,
      verdicts: [
        {
          rule: "telnet-login",
          outcome: "fail",
          subject: "line vty 0 4",
          message: "Login line accepts Telnet.",
          evidence: { lines: [[3, 4]], xmlPath: null, default: null },
        },
      ],
    }),
    decided: known,
  });
  return { deviceId, pullId: pull.id, configId: config.id, auditId: audit.id };
}
