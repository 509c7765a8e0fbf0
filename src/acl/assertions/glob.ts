/** True where the text fits a pattern of "*" (any run of characters) and "?" (one), in time of at most their product. */
export function fitsGlob(pattern: string, text: string): boolean {
  let at = 0;
  let place = 0;
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    const character = pattern[place];
    if (character === "*") {
      star = place;
      resume = at;
      place += 1;
    } else if (character !== undefined && (character === "?" || character === text[at])) {
      at += 1;
      place += 1;
    } else if (star >= 0) {
      // The last star takes one character more.
      place = star + 1;
      resume += 1;
      at = resume;
    } else return false;
  }
  while (pattern[place] === "*") place += 1;
  return place === pattern.length;
}
