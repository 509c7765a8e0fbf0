import type { SecretSpan } from "../../parsers/parser.ts";

export const redactedMark = "<redacted>";

/**
 * The text with each span replaced by "<redacted>"; line ends stay as they are. Spans may overlap, stand in
 * any order and reach past the end of a line; a secret over several lines has a span on each.
 */
export function redact(text: string, spans: readonly SecretSpan[]): string {
  if (spans.length === 0) return text;
  const byLine = new Map<number, SecretSpan[]>();
  for (const span of spans) {
    const known = byLine.get(span.line);
    if (known === undefined) byLine.set(span.line, [span]);
    else known.push(span);
  }
  const lines = text.split("\n");
  for (const [number, marked] of byLine) {
    const line = lines[number - 1];
    if (line !== undefined) lines[number - 1] = redactLine(line, marked);
  }
  return lines.join("\n");
}

function redactLine(line: string, spans: readonly SecretSpan[]): string {
  // The carriage return belongs to the line end, as for the parsers.
  let length = line.length;
  while (length > 0 && line[length - 1] === "\r") length -= 1;
  let result = "";
  let done = 0;
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    const from = Math.min(Math.max(start, 0), length);
    const to = Math.min(end, length);
    if (to <= from || to <= done) continue;
    // A span that touches or overlaps the one before is the same mark.
    if (from > done || result === "") result += line.slice(done, from) + redactedMark;
    done = to;
  }
  return result + line.slice(done);
}

const shortestKnown = 4;

/**
 * The text without the given secrets, however they are written there: plain, in JSON, percent-encoded,
 * or base64. A defence in depth for logs; secrets below four characters would only tear words apart.
 */
export function redactKnown(text: string, secrets: Iterable<string>): string {
  const forms = new Set<string>();
  for (const secret of secrets) {
    for (const part of [secret, ...secret.split(/\r?\n/)]) {
      if (part.length < shortestKnown) continue;
      forms.add(part);
      forms.add(JSON.stringify(part).slice(1, -1));
      forms.add(percentEncoded(part));
      forms.add(Buffer.from(part, "utf8").toString("base64"));
    }
  }
  let result = text;
  // The longest first, so that no secret that holds another one leaves its rest behind.
  for (const form of [...forms].sort((a, b) => b.length - a.length)) result = result.replaceAll(form, redactedMark);
  return result;
}

function percentEncoded(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    // A lone surrogate has no encoding.
    return text;
  }
}

/** Paths for pino's `redact`: whatever is logged under these names is masked. */
export const logRedactPaths: readonly string[] = [
  "password",
  "passphrase",
  "privateKey",
  "enableSecret",
  "community",
  "authKey",
  "privKey",
  "credentials",
  "snmp",
  "token",
  "authorization",
  "cookie",
].flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `*.*.*.${name}`]);
