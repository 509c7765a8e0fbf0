import type { Filter } from "../../../src/acl/filter.ts";
import { filterIn } from "./filter-in.ts";
import { saidInFortios } from "./said-in-fortios.ts";
import { saidInIos } from "./said-in-ios.ts";
import { saidInJunos } from "./said-in-junos.ts";
import { saidInLinux } from "./said-in-linux.ts";
import { saidInPanos } from "./said-in-panos.ts";
import type { Said } from "./said.ts";

export const said: readonly Said[] = [...saidInIos, ...saidInFortios, ...saidInJunos, ...saidInLinux, ...saidInPanos];

/** Entries of IOS as a list that permits nothing else, neighbour discovery neither. */
export function wordsOf(words: readonly string[], family: 4 | 6): Filter {
  const [list, end] =
    family === 4
      ? ["ip access-list extended WORDS", "deny ip any any"]
      : ["ipv6 access-list WORDS", "deny ipv6 any any"];
  const filter = filterIn("cisco-ios", [list, ...words, end].join("\n "), "WORDS", family);
  const written = filter.clauses.filter(({ implied, unresolved }) => implied !== true && unresolved.length === 0);
  if (written.length !== words.length + 1) throw new Error(`Not all is read of: ${words.join("; ")}`);
  return filter;
}
