import { byDefault, joinRanges, read } from "../../src/model/fact.ts";
import type { Banners } from "../../src/model/services.ts";
import type { Statement } from "../lib/indented.ts";
import { on, skip, touching } from "../lib/statements.ts";
import { readAt } from "../lib/cisco/places.ts";
import type { Draft } from "./draft.ts";
import { bannerText } from "../lib/cisco/literal-text.ts";

/** "banner" of the Configuration Fundamentals Command Reference. */
export const bannerStatements = [
  on<Draft>("banner", banner),
  skip("menu-text", "menu"),
  touching(["banners"], "banner"),
];

const kinds: ReadonlySet<string> = new Set([
  "motd",
  "login",
  "exec",
  "incoming",
  "prompt-timeout",
  "slip-ppp",
  "config-save",
]);

function banner(draft: Draft, statement: Statement): boolean {
  const word = statement.words[1] ?? "";
  if (statement.negated) return kinds.has(word);
  // Without a kind the text is the message of the day.
  const kind = kinds.has(word) ? word : "motd";
  const text = bannerText(kinds.has(word) ? word : "banner", draft.text.slice(statement.line - 1, statement.last));
  draft.banners.set(kind, readAt(text, statement));
  return true;
}

/** IOS shows "motd" and then "login" before it asks for a name, "exec" afterwards. */
export function bannersOf(draft: Draft): Banners {
  const before = [draft.banners.get("motd"), draft.banners.get("login")].filter((fact) => fact !== undefined);
  return {
    beforeLogin:
      before.length === 0
        ? byDefault(null, 'IOS: no text unless "banner login" or "banner motd"')
        : read(before.map((fact) => fact.value).join("\n"), joinRanges(before.flatMap((fact) => fact.at))),
    afterLogin: draft.banners.get("exec") ?? byDefault(null, 'IOS: no text unless "banner exec"'),
  };
}
