import { decimal } from "../lib/cisco/addresses.ts";

import type { Token } from "./nft-tokens.ts";

/** Where the kernel calls a base chain. */
export interface Hook {
  readonly type: string;
  readonly hook: string;
  /** Null where a name is not known. Of several chains of a hook those of the lower number come first. */
  readonly priority: number | null;
  /** Devices that a chain of the netdev family is bound to. */
  readonly devices: readonly string[];
}

/** nft(8), "Standard priority names"; those of the bridge family are others and decide nothing here. */
const priorities: ReadonlyMap<string, number> = new Map([
  ["raw", -300],
  ["mangle", -150],
  ["dstnat", -100],
  ["filter", 0],
  ["security", 50],
  ["srcnat", 100],
]);

/** "type filter hook input device "eth0" priority filter - 10"; null where it is none. */
export function hookOf(tokens: readonly Token[]): Hook | null {
  const words = tokens.map(({ text }) => text);
  const [type, typeName = "", hook, hookName = ""] = words;
  const at = words.indexOf("priority");
  if (type !== "type" || hook !== "hook" || at < 0) return null;
  const devices = tokens
    .slice(4, at)
    .filter(({ text, quoted }) => quoted || !["device", "devices", "=", "{", "}", ","].includes(text));
  return {
    type: typeName,
    hook: hookName,
    priority: priorityOf(words.slice(at + 1)),
    devices: devices.map(({ text }) => text),
  };
}

function priorityOf(words: readonly string[]): number | null {
  const text = words.join("");
  const sign = Math.max(text.lastIndexOf("+"), text.lastIndexOf("-"));
  const base = sign < 0 ? text : text.slice(0, sign);
  const more = sign < 0 ? 0 : decimal(text.slice(sign + 1));
  const known = base === "" ? 0 : (priorities.get(base) ?? decimal(base));
  if (known === null || more === null) return null;
  return text.charAt(sign) === "-" ? known - more : known + more;
}
