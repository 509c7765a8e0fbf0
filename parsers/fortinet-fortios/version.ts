/** Major, minor and patch: 7.2.5 is [7, 2, 5]. */
export type Version = readonly [major: number, minor: number, patch: number];

/** Reads "7.2.5" and the "5.00" or "5.02" of older headers (5.0 and 5.2, patch not told). */
export function parseVersion(text: string): Version | null {
  const match = /^(\d{1,2})\.(\d{1,2})(?:\.(\d{1,3}))?$/.exec(text);
  if (match === null) return null;
  return [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
}

export function isAtLeast(version: Version, other: Version): boolean {
  for (const index of [0, 1, 2] as const) if (version[index] !== other[index]) return version[index] > other[index];
  return true;
}

/** "7.2": how the CLI references are titled. */
export function release(version: Version): string {
  return `${version[0]}.${version[1]}`;
}
