/** What stands for a port that none is. */
export const noPort = -1;

/** The port whose number is all that stands there, else `noPort`. */
export function portAt(letters: Uint16Array, from: number, to: number): number {
  let port = 0;
  for (let index = from; index < to; index += 1) {
    const digit = (letters[index] ?? 0) - 48;
    if (digit < 0 || digit > 9) return noPort;
    port = port * 10 + digit;
    if (port > 65_535) return noPort;
  }
  return from < to ? port : noPort;
}

/** The number of one or two digits that stands between two columns; -1 where none does. */
export function numberAt(letters: Uint16Array, start: number, end: number): number {
  if (end - start < 1 || end - start > 2) return -1;
  let number = 0;
  for (let index = start; index < end; index += 1) {
    const digit = (letters[index] ?? 0) - 48;
    if (digit < 0 || digit > 9) return -1;
    number = number * 10 + digit;
  }
  return number;
}
