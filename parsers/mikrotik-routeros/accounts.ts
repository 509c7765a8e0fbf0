import type { Aaa, AaaServer, User } from "../../src/model/accounts.ts";
import { byDefault, joinRanges, notApplicable, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import { isMask, Secret } from "../../src/model/secret.ts";
import { decimal } from "../lib/cisco/addresses.ts";
import { itemsOf, leave, mark, markEntry, placeOf, switchOf, type Draft } from "./draft.ts";
import { isDisabled, valueOf, type Item } from "./items.ts";
import { isPasswordName } from "./secret-names.ts";
import { prefixesOf } from "./services.ts";

/** An export holds no users ("Configuration Management", export); a script that makes some names their passwords. */
export function readUsers(draft: Draft): readonly User[] {
  const groups = groupsOf(draft);
  return itemsOf(draft, "/user").flatMap((item) => {
    const name = valueOf(item, "name") ?? (item.verb === "set" ? userNamed(item.target) : null);
    // Whom a number means is not told.
    if (name === null || name === "" || (item.verb !== "add" && item.verb !== "set")) {
      leave(draft, item, ["users", "passwords"]);
      return [];
    }
    const known = new Set(["name", "group", "address", "password", "inactivity-policy", "inactivity-timeout"]);
    mark(draft, item, known, ["users", "passwords"]);
    return isDisabled(item) ? [] : [userOf(item, name, groups)];
  });
}

/** "admin", or "[ find name=admin ]"; null for a number. */
function userNamed(target: string): string | null {
  const found = /name="?([^\s\]"]+)/.exec(target);
  if (found !== null) return found[1] ?? null;
  return target.startsWith("[") || /^[*\d]/.test(target) ? null : target;
}

function userOf(item: Item, name: string, groups: ReadonlyMap<string, boolean>): User {
  const at = placeOf(item);
  const password = valueOf(item, "password");
  const group = valueOf(item, "group");
  const address = valueOf(item, "address");
  const sources = address === null ? [] : prefixesOf(address);
  const administrator = group === null ? undefined : groups.get(group);
  return {
    name,
    scope: null,
    password:
      password === null || isMask(password)
        ? unknownFact("The text does not hold the password.", at)
        : password === ""
          ? read(null, at)
          : read({ hash: "cleartext", secret: new Secret(password) }, at),
    role: group === null ? unknownFact("The text does not name the group.", at) : read(group, at),
    administrator:
      administrator === undefined ? unknownFact("What the group may do is not shown.", at) : read(administrator, at),
    sshKeys: 0,
    sources: sources === null ? unknownFact("The addresses cannot be read.", at) : read(sources, at),
    twoFactor: unknownFact("The text does not say how the user proves who it is.", at),
    at,
  };
}

/** Whether the members of a group may change everything: "full" may, "read" and "write" may not ("User", Default groups). */
function groupsOf(draft: Draft): ReadonlyMap<string, boolean> {
  const groups = new Map<string, boolean>([
    ["full", true],
    ["write", false],
    ["read", false],
  ]);
  for (const item of itemsOf(draft, "/user group")) {
    mark(draft, item, new Set(["name", "policy", "skin"]), ["users"]);
    const name = valueOf(item, "name") ?? userNamed(item.target);
    if (name === null) {
      leave(draft, item, ["users"]);
      continue;
    }
    const policy = valueOf(item, "policy");
    if (policy !== null)
      groups.set(
        name,
        ["write", "policy"].every((each) => policy.split(",").includes(each)),
      );
  }
  return groups;
}

export function readAaa(draft: Draft): Aaa {
  const servers = itemsOf(draft, "/radius").flatMap((item): AaaServer[] => {
    markEntry(
      draft,
      item,
      new Set(
        "service address secret authentication-port accounting-port timeout src-address called-id domain realm protocol certificate accounting-backup require-message-auth".split(
          " ",
        ),
      ),
      ["aaa"],
    );
    if (item.verb !== "add" || isDisabled(item)) return [];
    const secret = valueOf(item, "secret");
    const at = placeOf(item);
    return [
      {
        name: valueOf(item, "address") ?? "",
        protocol: "radius",
        address: valueOf(item, "address"),
        group: valueOf(item, "service"),
        key:
          secret === null || isMask(secret)
            ? unknownFact("The text does not hold the secret.", at)
            : read({ hash: "cleartext", secret: new Secret(secret) }, at),
        at,
      },
    ];
  });
  for (const item of itemsOf(draft, "/user aaa"))
    mark(draft, item, new Set(["accounting", "default-group", "exclude-groups", "interim-update", "use-radius"]), [
      "aaa",
    ]);
  for (const item of itemsOf(draft, "/user settings"))
    mark(draft, item, new Set(["minimum-password-length", "minimum-categories"]), ["passwords"]);
  return {
    enabled: byDefault(true, "RouterOS always asks for a user"),
    servers,
    methodLists: [],
    centralAuthentication: centralOf(draft, servers),
    commandAccounting: unknownFact("Which commands RouterOS reports to a RADIUS server is not known."),
    privilegedPasswords: [],
    passwordPolicy: {
      minimumLength: numberOf(draft, "minimum-password-length"),
      complexity: categoriesOf(draft),
      obscured: obscuredIn(draft),
      lockoutAttempts: unknownFact("RouterOS has no setting that locks an account after failed logins."),
      lockoutTime: unknownFact("RouterOS has no setting that locks an account after failed logins."),
    },
  };
}

/** An export has secrets in clear or leaves them out ("Configuration Management", hide-sensitive in 6, show-sensitive in 7). */
function obscuredIn({ withSecrets }: Draft): Fact<boolean> {
  const inClear = withSecrets.filter((item) =>
    item.parameters.list.some(({ name, value }) => isPasswordName(name) && value !== "" && !isMask(value)),
  );
  return inClear.length > 0
    ? read(false, joinRanges(inClear.flatMap(placeOf)))
    : notApplicable("RouterOS leaves secrets out of an export or writes them in clear: it obscures none.");
}

/** Logins are asked of RADIUS where "/user aaa" says so and a server serves "login". */
function centralOf(draft: Draft, servers: readonly AaaServer[]): Fact<boolean> {
  const used = switchOf(draft, "/user aaa", "use-radius", false);
  if (!("value" in used) || !used.value) return used;
  const serving = servers.filter(({ group }) => (group ?? "").split(",").includes("login"));
  const at = "at" in used ? used.at : [];
  return read(serving.length > 0, [...at, ...serving.flatMap((server) => server.at)]);
}

function numberOf(draft: Draft, name: string): Fact<number | null> {
  const item = itemsOf(draft, "/user settings", "set").findLast((each) => each.parameters.has(name));
  const value = item === undefined ? null : decimal(valueOf(item, name) ?? "");
  if (item === undefined || value === null) return unknownFact("No default of the password policy is documented.");
  return read(value, placeOf(item));
}

function categoriesOf(draft: Draft): Fact<boolean> {
  const categories = numberOf(draft, "minimum-categories");
  return "value" in categories && "at" in categories
    ? read((categories.value ?? 0) >= 2, categories.at)
    : unknownFact("No default of the password policy is documented.");
}
