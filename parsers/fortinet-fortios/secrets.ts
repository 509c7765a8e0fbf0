import type { Ledger } from "../lib/ledger.ts";
import type { LazyLines } from "../lib/lazy-lines.ts";
import { linesHolding } from "../lib/lines-holding.ts";
import type { Setting } from "../lib/block-settings.ts";
import { isBlock, type Block, type BlockText } from "../lib/blocks.ts";
import { secretKeys, suspicions, telling } from "./secret-lines.ts";

/** Keys whose name says so and whose value is none. */
const harmless =
  /^(keylife|keylifeseconds|keylifekbs|keylife-type|.*hostkey-algo|key-type|key-id|keyid|keyword.*|.*keyword|monitor-keepalive-period|.*keepalive.*|password-(policy|expire|renewal|attr)|passwd-(policy|time)|ssh-public-key\d|pubkey.*|.*-public-key|two-factor.*|apply-to|.*-key-size|.*-key-ciphers|admin-ssh-password|force-password-change|reuse-password.*|implicit-key|.*-key-length|rekey.*|.*-rekey.*|group-poll-interval|peer-key-type|hotkey|(md5-|auth-)?keychain(-l[12])?|key-rollover-interval)$/;

const plainValues = new Set(["enable", "disable", "ENC"]);

/**
 * Marks what must not leave: in every line whatever its fate, the word after `ENC`; the value of a
 * key that tells of a secret, over all its lines; those of `secretKeys`. Too much is marked
 * rather than too little.
 */
export function markSecrets(lines: LazyLines, text: BlockText, ledger: Ledger): void {
  const { content, long } = text;
  const found = suspicions(text);
  const sought = [...linesHolding(lines, marks), ...found.lines].sort((a, b) => a - b);
  let last = 0;
  for (const line of sought) {
    if (line > last) markLine(lines.at(line - 1) ?? "", line, ledger);
    last = line;
  }
  let next = 0;
  for (const item of content) {
    const before = next;
    while ((long[next] ?? Number.POSITIVE_INFINITY) <= item.last) next += 1;
    if (found.named || next > before) markItem(lines, item, undefined, ledger);
  }
}

/** The last of a block comes first. */
function markItem(lines: LazyLines, item: Setting | Block, secretKey: string | undefined, ledger: Ledger): void {
  if (isBlock(item)) {
    const inside = item.kind === "config" ? secretKeys.get(item.words.at(-1) ?? "") : secretKey;
    for (let at = item.content.length - 1; at >= 0; at -= 1) {
      const child = item.content[at];
      if (child !== undefined) markItem(lines, child, inside, ledger);
    }
    const { order, from } = item.lead;
    const place = inside === undefined ? undefined : order.places.get(inside);
    if (inside !== undefined && place !== undefined) markPlain(lines, inside, from + place, ledger);
  } else if (item.last > item.first ? isSecret(item.key) : item.key === secretKey) {
    markSetting(lines, item, ledger);
  }
}

export function isSecret(key: string): boolean {
  const name = key.toLowerCase();
  return telling.some((part) => name.includes(part)) && !harmless.test(name);
}

/** Words that a value which is a secret stands after. */
const wordsBefore = ["ENC ", "Bearer ", "Basic "];

/** What a line must hold to hold a secret whatever its key is. */
const marks = [...wordsBefore, "://"];

/** Works on the bare line, so that lines that no reader understood are covered too. */
function markLine(text: string, line: number, ledger: Ledger): void {
  for (const word of wordsBefore) markAfter(text, line, word, ledger);
  markUrl(text, line, ledger);
  const words = text.trimStart().split(/\s+/, 3);
  const [verb = "", key = "", value = ""] = words;
  if ((verb !== "set" && verb !== "append" && verb !== "edit") || value === "" || !isSecret(key)) return;
  const start = text.indexOf(key) + key.length;
  const rest = text.slice(start).trim();
  markRest(rest, line, start, ledger);
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
function markSetting(lines: LazyLines, setting: Setting, ledger: Ledger): void {
  markPlain(lines, setting.key, setting.first, ledger);
  for (let line = setting.first + 1; line <= setting.last; line += 1) {
    markRest((lines.at(line - 1) ?? "").trim(), line, 0, ledger);
  }
}

/** What stands after a key whose name does not tell. */
function markPlain(lines: LazyLines, key: string, line: number, ledger: Ledger): void {
  if (isSecret(key)) return;
  const head = lines.at(line - 1) ?? "";
  const start = head.indexOf(key) + key.length;
  markRest(head.slice(start).trim(), line, start, ledger);
}
