import { read } from "../../src/model/fact.ts";
import { Ledger, splitLines } from "../lib/ledger.ts";
import { unreadConfig } from "../lib/unread-config.ts";
import type { Parser } from "../parser.ts";

/** Source of the syntax: name the vendor's manual and its section here. */
export const mikrotikRouteros: Parser = {
  id: "mikrotik-routeros",
  title: "The product's name",
  recognise(text) {
    return text.startsWith("hostname ") ? 0.1 : 0;
  },
  skips: [],
  parse(text) {
    const lines = splitLines(text);
    const ledger = new Ledger(lines);
    let config = unreadConfig("mikrotik-routeros", "The vendor's name");
    for (const [index, line] of lines.entries()) {
      const words = line.trim().split(/\s+/);
      if (words[0] !== "hostname") continue;
      config = { ...config, identity: { ...config.identity, hostname: read(words[1] ?? null, index + 1) } };
      ledger.read(index + 1);
    }
    return { config, ...ledger.close(), problems: [] };
  },
};
