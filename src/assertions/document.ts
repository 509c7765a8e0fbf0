import type { Assertion } from "../acl/assertions/assertion.ts";
import type { OperatingSystem } from "../model/device-config.ts";

/** One assertion of a document, with everything that it names resolved. */
export interface DeviceAssertion extends Assertion {
  readonly description: string | null;
  /** Patterns of device names; null is every device. */
  readonly devices: readonly string[] | null;
  readonly os: readonly OperatingSystem[] | null;
  /** Line of the file, from 1; null where the document came as JSON. */
  readonly line: number | null;
}
