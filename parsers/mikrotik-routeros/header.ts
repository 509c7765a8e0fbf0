import type { Identity } from "../../src/model/device-config.ts";
import { byDefault, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import { itemsOf, mark, placeOf, type Draft } from "./draft.ts";
import type { ExportText } from "./items.ts";
import { valueOf } from "./items.ts";

export interface Header {
  readonly version: Fact<string | null>;
  readonly model: Fact<string | null>;
  readonly serial: Fact<string | null>;
  readonly major: 6 | 7 | null;
}

/**
 * What the comments above an export tell: "# jan/02/1970 00:08:03 by RouterOS 6.39.2", "# model = 951G-2HnD",
 * "# serial number = …"; oxidized writes "/system resource print" there too ("#  version: 7.16 (stable)").
 */
export function headerOf(comments: ExportText["comments"]): Header {
  const untold = unknownFact("No comment of the export tells it.");
  let version: Fact<string | null> = untold;
  let model: Fact<string | null> = untold;
  let serial: Fact<string | null> = untold;
  for (const { line, text } of comments) {
    const words = text.slice(1).trim().split(/ +/);
    const by = words.indexOf("RouterOS");
    const released = by >= 1 && words[by - 1] === "by" ? words[by + 1] : words[0] === "version:" ? words[1] : undefined;
    if (released !== undefined && /^\d+\.\d/.test(released)) version = read(released, line);
    if (words[0] === "model" && words[1] === "=" && words.length > 2) model = read(words.slice(2).join(" "), line);
    if (words[0] === "serial" && words[2] === "=" && words[3] !== undefined) serial = read(words[3], line);
  }
  const major = "value" in version ? (version.value ?? "").split(".")[0] : undefined;
  return { version, model, serial, major: major === "6" ? 6 : major === "7" ? 7 : null };
}

export function identityOf(draft: Draft, { version, model, serial }: Header): Identity {
  const names = itemsOf(draft, "/system identity", "set");
  for (const item of names) mark(draft, item, new Set(["name"]), ["identity"]);
  const named = names.findLast((item) => item.parameters.has("name"));
  const hostname: Fact<string | null> =
    named !== undefined
      ? read(valueOf(named, "name"), placeOf(named))
      : draft.whole
        ? byDefault("MikroTik", "RouterOS: name=MikroTik in /system identity unless set")
        : unknownFact("The text does not name the system.");
  return { vendor: "MikroTik", hostname, osVersion: version, model, serial };
}
