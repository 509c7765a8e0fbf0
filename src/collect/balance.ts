/**
 * Braces still open after the last line; negative where one was closed too many. Strings and
 * comments are passed over (Junos: "…" within a line, ## to the end of a line, slash-star comments).
 */
export function openBraces(lines: readonly string[]): number {
  let depth = 0;
  let inComment = false;
  for (const line of lines) {
    let inString = false;
    for (let at = 0; at < line.length; at++) {
      const char = line[at];
      if (inComment) {
        if (char === "*" && line[at + 1] === "/") {
          inComment = false;
          at++;
        }
      } else if (inString) {
        if (char === "\\") at++;
        else if (char === '"') inString = false;
      } else if (char === '"') inString = true;
      else if (char === "/" && line[at + 1] === "*") {
        inComment = true;
        at++;
      } else if (char === "#" && (line[at + 1] === "#" || line.slice(0, at).trim() === "")) break;
      else if (char === "{") depth++;
      else if (char === "}") {
        depth--;
        if (depth < 0) return depth;
      }
    }
  }
  return inComment ? depth + 1 : depth;
}

/**
 * FortiOS `config` blocks still open after the last line; `end` closes one, whether or not the
 * entry within was closed by `next`. Text in double quotes may run over lines and is passed over.
 */
export function openBlocks(lines: readonly string[]): number {
  let depth = 0;
  let inString = false;
  for (const line of lines) {
    if (!inString) {
      const word = line.trimStart().split(/\s/, 1)[0] ?? "";
      if (word.startsWith("#")) continue;
      if (word === "config") depth++;
      else if (word === "end") depth--;
      if (depth < 0) return depth;
    }
    for (let at = 0; at < line.length; at++) {
      if (line[at] === "\\") at++;
      else if (line[at] === '"') inString = !inString;
    }
  }
  return inString ? depth + 1 : depth;
}
