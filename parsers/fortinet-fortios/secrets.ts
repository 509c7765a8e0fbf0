import type { Ledger } from "../lib/ledger.ts";
import { isBlock, type Block, type Setting } from "../lib/blocks.ts";

/** Parts of a key's name that say that its value is a secret. */
const telling = [
  "passw",
  "passphrase",
  "pwd",
  "secret",
  "psk",
  "key",
  "seed",
  "credential",
  "auth-string",
  "bindpw",
  "activation-code",
];

/** Keys whose name says so and whose value is none. */
const harmless =
  /^(keylife|keylifeseconds|keylifekbs|keylife-type|.*hostkey-algo|key-type|key-id|keyid|keyword.*|.*keyword|monitor-keepalive-period|.*keepalive.*|password-(policy|expire|renewal|attr)|passwd-(policy|time)|ssh-public-key\d|pubkey.*|.*-public-key|two-factor.*|apply-to|.*-key-size|.*-key-ciphers|admin-ssh-password|force-password-change|reuse-password.*|implicit-key|.*-key-length|rekey.*|.*-rekey.*|group-poll-interval|peer-key-type|hotkey|(md5-|auth-)?keychain(-l[12])?|key-rollover-interval)$/;

/**
 * Last word of the tables of which a key is secret though its name does not tell: SNMP communities of the device, its
 * switches and its access points, and what a bookmark of the SSL VPN fills in for the user.
 */
const secretKeys: ReadonlyMap<string, string> = new Map([
  ["community", "name"],
  ["snmp-community", "name"],
  ["form-data", "value"],
]);

const plainValues = new Set(["enable", "disable", "ENC"]);

/**
 * Marks what must not leave: in every line whatever its fate, the word after `ENC`; the value of a
 * key that tells of a secret, over all its lines; those of `secretKeys`. Too much is marked
 * rather than too little.
 */
export function markSecrets(lines: readonly string[], content: readonly (Setting | Block)[], ledger: Ledger): void {
  const heads = new Map<string, boolean>();
  for (let line = 1; line <= lines.length; line += 1) markLine(lines[line - 1] ?? "", line, ledger, heads);
  const work: { item: Setting | Block; secretKey: string | undefined }[] = content
    .map((item) => ({ item, secretKey: undefined }))
    .toReversed();
  for (let task = work.pop(); task !== undefined; task = work.pop()) {
    const { item, secretKey } = task;
    if (isBlock(item)) {
      const inside = item.kind === "config" ? secretKeys.get(item.words.at(-1) ?? "") : secretKey;
      for (const child of item.content) work.push({ item: child, secretKey: inside });
    } else if (item.last > item.first ? isSecret(item.key) : item.key === secretKey) {
      markSetting(lines, item, ledger);
    }
  }
}

export function isSecret(key: string): boolean {
  const name = key.toLowerCase();
  return telling.some((part) => name.includes(part)) && !harmless.test(name);
}

/** Works on the bare line, so that lines that no reader understood are covered too. */
function markLine(text: string, line: number, ledger: Ledger, heads: Map<string, boolean>): void {
  for (const mark of ["ENC ", "Bearer ", "Basic "]) markAfter(text, line, mark, ledger);
  markUrl(text, line, ledger);
  if (!mayTell(text, heads)) return;
  const words = text.trimStart().split(/\s+/, 3);
  const [verb = "", key = "", value = ""] = words;
  if ((verb !== "set" && verb !== "append" && verb !== "edit") || value === "" || !isSecret(key)) return;
  const start = text.indexOf(key) + key.length;
  const rest = text.slice(start).trim();
  markRest(rest, line, start, ledger);
}

/** Whether a line begins as one with a secret, or in no usual way: `heads` are those that were seen. */
function mayTell(text: string, heads: Map<string, boolean>): boolean {
  const start = text.length - text.trimStart().length;
  const head = text.slice(start, text.indexOf(" ", text.indexOf(" ", start) + 1));
  let may = heads.get(head);
  if (may === undefined) {
    const [verb = "", key = "", more] = head.split(" ");
    const usual = /^[\w-]+$/.test(verb) && /^[\w-]+$/.test(key) && more === undefined;
    heads.set(head, (may = !usual || isSecret(key)));
  }
  return may;
}

/** The word after each `mark` that begins a word. */
function markAfter(text: string, line: number, mark: string, ledger: Ledger): void {
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + mark.length)) {
    if (at > 0 && !/[\s"':]/.test(text.charAt(at - 1))) continue;
    const from = at + mark.length;
    const value = text.slice(from).trimStart();
    const end = value.search(/[\s"']/);
    ledger.secret(line, end < 0 ? value : value.slice(0, end), from);
  }
}

/** The password of `scheme://user:password@host`. */
function markUrl(text: string, line: number, ledger: Ledger): void {
  for (let at = text.indexOf("://"); at >= 0; at = text.indexOf("://", at + 3)) {
    const end = text.slice(at + 3).search(/[\s"'/]/);
    const authority = end < 0 ? text.slice(at + 3) : text.slice(at + 3, at + 3 + end);
    const host = authority.lastIndexOf("@");
    const colon = authority.indexOf(":");
    if (host > 0 && colon > 0 && colon < host) ledger.secret(line, authority.slice(colon + 1, host), at + 3 + colon);
  }
}

/** The whole rest of the line without its outer quotes. */
function markRest(rest: string, line: number, from: number, ledger: Ledger): void {
  if (rest.startsWith("ENC ")) return;
  const bare = rest.replace(/^["']/, "").replace(/["']$/, "");
  if (!plainValues.has(bare)) ledger.secret(line, bare, from);
}

/** A value over several lines: each line whole; the first was marked with all lines where its key tells. */
function markSetting(lines: readonly string[], setting: Setting, ledger: Ledger): void {
  if (!isSecret(setting.key)) {
    const head = lines[setting.first - 1] ?? "";
    const start = head.indexOf(setting.key) + setting.key.length;
    markRest(head.slice(start).trim(), setting.first, start, ledger);
  }
  for (let line = setting.first + 1; line <= setting.last; line += 1) {
    markRest((lines[line - 1] ?? "").trim(), line, 0, ledger);
  }
}
