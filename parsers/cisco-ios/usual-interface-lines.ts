import { linePlace } from "../lib/line-places.ts";
import { bind } from "../lib/cisco/bindings.ts";
import { maskLength, readQuad, type Quad } from "../lib/cisco/addresses.ts";
import { withOne } from "../lib/cisco/short-lists.ts";
import type { InterfaceDraft } from "./draft.ts";

const blank = 32;
const quad: Quad = { value: 0, canonical: false };

/**
 * Reads the lines that nearly all interfaces state, as IOS writes them and by their letters alone; false where a line is
 * another, and must be read by its words.
 */
export function usualLine(context: InterfaceDraft, from: number, to: number, line: number): boolean {
  const { source } = context.draft;
  const isUsual = source.hasAt("description ", from, to)
    ? description(context, from + 12, to)
    : source.hasAt("ip address ", from, to)
      ? address(context, from + 11, to)
      : source.hasAt("ip access-group ", from, to) && accessGroup(context, from + 16, to, line);
  if (isUsual) context.ledger.read(line);
  return isUsual;
}

function description(context: InterfaceDraft, from: number, to: number): boolean {
  const { text, letters } = context.draft.source;
  // Elsewhere words are joined by single blanks.
  for (let index = from, before = blank; index < to; index += 1) {
    const letter = letters[index] ?? 0;
    if (letter < blank || (letter === blank && before === blank)) return false;
    before = letter;
  }
  context.description = text.slice(from, to);
  return true;
}

/** "ip address ADDRESS MASK". */
function address(context: InterfaceDraft, from: number, to: number): boolean {
  const { text, letters } = context.draft.source;
  const end = readQuad(quad, letters, from, to);
  if (end < 0 || end >= to || letters[end] !== blank) return false;
  const maskEnd = readQuad(quad, letters, end + 1, to);
  const length = maskEnd === to ? maskLength(quad.value) : null;
  if (length === null) return false;
  context.statesAddress = true;
  context.addresses = withOne(context.addresses, `${text.slice(from, end)}/${length}`);
  return true;
}

/** "ip access-group NAME in|out". */
function accessGroup(context: InterfaceDraft, from: number, to: number, line: number): boolean {
  const { source } = context.draft;
  let end = from;
  while (end < to && (source.letters[end] ?? 0) > blank) end += 1;
  const direction =
    source.hasAt(" in", end, to) && end + 3 === to
      ? "in"
      : source.hasAt(" out", end, to) && end + 4 === to
        ? "out"
        : null;
  if (end === from || direction === null) return false;
  const acl = source.text.slice(from, end);
  bind(context, { acl, family: "ipv4", direction, at: linePlace(line) }, "ip access-group");
  return true;
}
