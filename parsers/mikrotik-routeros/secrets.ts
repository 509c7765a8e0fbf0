import type { Ledger, Lines } from "../lib/ledger.ts";
import type { Item } from "./items.ts";
import { isLooseSecretName, isSecretName, lastOf } from "./secret-names.ts";
import { readPlacedCommand } from "./words.ts";

/** Marks every secret of a command, whatever its menu, and says whether there are any. `known` is what names were found to be. */
export function markSecrets(ledger: Ledger, item: Item, lines: Lines, known: Map<string, boolean>): boolean {
  let any = false;
  const { list } = item.parameters;
  for (let at = 0; at < list.length && !any; at += 1) any = isSecret(item, list[at]?.name ?? "", known);
  if (!any) return false;
  for (const { name, pieces } of readPlacedCommand(lines, item.first - 1).words) {
    if (name === null || !isSecret(item, name, known)) continue;
    for (const { line, start, end } of pieces ?? [])
      ledger.secret(line, (lines.at(line - 1) ?? "").slice(start, end), start);
  }
  return true;
}

/** A community's name is a secret, too. */
function isSecret(item: Item, name: string, known: Map<string, boolean>): boolean {
  let told = known.get(name);
  if (told === undefined) known.set(name, (told = isSecretName(name)));
  // The key of a time server is told by its number.
  if (told) return !(item.menu === "/system ntp client servers" && lastOf(name) === "auth-key");
  return item.menu === "/snmp community" && lastOf(name) === "name" && !isUser(item);
}

/** A community with security is the name of a user, which is no secret. */
function isUser(item: Item): boolean {
  const security = item.parameters.get("security")?.value;
  return security === "authorized" || security === "private";
}

/** In a line that nobody understands, what stands behind a secret's name and "=". */
export function markLoose(ledger: Ledger, line: number, text: string): void {
  for (let at = text.indexOf("="); at >= 0; at = text.indexOf("=", at + 1)) {
    const name = /[\w.-]*$/.exec(text.slice(Math.max(0, at - 60), at))?.[0] ?? "";
    const last = name.slice(name.lastIndexOf(".") + 1);
    if (!isLooseSecretName(last)) continue;
    const value = /^"[^"]*"?|^\S*/.exec(text.slice(at + 1))?.[0].replaceAll('"', "") ?? "";
    if (value !== "") ledger.secret(line, value, at + 1);
  }
}
