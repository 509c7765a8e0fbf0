/** Below this depth a value is small: one device's finding, one rule. */
const piecewise = 5;

/**
 * What `JSON.stringify(value, null, 2)` gives, in pieces: the report of a hostile or huge input can be longer than the
 * longest string.
 */
export function* jsonPieces(value: unknown, indent = "", depth = piecewise): Generator<string> {
  if (depth === 0 || typeof value !== "object" || value === null) {
    // Line ends within strings are escaped, so that each one here begins a row.
    yield (JSON.stringify(value, null, 2) ?? "null").replaceAll("\n", `\n${indent}`);
    return;
  }
  const list = Array.isArray(value);
  const entries = list
    ? value.map((item: unknown) => ["", item] as const)
    : Object.entries(value).filter(([, item]) => item !== undefined);
  const [open, close] = list ? ["[", "]"] : ["{", "}"];
  if (entries.length === 0) {
    yield open + close;
    return;
  }
  yield open;
  const inner = `${indent}  `;
  let separator = "\n";
  for (const [key, item] of entries) {
    yield `${separator}${inner}${list ? "" : `${JSON.stringify(key)}: `}`;
    yield* jsonPieces(item, inner, depth - 1);
    separator = ",\n";
  }
  yield `\n${indent}${close}`;
}

/** Joins small pieces, so that writing takes few calls. */
export function* batched(pieces: Iterable<string>, size = 1 << 20): Generator<string> {
  let batch = "";
  for (const piece of pieces) {
    batch += piece;
    if (batch.length < size) continue;
    yield batch;
    batch = "";
  }
  if (batch !== "") yield batch;
}
