/** The text in so many columns, cut with "…" where it is longer. */
export function clip(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(1, width - 1))}…`;
}

/** Breaks at spaces; rows after the first are indented by `hanging` more. */
export function wrap(text: string, columns: number, margin: string, hanging = 0): string[] {
  const rows: string[] = [];
  let row = "";
  for (const word of text.split(" ")) {
    const room = columns - margin.length - (rows.length === 0 ? 0 : hanging);
    if (row !== "" && row.length + 1 + word.length > room) {
      rows.push(row);
      row = word;
    } else row = row === "" ? word : `${row} ${word}`;
  }
  rows.push(row);
  return rows.map((part, index) => `${margin}${index === 0 ? "" : " ".repeat(hanging)}${part}`);
}
