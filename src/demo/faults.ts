/** What a simulated device does wrong. All off by default. */
export interface Faults {
  /** Accepts the connection and never says a word. */
  readonly silent?: boolean;
  /** Lets in and then says nothing. */
  readonly silentShell?: boolean;
  /** Ends the connection after so many lines of the configuration. */
  readonly dropAfterLines?: number;
  /** Falls silent after so many lines of the configuration. */
  readonly stallAfterLines?: number;
  /** Shows only the first half of the configuration and then its prompt. */
  readonly half?: boolean;
  /** Asks for a new password in place of the first prompt. */
  readonly passwordChange?: boolean;
  /** Asks this before the first prompt, and waits for exactly that answer. */
  readonly question?: { readonly text: string; readonly answer: string };
  /** Answers the configuration command with these lines. */
  readonly refuseConfig?: readonly string[];
  /** Sends text without end and without a prompt. */
  readonly flood?: "login" | "command";
  /** Does not know the commands that turn the pager off. */
  readonly stuckPager?: boolean;
  /** Refuses every credential. */
  readonly refuseCredentials?: boolean;
  /** Sends this many characters at a time, and rests in between. */
  readonly trickle?: { readonly characters: number; readonly milliseconds: number };
  /** Rests after each line that has this text, before its line end. */
  readonly restAfter?: { readonly text: string; readonly milliseconds: number };
  /** Takes so many milliseconds to hear what is typed. */
  readonly delay?: number;
  /** Breaks the echo of commands at 80 columns, as line editors do. */
  readonly wrapEcho?: boolean;
  /** Does not repeat what is typed. */
  readonly noEcho?: boolean;
}
