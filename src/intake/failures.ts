/** Closed table of why an input is no configuration that can be audited: what it is, and what to do. */
export const intakeFailures = {
  "not-found": { happened: "There is no such file or folder.", mend: "Check the path." },
  unreadable: { happened: "The file cannot be read.", mend: "Check its permissions." },
  empty: { happened: "The file is empty.", mend: "Pull the configuration again." },
  binary: { happened: "This is a binary file, not text.", mend: "Export the configuration as text." },
  "too-large": {
    happened: "The file is larger than any configuration.",
    mend: "Audit one device's configuration per file.",
  },
  "line-too-long": {
    happened: "A line is longer than any device writes.",
    mend: "Check how the file was made; a configuration has line ends.",
  },
  "unknown-type": {
    happened: "This is no configuration of a type that can be told by its content.",
    mend: "If it is one of a known type (redoubt audit --help lists them), name it with --os.",
  },
} as const satisfies Readonly<Record<string, { readonly happened: string; readonly mend: string }>>;

export type IntakeFailure = keyof typeof intakeFailures;

/** An input that was refused; `line` where one line is the reason. */
export interface Refusal {
  readonly ok: false;
  readonly failure: IntakeFailure;
  readonly detail: string | null;
  readonly line: number | null;
}

export function refuse(failure: IntakeFailure, detail: string | null = null, line: number | null = null): Refusal {
  return { ok: false, failure, detail, line };
}

/** One line for a person: place, what happened, what to do. */
export function describeRefusal(path: string, { failure, detail, line }: Refusal): string {
  const { happened, mend } = intakeFailures[failure];
  const place = line === null ? path : `${path}:${line}`;
  return `${place}: ${happened}${detail === null ? "" : ` (${detail})`} ${mend}`;
}
