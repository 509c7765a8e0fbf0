/** What a command's exit code means; the highest that applies wins, wrong use before all. */
export const exitCodes = {
  clean: 0,
  findings: 1,
  wrongUse: 2,
  pullFailed: 3,
  notUnderstood: 4,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export function worstExitCode(codes: Iterable<ExitCode>): ExitCode {
  let worst: ExitCode = exitCodes.clean;
  for (const code of codes) {
    if (code === exitCodes.wrongUse) return code;
    if (code > worst) worst = code;
  }
  return worst;
}

/** Wrong use or bad settings: told in one sentence, exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
