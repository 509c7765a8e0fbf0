import type { AclSet, AddressGroup, ObjectName, ObjectUse } from "../../src/model/acl.ts";
import type { NatRule } from "../../src/model/nat.ts";
import type { Uncollected } from "../parser.ts";

/** What one form of a rule set says; the model is made of it. */
export interface Ruleset {
  readonly aclSets: readonly AclSet[];
  readonly addressGroups: readonly AddressGroup[];
  readonly definitions: readonly ObjectName[];
  readonly uses: readonly ObjectUse[];
  readonly nat: readonly NatRule[];
  /** What is missing of the rules themselves. */
  readonly uncollected: readonly Uncollected[];
}
