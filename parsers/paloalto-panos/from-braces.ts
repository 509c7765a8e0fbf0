import { readBraces, type BraceHead } from "../lib/braces.ts";
import { deviceOutput } from "./device-output.ts";
import { PanosNode } from "./node.ts";
import { placeBehind, step, type ConfigText } from "./tree.ts";

/** `show config running` and `show` as PAN-OS prints them unless told otherwise: `address { web { ip-netmask …; } }`. */
export function fromBraces(lines: readonly string[]): ConfigText {
  const root = new PanosNode("", null, "element");
  const leftOut = new Map<number, string>();
  const settled: number[] = [];
  const open: { readonly node: PanosNode; readonly place: PanosNode; readonly line: number }[] = [];
  let order = 0;
  const enter = ({ words, at: [first, last] }: BraceHead, isBlock: boolean): PanosNode => {
    let at = open.at(-1)?.node ?? root;
    for (const word of words) {
      if (typeof word === "string") at = step(at, word, "element");
      else for (const member of word) addLines(step(at, member, "member"), first, last);
    }
    if (isBlock || !words.some((word) => typeof word !== "string")) addLines(at, first, last);
    return at;
  };
  const addLines = (node: PanosNode, first: number, last: number): void => {
    const place = placeBehind(node);
    order += 1;
    place.order = order;
    if (place.parent === null) for (let line = first; line <= last; line += 1) settled.push(line);
    else place.addLines(first, last);
  };
  const problems = readBraces(lines, {
    open(head) {
      const node = enter(head, true);
      open.push({ node, place: placeBehind(node), line: head.at[0] });
    },
    statement(head) {
      enter(head, false);
    },
    close(line) {
      const block = open.pop();
      if (block === undefined || block.place.parent === null) settled.push(line);
      else block.place.addLines(line, line);
    },
    bare(line, isBlank) {
      leftOut.set(line, isBlank ? "blank" : "comment");
    },
    foreign(text, line) {
      const reason = deviceOutput(text);
      if (reason !== null) leftOut.set(line, reason);
      return reason !== null;
    },
  });
  return { form: "braces", root, leftOut, settled, problems, stated: { schema: null, detail: null, line: 0 } };
}
