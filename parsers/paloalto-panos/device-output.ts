/** Lines that a session or a collector puts around a configuration, by name. */
const kinds: readonly (readonly [reason: string, pattern: RegExp])[] = [
  ["collector-header", /^[#!]?\s*RANCID-CONTENT-TYPE:/],
  ["collector-header", /^#{4}BATFISH FLATTENED/],
  ["comment", /^[#!]/],
  ["prompt", /^[\w.-]+@[\w.()-]+(?:\([\w-]+\))?[>#](?:\s|$)/],
  ["echoed-command", /^(?:show|configure|exit|quit|set cli)(?:\s|$)/],
  ["session-state", /^(?:Entering|Exiting) configuration mode$/],
  ["edit-level", /^\[edit[^\]]*\]\s*$/],
];

export const deviceOutputKinds = kinds.map(([reason]) => reason);

/** The name of the kind, or null where the line may be configuration. */
export function deviceOutput(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed === "") return "blank";
  for (const [reason, pattern] of kinds) if (pattern.test(trimmed)) return reason;
  return null;
}
