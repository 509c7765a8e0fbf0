import { profileSchema } from "./schema.ts";

interface Field {
  readonly path: string;
  readonly kind: string;
  readonly required: boolean;
  readonly description: string;
}

type SchemaNode = Readonly<Record<string, unknown>>;

function isNode(value: unknown): value is SchemaNode {
  return typeof value === "object" && value !== null;
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

function kindOf(node: SchemaNode): string {
  if (Array.isArray(node["enum"])) return node["enum"].map((value) => `\`${String(value)}\``).join(", ");
  const items = node["items"];
  return isNode(items) ? `list of ${kindOf(items)}` : text(node["type"]);
}

function* fieldsOf(node: unknown, path: string): Generator<Field> {
  if (!isNode(node)) return;
  const properties = node["properties"];
  const items = node["items"];
  yield* fieldsOf(items, `${path}[]`);
  if (!isNode(properties)) return;
  const required = Array.isArray(node["required"]) ? node["required"] : [];
  for (const [key, inner] of Object.entries(properties)) {
    if (!isNode(inner)) continue;
    const innerPath = path === "" ? key : `${path}.${key}`;
    yield {
      path: innerPath,
      kind: kindOf(inner),
      required: required.includes(key),
      description: text(inner["description"]),
    };
    yield* fieldsOf(inner, innerPath);
  }
}

/** docs/profiles.md: every key of a profile, from the schema. */
export function profileReference(): string {
  const rows = [...fieldsOf(profileSchema, "")].map(
    ({ path, kind, required, description }) =>
      `| \`${path}\` | ${kind} | ${required ? "yes" : ""} | ${description.replaceAll("|", "\\|")} |`,
  );
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
    "| Key | Kind | Needed | Meaning |",
    "|---|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}

/** device-profiles/profile.schema.json, for editors. */
export function profileSchemaJson(): string {
  const schema = { $schema: "https://json-schema.org/draft/2020-12/schema", ...profileSchema };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
