import type { Context } from "./context.ts";
import { child, children, entries, mark } from "./reading.ts";

/** The routing instance of each interface that is in one ([edit routing-instances]). */
export function readInstances(context: Context): Map<string, string> {
  const instanceOf = new Map<string, string>();
  for (const instance of children(child(context.root, "routing-instances"))) {
    mark(instance);
    for (const port of entries(instance, "interface")) instanceOf.set(port.word, instance.word);
  }
  return instanceOf;
}
