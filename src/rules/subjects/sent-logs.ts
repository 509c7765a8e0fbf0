import { byDefault, isKnown, read, type Fact } from "../../model/fact.ts";
import type { Logging } from "../../model/services.ts";

/**
 * Whether messages go to the servers that are named: not where no severity is sent. A severity that is merely not
 * stated, or that the platform does not have, keeps nothing back.
 */
export function sendsMessages({ serverSeverity }: Logging): Fact<boolean> {
  if ("notApplicable" in serverSeverity) return byDefault(true, serverSeverity.notApplicable);
  if (!isKnown(serverSeverity))
    return serverSeverity.at.length === 0 ? byDefault(true, serverSeverity.unknown) : serverSeverity;
  const sends = serverSeverity.value !== null;
  if ("default" in serverSeverity) return byDefault(sends, serverSeverity.default);
  return read(sends, serverSeverity.at, serverSeverity.path);
}
