import type { Os } from "./source.ts";

/** Sections that a config.xml has below its root. */
const sections = /<(?:system|interfaces|filter|nat|aliases|OPNsense|version|theme|gateways|cert|dhcpd|revision)[\s/>]/;

/** How sure it is that a text is a config.xml of this system: its root element is named after it. */
export function recognise(os: Os, text: string): number {
  const start = text.slice(0, 20_000);
  // What a session or a collector printed may stand before the document, in a few lines.
  const document = start.search(/^[ \t\uFEFF]*</m);
  if (document === -1 || document > 2000) return 0;
  const root = /^(?:\s|<\?xml[^<>]*\?>|<!--(?:[^-]|-(?!->))*-->)*<([A-Za-z]+)[\s/>]/.exec(start.slice(document))?.[1];
  if (root !== os) return 0;
  return sections.test(start) ? 0.95 : 0.6;
}
