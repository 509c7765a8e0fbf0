/**
 * Lines that a device, a session or a collector puts around a configuration, by name:
 * prompts, the echoed command, chassis state (`{master:0}`), edit level, collector headers.
 */
const kinds: readonly (readonly [reason: string, pattern: RegExp])[] = [
  [
    "chassis-state",
    /^\{(?:master|backup|linecard|primary|secondary|hold|disabled|lost)[\w:.-]*\}(?:\[edit[^\]]*\])?\s*$/,
  ],
  ["edit-level", /^\[edit[^\]]*\]\s*$/],
  ["prompt", /^[\w.-]+@[\w.:-]+[>#%](?:\s|$)/],
  ["echoed-command", /^show\s+configuration(?:\s|$)/],
  ["form-wrapper", /^<\/?configuration-(?:text|set)\b[^<>]*>\s*$/],
  ["collector-header", /^!?\s*RANCID-CONTENT-TYPE:/],
];

export const deviceOutputKinds = kinds.map(([reason]) => reason);

/** What Junos prints in place of a part that the reader may not see: anything could stand there. */
export const denied = "ACCESS-DENIED";

/** The name of the kind, or null where the line may be configuration. */
export function deviceOutput(text: string): string | null {
  const trimmed = text.trim();
  for (const [reason, pattern] of kinds) if (pattern.test(trimmed)) return reason;
  return null;
}
