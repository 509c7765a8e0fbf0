import type { Fact } from "../../src/model/fact.ts";
import { withOne } from "../lib/cisco/short-lists.ts";
import type { InterfaceDraft } from "./draft.ts";

/** Keeps what an interface states of a service; a later statement takes the place of an earlier one. */
export function stateService(context: InterfaceDraft, name: string, enabled: Fact<boolean>): void {
  const stated = { name, interface: context.name, enabled };
  const before = context.services.findIndex((each) => each.name === name);
  if (before < 0) context.services = withOne(context.services, stated);
  else context.services[before] = stated;
}
