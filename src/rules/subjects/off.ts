import { isKnown, type Fact } from "../../model/fact.ts";

/** True only where it is known to be off: what may be on is judged. */
export function isOff(enabled: Fact<boolean>): boolean {
  return isKnown(enabled) && !enabled.value;
}
