// Escape sequences as ECMA-48 has them (5.4): CSI with parameters, OSC up to its end, two-character escapes.
const escapes =
  /\u001b(?:\[[0-9;?]{0,32}[ -/]{0,4}[@-~]|\][^\u0007\u001b]{0,256}(?:\u0007|\u001b\\)?|[()][0-9A-Za-z]|[@-Z\\^_=>78])/g;

/** What pagers print and captures keep: Cisco, FortiOS, Junos, ASA, ProCurve. */
const pagerOnly = /^\s*(?:-+\s?\(?more\)?(?:\s\d{1,3}%)?\s?\)?-+|<-+ more -+>|---\(more(?: \d{1,3}%)?\)---)\s*$/i;
const pagerBefore = /^ ?(?:--More--|-- ?More ?--|<--- More --->|---\(more(?: \d{1,3}%)?\)---) {0,10}(?=\S)/;

/** Cheap test over the whole text, so that a clean file is not split for nothing. */
export function mayHoldTerminalRest(text: string): boolean {
  return /[\u0007\u0008\u001b]|\r[^\n]/.test(text) || /-+ ?\(?more/i.test(text);
}

/** What a terminal would show of one line: escapes removed, carriage return and backspace carried out, pager rests gone. */
export function renderTerminalLine(line: string): string {
  const bare = line.replace(/\r+$/, "");
  const shown = /[\u0007\u0008\u001b\r]/.test(bare) ? overwrite(bare.replaceAll(escapes, "")) : bare;
  if (pagerOnly.test(shown)) return "";
  return shown.replace(pagerBefore, "");
}

function overwrite(text: string): string {
  const cells: string[] = [];
  let column = 0;
  for (const character of text) {
    if (character === "\r") column = 0;
    else if (character === "\b") column = Math.max(0, column - 1);
    else if (character !== "\u0007" && character !== "\u001b") {
      cells[column] = character;
      column += 1;
    }
  }
  return cells.join("").trimEnd();
}
