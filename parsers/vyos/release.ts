/** A release by its two leading numbers: "1.4.2" and "1.4-rolling-202106290839" are 1.4, "v2.0.9-hotfix.7.…" is 2.0. */
export interface Release {
  readonly text: string;
  readonly major: number;
  readonly minor: number;
}

/** Null where the text names no release: rolling images of old have a number like 999.201802. */
export function releaseOf(text: string): Release | null {
  const numbers = /(?:^|[\s.])v?(\d{1,2})\.(\d{1,2})(?=$|[.\s-])/.exec(text);
  return numbers === null ? null : { text, major: Number(numbers[1]), minor: Number(numbers[2]) };
}

export function isAtLeast(release: Release, major: number, minor: number): boolean {
  return release.major > major || (release.major === major && release.minor >= minor);
}
