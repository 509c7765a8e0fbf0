import { apiErrors } from "./api-errors.ts";

const introduction =
  "Every refusal is an RFC 9457 problem document (`application/problem+json`) whose `type` leads to an entry here.";

/** docs/errors.md: one heading per code, so that `#code` is its anchor. */
export function errorsMarkdown(): string {
  const entries = Object.entries(apiErrors).map(
    ([code, { status, title, mend }]) => `## ${code}\n\nStatus ${status}. ${title}\n\nWhat to do: ${mend}\n`,
  );
  return `# Errors of the API\n\nMade from \`src/api/api-errors.ts\`; \`npm run golden\` writes it anew.\n\n${introduction}\n\n${entries.join("\n")}`;
}

/** The same as a page, which is what a problem's `type` resolves to on the server itself. */
export function errorsHtml(): string {
  const entries = Object.entries(apiErrors).map(
    ([code, { status, title, mend }]) =>
      `<h2 id="${code}">${code}</h2>\n<p>Status ${status}. ${html(title)}</p>\n<p>What to do: ${html(mend)}</p>`,
  );
  return `<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>Errors of the API</title>\n<h1>Errors of the API</h1>\n<p>${html(introduction)}</p>\n${entries.join("\n")}\n</html>\n`;
}

function html(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(/`([^`]*)`/g, "<code>$1</code>");
}
