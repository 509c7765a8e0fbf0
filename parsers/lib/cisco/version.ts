export interface Version {
  readonly text: string;
  readonly major: number;
  readonly minor: number;
}

/** "15.2(4)M3", "16.09.05" or "12.4" as numbers to compare; null where there is no version. */
export function versionOf(text: string | undefined): Version | null {
  const match = /^(\d{1,2})\.(\d{1,3})/.exec(text ?? "");
  return match === null || text === undefined ? null : { text, major: Number(match[1]), minor: Number(match[2]) };
}

export function atLeast(version: Version | null, major: number, minor = 0): boolean {
  return version !== null && (version.major > major || (version.major === major && version.minor >= minor));
}
