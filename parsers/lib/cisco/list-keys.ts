import type { AclFamily } from "../../../src/model/acl.ts";

/**
 * What a list is kept by, lists of one name being told apart by their family. That of an IPv4 list, as nearly all are, is its name
 * as it stands; no name holds the blank that the others have.
 */
export function listKey(family: AclFamily, name: string): string {
  return family === "ipv4" ? name : `${family} ${name}`;
}
