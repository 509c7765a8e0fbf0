import { isKnown, joinRanges, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { Banners } from "../../src/model/services.ts";
import { enabled, type Source } from "./source.ts";

/** `pre-login-banner` and `post-login-banner` of `system global`; their texts are replacement messages. */
export function readBanners(source: Source): Banners {
  return {
    beforeLogin: banner(source, "pre-login-banner", "pre_admin-disclaimer-text"),
    afterLogin: banner(source, "post-login-banner", "post_admin-disclaimer-text"),
  };
}

function banner(source: Source, key: string, message: string): Fact<string | null> {
  const on = source.fact(source.tables.single("system global"), "system global", key, enabled);
  const own = source.tables.single(`system replacemsg admin ${message}`);
  const text = source.take(own, "buffer");
  source.note(own, "header", "format");
  if (!isKnown(on)) return on;
  if (!on.value) return { ...on, value: null };
  const at = "at" in on ? on.at : [];
  if (text !== undefined) return read(text.words[0] ?? "", joinRanges([...at, ...text.at]));
  const factory = unknownFact("The banner shows the factory's text, which the configuration does not hold.", at);
  return at.length > 0 ? read("(text of the factory)", at) : factory;
}
