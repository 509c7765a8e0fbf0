import { schemaJson, schemaTable } from "../yaml/schema-reference.ts";
import { profileSchema } from "./schema.ts";

/** docs/profiles.md: every key of a profile, from the schema. */
export function profileReference(): string {
  return [
    "# Device profiles",
    "",
    "<!-- Written from src/profiles/schema.ts by `npm run golden`. -->",
    "",
    "A profile (`device-profiles/<id>.yaml`) tells how one type of device is recognised, logged in to and pulled.",
    "It is data: every command that a pull may send stands in it. An error in a profile names file, line and column.",
    "",
    "A pattern is a regular expression that begins with `^`, is matched against one line without the blanks at its",
    "end where that line waits for an answer, and takes time linear in the line: only single characters and classes",
    "are repeated without bound, and what follows must not begin with what is repeated.",
    "",
    ...schemaTable(profileSchema),
    "",
  ].join("\n");
}

/** device-profiles/profile.schema.json, for editors. */
export function profileSchemaJson(): string {
  return schemaJson(profileSchema);
}
