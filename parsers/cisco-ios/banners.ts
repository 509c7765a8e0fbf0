import { byDefault, joinRanges, read } from "../../src/model/fact.ts";
import type { Banners } from "../../src/model/services.ts";
import type { Statement } from "../lib/indented.ts";
import { on, skip, touching } from "../lib/statements.ts";
import { placeOf, readAt } from "../lib/cisco/places.ts";
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
  if (statement.negated) {
    draft.banners.delete(word);
    return kinds.has(word);
  }
  // Without a kind the text is the message of the day.
  const kind = kinds.has(word) ? word : "motd";
  const text = bannerText(kinds.has(word) ? word : "banner", draft.source.slice(statement.line - 1, statement.last));
  draft.banners.set(kind, readAt(text, statement));
  return true;
}

/**
 * IOS shows "motd" and then "login" before it asks for a name, "exec" afterwards. "no motd-banner" or "no exec-banner" of
 * a line keeps the first away ("motd-banner", Configuration Fundamentals Command Reference).
 */
export function bannersOf(draft: Draft): Banners {
  return {
    beforeLogin: beforeLogin(draft),
    afterLogin: draft.banners.get("exec") ?? byDefault(null, 'IOS: no text unless "banner exec"'),
  };
}

function beforeLogin(draft: Draft): Banners["beforeLogin"] {
  const login = draft.banners.get("login");
  const before = [draft.banners.get("motd"), login].filter((fact) => fact !== undefined);
  if (before.length === 0) return byDefault(null, 'IOS: no text unless "banner login" or "banner motd"');
  const places = before.flatMap((fact) => fact.at);
  const silent = draft.lines
    .filter(({ kind }) => kind === "vty")
    .flatMap(({ settings }) => [settings.get("motd-banner"), settings.get("exec-banner")])
    .filter((statement) => statement?.negated === true);
  if (login === undefined && silent.length > 0)
    return read(null, joinRanges([...places, ...silent.flatMap((each) => (each === undefined ? [] : placeOf(each)))]));
  return read(before.map((fact) => fact.value).join("\n"), joinRanges(places));
}
