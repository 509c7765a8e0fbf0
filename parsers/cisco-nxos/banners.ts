import { byDefault } from "../../src/model/fact.ts";
import type { Banners } from "../../src/model/services.ts";
import { on, touching } from "../lib/statements.ts";
import { bannerText } from "../lib/cisco/literal-text.ts";
import { readAt } from "../lib/cisco/places.ts";
import type { Draft } from "./draft.ts";

/** "banner motd" is shown before the login prompt, "banner exec" after it ("banner motd", Fundamentals Command Reference). */
export const bannerStatements = [
  on<Draft>(["banner motd", "banner exec"], (draft, statement) => {
    const kind = statement.words[1] ?? "";
    if (statement.negated) draft.banners.delete(kind);
    else {
      const lines = draft.source.slice(statement.line - 1, statement.last);
      draft.banners.set(kind, readAt(bannerText(kind, lines), statement));
    }
  }),
  touching(["banners"], "banner"),
];

export function bannersOf(draft: Draft): Banners {
  return {
    beforeLogin: draft.banners.get("motd") ?? byDefault(null, 'NX-OS: no text of its own unless "banner motd"'),
    afterLogin: draft.banners.get("exec") ?? byDefault(null, 'NX-OS: no text unless "banner exec"'),
  };
}
