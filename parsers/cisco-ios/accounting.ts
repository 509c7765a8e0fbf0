import { byDefault, joinRanges, read, type Fact, type LineRange } from "../../src/model/fact.ts";
import type { MethodList } from "../../src/model/accounts.ts";
import { placeOf } from "../lib/cisco/places.ts";
import type { Draft } from "./draft.ts";

/**
 * Whether commands of level 15, which change a configuration, are recorded: by the list that each line of the network
 * uses, "default" unless named, and nowhere while AAA is off ("aaa accounting", Security Command Reference).
 */
export function commandAccounting(draft: Draft): Fact<boolean> {
  const written = draft.methodLists.filter(
    ({ type, service }) => type === "accounting" && service.startsWith("commands"),
  );
  if (written.length === 0) return byDefault(false, 'IOS: off unless "aaa accounting commands"');
  const all = written.flatMap(({ at }) => at);
  const aaa = draft.switches.get("aaa new-model");
  if (aaa?.value === false) return read(false, joinRanges([...all, ...aaa.at]));
  // The last statement of a list counts.
  const lists = new Map(written.filter(({ service }) => service === "commands 15").map((each) => [each.list, each]));
  const used: (MethodList | undefined)[] = [];
  const at: LineRange[] = [];
  for (const { kind, settings } of draft.lines) {
    const statement = settings.get("accounting commands 15");
    const name = statement === undefined || statement.negated ? "default" : (statement.words.at(-1) ?? "default");
    if (kind !== "vty" && name === "default") continue;
    used.push(lists.get(name));
    if (statement !== undefined) at.push(...placeOf(statement));
  }
  if (!draft.lines.some(({ kind }) => kind === "vty")) used.push(lists.get("default"));
  const found = used.filter((list) => list !== undefined);
  const on =
    found.length === used.length && found.every(({ methods }) => methods.length > 0 && !methods.includes("none"));
  return read(on, joinRanges([...(found.length > 0 ? found.flatMap((list) => list.at) : all), ...at]));
}
