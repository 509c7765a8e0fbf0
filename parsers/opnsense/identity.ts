import type { Identity } from "../../src/model/device-config.ts";
import { read, unknownFact, type Fact } from "../../src/model/fact.ts";
import { releaseOf, type Release } from "./defaults.ts";
import type { Layout } from "./layout.ts";
import type { Source } from "./source.ts";

export interface Identified {
  readonly identity: Identity;
  readonly release: Release;
}

/**
 * pfSense numbers its configurations apart from its releases, and only the first number is stated. OPNsense states the
 * release in some configurations; Oxidized adds it as a comment after the last element, and pfSense's prompt names it.
 */
export function readIdentity(source: Source, lines: readonly string[], layout: Layout): Identified {
  const hostname = source.leaf(source.root, "system", "hostname");
  const version = source.leaf(source.root, "version");
  const note = noted(lines) ?? layout.release;
  const isPf = source.os === "pfsense";
  const stated = version === undefined || version.text === "" ? null : version.text;
  // Configurations of OPNsense were numbered as pfSense's until 11.2; its releases begin with 15.1.
  const isRelease = stated !== null && !isPf && /^(?:1[5-9]|[2-9]\d)\.\d/.test(stated);
  const none = "No line states it.";
  const osVersion: Fact<string | null> =
    note !== null
      ? read(note.version, note.line)
      : version !== undefined && isRelease
        ? source.fact(version, stated)
        : version !== undefined && isPf
          ? source.unknown(
              version,
              `Only the number ${version.text} of the configuration's form is stated, not the release.`,
            )
          : unknownFact(none);
  return {
    identity: {
      vendor: isPf ? "Netgate" : "Deciso",
      hostname: hostname === undefined ? unknownFact(none) : source.fact(hostname, hostname.text),
      osVersion,
      model: unknownFact(none),
      serial: unknownFact(none),
    },
    release: releaseOf(isPf ? stated : (note?.version ?? (isRelease ? stated : null))),
  };
}

function noted(lines: readonly string[]): { readonly version: string; readonly line: number } | null {
  for (let index = lines.length - 1; index >= Math.max(0, lines.length - 5); index -= 1) {
    const version = /<!-- OPNsense (\d+\.[\w.]+) -->$/.exec(lines[index]?.trimEnd() ?? "")?.[1];
    if (version !== undefined) return { version, line: index + 1 };
  }
  return null;
}
