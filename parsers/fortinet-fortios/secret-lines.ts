import type { Setting } from "../lib/block-settings.ts";
import { isBlock, type Block, type BlockText } from "../lib/blocks.ts";
import { ByOrder, type KeyOrder } from "../lib/key-orders.ts";

/** Parts of a key's name that say that its value is a secret. */
export const telling = [
  "passw",
  "passphrase",
  "pwd",
  "secret",
  "psk",
  "key",
  "seed",
  "credential",
  "auth-string",
  "bindpw",
  "activation-code",
];

/**
 * Last word of the tables of which a key is secret though its name does not tell: SNMP communities of the device, its
 * switches and its access points, and what a bookmark of the SSL VPN fills in for the user.
 */
export const secretKeys: ReadonlyMap<string, string> = new Map([
  ["community", "name"],
  ["snmp-community", "name"],
  ["form-data", "value"],
]);

/** Of all letters only the Kelvin sign becomes one of "key" when made small. */
const tells = new RegExp(telling.join("|").replaceAll("k", "[k\u212a]"), "i");

/** Where to look for secrets. */
interface Suspicions {
  /** All lines whose key tells of a secret, in no order, and some more. */
  readonly lines: number[];
  /** Whether there is a table of `secretKeys`. */
  named: boolean;
  /** Places of the keys that tell, in orders of keys. */
  readonly places: ByOrder<readonly number[]>;
}

/** Keys are asked once for all blocks that state the same; lines that are no plain statements are all suspect. */
export function suspicions({ content, long, continued, strays }: BlockText): Pick<Suspicions, "lines" | "named"> {
  const found: Suspicions = {
    lines: [...long, ...continued, ...strays],
    named: false,
    places: new ByOrder(tellingPlaces),
  };
  for (const item of content) suspect(item, found);
  return found;
}

/** Blocks nest no deeper than their reader lets them. */
function suspect(item: Setting | Block, found: Suspicions): void {
  const { lines } = found;
  if (!isBlock(item)) {
    if (!item.isOfKey || tells.test(item.key)) lines.push(item.first);
    return;
  }
  if (item.kind === "config") found.named ||= secretKeys.has(item.words.at(-1) ?? "");
  // A name of several words looks like a key and its value.
  else if (mayHoldBlanks(item.words[0] ?? "")) lines.push(item.first);
  const { order, from } = item.lead;
  if (order.count > 0) for (const place of found.places.of(order)) lines.push(from + place);
  for (const child of item.content) suspect(child, found);
}

function tellingPlaces(order: KeyOrder): readonly number[] {
  return [...order.places].flatMap(([key, place]) => (tells.test(key) ? [place] : []));
}

function mayHoldBlanks(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code <= 32 || code >= 160) return true;
  }
  return false;
}
