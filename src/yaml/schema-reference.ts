import { isRecord } from "./shape-problems.ts";

interface Field {
  readonly path: string;
  readonly kind: string;
  readonly required: boolean;
  readonly description: string;
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

function kindOf(node: Readonly<Record<string, unknown>>): string {
  const choices: unknown = node["anyOf"];
  if (Array.isArray(choices)) return choices.filter(isRecord).map(kindOf).join(" or ");
  if (Array.isArray(node["enum"])) return node["enum"].map((value) => `\`${String(value)}\``).join(", ");
  const items = node["items"];
  return isRecord(items) ? `list of ${kindOf(items)}` : text(node["type"]);
}

function* fieldsOf(node: unknown, path: string): Generator<Field> {
  if (!isRecord(node)) return;
  const { properties, patternProperties, items } = node;
  yield* fieldsOf(items, `${path}[]`);
  const required = Array.isArray(node["required"]) ? node["required"] : [];
  const keys = [
    ...(isRecord(properties) ? Object.entries(properties) : []),
    ...(isRecord(patternProperties) ? Object.values(patternProperties).map((inner) => ["<name>", inner] as const) : []),
  ];
  for (const [key, inner] of keys) {
    if (!isRecord(inner)) continue;
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

/** Every key that a schema knows as rows of a Markdown table, with its heading. */
export function schemaTable(schema: object): readonly string[] {
  return [
    "| Key | Kind | Needed | Meaning |",
    "|---|---|---|---|",
    ...[...fieldsOf(schema, "")].map(
      ({ path, kind, required, description }) =>
        `| \`${path}\` | ${kind} | ${required ? "yes" : ""} | ${description.replaceAll("|", "\\|")} |`,
    ),
  ];
}

/** A schema as a file for editors. */
export function schemaJson(schema: object): string {
  return `${JSON.stringify({ $schema: "https://json-schema.org/draft/2020-12/schema", ...schema }, null, 2)}\n`;
}
