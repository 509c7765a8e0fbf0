import type { ServiceMatch } from "../../../src/model/address.ts";
import { decimal } from "./addresses.ts";
import type { Cursor } from "./cursor.ts";
import { icmpNames, icmpv6Names, type IcmpName } from "./packet-names.ts";

/** "TYPE [CODE]" or a message's name; null where neither stands there. */
export function icmpAt(cursor: Cursor, family: 4 | 6): ServiceMatch["icmp"] {
  const word = cursor.words[cursor.next];
  if (word === undefined) return null;
  const type = decimal(word);
  if (type !== null && type <= 255) {
    const code = decimal(cursor.words[cursor.next + 1]);
    const coded = code !== null && code <= 255;
    cursor.next += coded ? 2 : 1;
    return [{ type, code: coded ? code : null }];
  }
  const named: IcmpName | undefined = (family === 4 ? icmpNames : icmpv6Names).get(word);
  if (named === undefined) return null;
  cursor.next += 1;
  return [{ type: named[0], code: named[1] }];
}
