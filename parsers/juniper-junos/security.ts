import type { AddressGroup, FirewallPolicy, ServiceGroup } from "../../src/model/acl.ts";
import { readAddressBooks, type AddressBooks } from "./address-books.ts";
import { readApplications } from "./applications.ts";
import { define, type Context } from "./context.ts";
import { readPolicies } from "./policies.ts";
import { child, children, markTree } from "./reading.ts";
import { readZones, type ZonesRead } from "./zones.ts";

export interface Security {
  readonly zones: ZonesRead;
  readonly books: AddressBooks;
  readonly addressGroups: readonly AddressGroup[];
  readonly serviceGroups: readonly ServiceGroup[];
  readonly policies: readonly FirewallPolicy[];
}

/** [edit security], [edit applications] and [edit schedulers]. */
export function readSecurity(context: Context): Security {
  for (const scheduler of children(child(child(context.root, "schedulers"), "scheduler"))) {
    define(context, "time-range", markTree(scheduler));
  }
  const books = readAddressBooks(context);
  const applications = readApplications(context);
  return {
    zones: readZones(context),
    books,
    addressGroups: books.groups,
    serviceGroups: applications.groups,
    policies: readPolicies(context, books, applications),
  };
}
