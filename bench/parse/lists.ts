import { cases, seed } from "../acl/cases.ts";
import { iosText } from "../acl/ios-text.ts";

const lists = 20;
const entries = 2500;

/** An IOS text of twenty long lists as campus edges have them (bench/acl/lists/realistic.ts), each under a name of its own. */
export function twentyLists(): string {
  const realistic = cases.find(({ name }) => name === "realistic");
  if (realistic === undefined) throw new Error("There is no realistic list.");
  const texts = Array.from({ length: lists }, (_, index) => {
    const list = realistic.make(entries, seed + index);
    const text = iosText({ ...list, acl: { ...list.acl, name: `${list.acl.name}-${index + 1}` } }) ?? "";
    return text.split("\n").filter((line) => !/^(?:version|hostname|end)\b/.test(line));
  });
  return ["version 15.2", "hostname bench", ...texts.flat().filter((line) => line !== ""), "end", ""].join("\n");
}
