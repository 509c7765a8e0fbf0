import { addressCount } from "./address-count.ts";
import { addressNumber, familyBits, prefixBounds } from "./address-number.ts";
import { addressText } from "./address-text.ts";

/** All that is assigned to the Internet in IPv6 (RFC 4291, 2.4; IANA, IPv6 Global Unicast Address Assignments). */
const internet = { prefix: "2000::/3", first: 1n << 125n, last: (1n << 126n) - 1n };

/** So that nobody reads a share as all there is. */
const nearlyAll = 0.999;

/**
 * How large a part of a family some blocks' addresses are, from 0 to 1: of all addresses, or of those of the Internet
 * where that is more, since seven eighths of IPv6 belong to nobody. Masks too many to be counted are taken for all.
 */
export function addressShare(texts: readonly string[], family: 4 | 6): number {
  const count = addressCount(texts, family);
  if (count === null) return 1;
  const share = Number((count << 40n) >> familyBits[family]) / 2 ** 40;
  if (family === 4 || share >= nearlyAll) return share;
  const open = addressCount(texts.flatMap(withinInternet), family) ?? 0n;
  return Math.max(share, Math.min(nearlyAll, Number((open << 40n) >> 125n) / 2 ** 40));
}

/** The part of a block's text that is of the Internet; of a mask that is no prefix none is told. */
function withinInternet(text: string): readonly string[] {
  if (text === "any") return [internet.prefix];
  const [from = "", to, mask] = text.split(/[ -]/);
  if (mask !== undefined) return [];
  const bounds = prefixBounds(from);
  const first = to === undefined ? bounds?.first : addressNumber(from)?.value;
  const last = to === undefined ? bounds?.last : addressNumber(to)?.value;
  if (first === undefined || last === undefined) return [];
  const low = first > internet.first ? first : internet.first;
  const high = last < internet.last ? last : internet.last;
  return low > high ? [] : [`${addressText(6, low)}-${addressText(6, high)}`];
}
