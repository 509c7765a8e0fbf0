import type { Fact } from "../../src/model/fact.ts";
import { unknownFact } from "../../src/model/fact.ts";
import { absent, type Context } from "./context.ts";
import { placeOf } from "./node.ts";
import { child, stated, value } from "./reading.ts";

/**
 * `idle-timeout` in minutes for web interface and command line; 0 is never, and 60 holds where nothing is said (Web
 * Interface Help, Device > Setup > Management, "Authentication Settings": "range is 0 to 1,440; default is 60").
 */
export function idleTimeout(context: Context): Fact<number | null> {
  const said = value(child(context.root, "deviceconfig", "setting", "management"), "idle-timeout");
  if (said === undefined) return absent(context, 3600, "idle sessions end after 60 minutes");
  if (said.word === "never") return stated(null, said);
  if (!/^\d{1,5}$/.test(said.word)) return unknownFact(`"${said.word}" is no number of minutes.`, placeOf(said).at);
  return stated(said.word === "0" ? null : Number(said.word) * 60, said);
}
