import type { User } from "../../src/model/accounts.ts";
import { byDefault, notApplicable, unknownFact, type Fact } from "../../src/model/fact.ts";
import { Secret, type HashKind, type Password } from "../../src/model/secret.ts";
import { hashedAs } from "../lib/shipped-passwords.ts";
import type { Context } from "./context.ts";
import { placeOf, type PanosNode } from "./node.ts";
import { child, entries, markTree, note, stated, value, yesNo } from "./reading.ts";

/** `mgt-config users` of the device, and of the templates it hands to others. */
export function readUsers({ root, levels }: Context): readonly User[] {
  const holders: readonly (readonly [PanosNode | undefined, string | null])[] = [
    [child(root, "mgt-config"), null],
    ...["template", "template-stack"].flatMap((sort) =>
      entries(root, sort).map((template) => [child(template, "mgt-config"), `template ${template.word}`] as const),
    ),
  ];
  const methods = new Map<string, string>();
  for (const { node } of levels.levels) {
    for (const role of entries(node, "admin-role")) markTree(role);
    for (const profile of entries(node, "authentication-profile"))
      methods.set(profile.word, entries(profile, "method")[0]?.word ?? "");
  }
  return holders.flatMap(([holder, scope]) => {
    for (const domain of entries(holder, "access-domain")) markTree(domain);
    for (const profile of entries(holder, "password-profile")) markTree(profile);
    note(holder, "devices");
    return entries(holder, "users").map((user) => userOf(user, scope, methods));
  });
}

/** What may change the configuration; readers and roles that the text defines are others. */
const writers = new Set(["superuser", "deviceadmin", "vsysadmin", "panorama-admin"]);
const readers = new Set(["superreader", "devicereader", "vsysreader"]);

/** `methods` are those of authentication profiles, by name. */
function userOf(user: PanosNode, scope: string | null, methods: ReadonlyMap<string, string>): User {
  note(user, "preferences", "password-profile", "ssh-public-key");
  const roles = entries(user, "permissions", "role-based");
  for (const role of roles) markTree(role);
  const [role] = roles;
  const permissions = user.children.get("permissions");
  const external = value(user, "authentication-profile") ?? value(user, "authentication-sequence");
  const key = user.children.get("public-key");
  markTree(key);
  const isCertificateAlone = yesNo(user, "client-certificate-only") === true;
  return {
    name: user.word,
    ...placeOf(user),
    scope,
    password: passwordOf(user, external, isCertificateAlone, methods),
    role:
      role === undefined
        ? unknownFact("Nothing says what the account may do.", placeOf(user).at)
        : stated(roleName(role), role),
    administrator: administrator(role, permissions),
    sshKeys: key === undefined ? 0 : 1,
    sources: byDefault([], "PAN-OS: an account has no sources of its own"),
    twoFactor: unknownFact("A second factor stands in what authenticates the account."),
  };
}

function roleName(role: PanosNode): string {
  const [detail] = role.children.values();
  return role.word === "custom" ? `custom ${detail?.children.values()[0]?.word ?? ""}`.trim() : role.word;
}

function administrator(role: PanosNode | undefined, permissions: PanosNode | undefined): Fact<boolean> {
  if (role === undefined)
    return unknownFact(
      "Nothing says what the account may do.",
      permissions === undefined ? [] : placeOf(permissions).at,
    );
  if (writers.has(role.word)) return stated(true, role);
  if (readers.has(role.word)) return stated(false, role);
  return unknownFact("What the role may do stands in its definition.", placeOf(role).at);
}

/** Kinds of hashes by their first characters (crypt(5)). */
const hashes: readonly (readonly [string, HashKind])[] = [
  ["$1$", "md5-crypt"],
  ["$5$", "sha256-crypt"],
  ["$6$", "sha512-crypt"],
];

function passwordOf(
  user: PanosNode,
  external: PanosNode | undefined,
  isCertificateAlone: boolean,
  methods: ReadonlyMap<string, string>,
): Fact<Password | null> {
  const hash = value(user, "phash");
  const given = value(user, "password");
  note(user, "password");
  if (hash === undefined && given !== undefined)
    return stated({ hash: "cleartext", secret: new Secret(given.word) }, given);
  if (hash === undefined || hash.word === "*") {
    if (external !== undefined && methods.get(external.word) === "none")
      return unknownFact(`The authentication profile "${external.word}" asks for nothing.`, placeOf(external).at);
    if (external !== undefined)
      return notApplicable("Its password is not on the device: an authentication profile asks for it.");
    if (isCertificateAlone) return notApplicable("The account logs in by certificate alone.");
    return hash === undefined
      ? unknownFact("The text states no password of the account.", placeOf(user).at)
      : unknownFact("No password opens the account; what does is not in the text.", placeOf(hash).at);
  }
  const kind = hashes.find(([prefix]) => hash.word.startsWith(prefix))?.[1];
  const isDes = /^[./0-9A-Za-z]{13}$/.test(hash.word);
  return stated(hashedAs(kind ?? (isDes ? "des-crypt" : "unrecognised"), hash.word), hash);
}
