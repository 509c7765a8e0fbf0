/** "below": privilege has yet to be raised. */
export type Mode = "below" | "ready";

export interface Response {
  readonly lines: readonly string[];
  /** False: printed in one go whatever the pager says. */
  readonly paged?: boolean;
}

/** How one operating system talks: prompts, pager, refusals. The shell does the rest. */
export interface Personality {
  readonly startMode: Mode;
  prompt(hostname: string, mode: Mode): string;
  /** Lines above every prompt, such as a cluster role. */
  readonly abovePrompt: readonly string[];
  readonly pause: string;
  /** What wipes the pause off the screen. */
  readonly wipe: string;
  readonly pageLength: number;
  /** Commands that silence the pager. */
  readonly pagerOff: readonly string[];
  /** What silencing prints. */
  readonly pagerOffAnswer: readonly string[];
  /** The command that raises privilege and asks for the secret; null where there is none. */
  readonly enable: { readonly command: string; readonly question: string; readonly refused: readonly string[] } | null;
  readonly passwordChange: readonly string[];
  /** The configuration as that command shows it, or null when the command is none that shows it. */
  showConfig(command: string, mode: Mode, config: readonly string[]): Response | null;
  unknown(command: string): readonly string[];
}
