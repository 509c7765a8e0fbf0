import { credentialFieldNames } from "../secrets/credential-fields.ts";
import { shapeProblems, type Path, type Problem } from "../yaml/shape-problems.ts";
import { inventorySchema } from "./schema.ts";

/** How to mend a secret that stands in the file. */
export const literalSecret =
  "A secret must not stand in the inventory: put it into an environment variable and name that under env, or seal it with redoubt credential seal and name it under sealed.";

const secretKeys = new Set<string>([
  ...credentialFieldNames.filter((field) => field !== "username"),
  "secret",
  "enable",
  "enablePassword",
  "enable_secret",
  "pass",
  "token",
]);

/** What is wrong with the shape of an inventory; nothing that could be a secret is quoted. */
export function inventoryShapeProblems(data: unknown): readonly Problem[] {
  return shapeProblems(inventorySchema, data, {
    unknownKey: (key) => (secretKeys.has(key) ? `There is no key "${key}" here. ${literalSecret}` : null),
    pattern: patternMessage,
    hidden: (path) => path[0] === "credentials" || path.some((key) => secretKeys.has(String(key))),
  });
}

function patternMessage(path: Path, seen: string): string {
  if (path[0] === "credentials" && path[2] === "env")
    return `This is not the name of an environment variable. ${literalSecret}`;
  if (path[0] === "credentials") return 'A name of small letters, digits, ".", "_" and "-" is expected.';
  return `A name of letters, digits, "_", ".", ":" and "-" is expected; seen: ${seen}.`;
}
