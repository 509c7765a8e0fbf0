import type { Draft } from "./draft.ts";

/** Families of NX-OS switches whose releases, and with them defaults, differ. */
export type Series = "1000v" | "3000" | "3500" | "5000" | "7000" | "9000" | "mds";

interface Release {
  readonly text: string;
  readonly major: number;
  readonly minor: number;
  /** Null where neither model nor release tells. */
  readonly series: Series | null;
}

/**
 * "7.3(13)N1(1)", "7.3(1)D1(1)" or "9.3(3)": the letters after the maintenance number name the train ("Cisco NX-OS
 * release numbering": N is Nexus 5000 and 6000, D is 7000, U is 3000, A is 3500, SV is 1000V; I and F are shared by 9000
 * and 3000, as 9.2 and later are). Null where no version is stated.
 */
export function releaseOf(draft: Pick<Draft, "version" | "model">): Release | null {
  const text = draft.version?.value;
  const match = /^(\d{1,2})\.(\d{1,3})\(\d{1,3}[a-z]{0,2}\)([A-Z]{1,2})?/.exec(text ?? "");
  if (match === null || text === undefined) return null;
  const major = Number(match[1]);
  const series = seriesOfModel(draft.model?.value) ?? seriesOfTrain(major, match[3]);
  return { text, major, minor: Number(match[2]), series };
}

export function atLeast({ major, minor }: Release, leastMajor: number, leastMinor = 0): boolean {
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}

function seriesOfTrain(major: number, train: string | undefined): Series | null {
  switch (train) {
    case "N":
      return "5000";
    case "D":
      return "7000";
    case "U":
      return "3000";
    case "A":
      return "3500";
    case "SV":
      return "1000v";
    case "I":
    case "F":
      return major >= 6 ? "9000" : null;
    case undefined:
      return major >= 10 || major === 9 ? "9000" : null;
    default:
      return null;
  }
}

/** "N9K-C93180YC-EX", "Nexus5548", "Nexus7000 C7010"; the 3000 runs the releases of the 9000. */
function seriesOfModel(model: string | undefined): Series | null {
  const match = /^(?:N|Nexus ?)([1-9])(?:K|\d{3})/i.exec(model ?? "");
  if (match === null) return /^DS-C|^MDS/.test(model ?? "") ? "mds" : null;
  switch (match[1] ?? "") {
    case "1":
      return "1000v";
    case "3":
      return "3000";
    case "5":
    case "6":
      return "5000";
    case "7":
      return "7000";
    case "9":
      return "9000";
    default:
      return null;
  }
}
