import type { Identity } from "../../src/model/device-config.ts";
import { read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { Context } from "./context.ts";
import { child, stated, value } from "./reading.ts";
import type { ConfigText } from "./tree.ts";

/** Lines of `show system info` that collectors put above the configuration as comments. */
const headerKeys = { "sw-version": "osVersion", model: "model", serial: "serial" } as const;

export function readIdentity(context: Context, text: ConfigText, lines: readonly string[]): Identity {
  const header = new Map<string, Fact<string | null>>();
  for (const [index, line] of lines.slice(0, 200).entries()) {
    const found = /^[#!]\s*(sw-version|model|serial):\s+(\S+)\s*$/.exec(line);
    const key = found?.[1];
    if (key !== undefined && key in headerKeys && found?.[2] !== undefined) header.set(key, read(found[2], index + 1));
  }
  const hostname = value(child(context.root, "deviceconfig", "system"), "hostname");
  const { schema, detail, line } = text.stated;
  return {
    vendor: "paloalto",
    hostname:
      hostname === undefined
        ? unknownFact("No hostname is set: the model of the device is its name then.")
        : stated(hostname.word, hostname),
    osVersion:
      header.get("sw-version") ??
      (detail !== null
        ? read(detail, line)
        : schema !== null
          ? unknownFact(`The configuration is of the schema ${schema}, which names the release family alone.`, [
              [line, line],
            ])
          : unknownFact("No line says the release.")),
    model: header.get("model") ?? unknownFact("A PAN-OS configuration does not name the model."),
    serial: header.get("serial") ?? unknownFact("A PAN-OS configuration does not name the serial number."),
  };
}
