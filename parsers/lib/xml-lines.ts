/** Lines that hold nothing but an XML comment or a part of one. */
export function commentLines(lines: readonly string[]): Set<number> {
  const found = new Set<number>();
  let inside = false;
  for (let index = 0; index < lines.length; index += 1) {
    const text = lines[index] ?? "";
    if (!inside && !text.includes("<!--")) continue;
    const trimmed = text.trim();
    if (!inside && !trimmed.startsWith("<!--")) continue;
    const end = trimmed.indexOf("-->");
    if (end === -1 || end === trimmed.length - 3) found.add(index + 1);
    inside = end === -1;
  }
  return found;
}
