import type { Profile } from "../profiles/profile.ts";
import { assess, refusalIn, type Answered } from "./configuration.ts";
import { promptIn, type Prompt } from "./login.ts";
import { PullStopped } from "./pull-stopped.ts";
import type { CollectFailure, Timeouts } from "./pull.ts";
import type { Conversation, Patience, Verdict } from "./session.ts";
import type { Screen } from "./screen.ts";

/** A prompt after a whole answer, or a refusal, is believed at once; one in the middle of something is doubted. */
const wholeSettle = 50;
const doubtSettle = 1500;

type Flawed = Exclude<Answered, { kind: "whole" }>;

/** Silences the pager. A device that refuses is pulled all the same: its pauses are answered. */
export async function silencePager(
  conversation: Conversation,
  profile: Profile,
  prompt: Prompt,
  timeouts: Timeouts,
): Promise<void> {
  for (const command of profile.pager.off) {
    conversation.sendCommand(command, prompt.text);
    await conversation.until(
      ({ current }) => (samePrompt(profile, prompt, current) ? { value: true, settle: wholeSettle } : null),
      patienceFor(profile, timeouts, command),
    );
  }
}

/** The lines of the whole configuration, by the first pull command that gives it. */
export async function showConfiguration(
  conversation: Conversation,
  profile: Profile,
  prompt: Prompt,
  timeouts: Timeouts,
): Promise<readonly string[]> {
  const flawed: (readonly [command: string, answered: Flawed])[] = [];
  for (const command of profile.pull) {
    conversation.sendCommand(command, prompt.text);
    const answered = await conversation.until(
      (screen) => judge(profile, prompt, screen),
      patienceFor(profile, timeouts, command),
    );
    if (answered.kind === "whole") return answered.lines;
    flawed.push([command, answered]);
    if (answered.kind === "refused" && answered.means === "failed") break;
  }
  // An unknown command says least: what another command said is the better reason.
  const telling = flawed.find(([, answered]) => !isUnknownCommand(answered)) ?? flawed[0];
  if (telling === undefined) throw new PullStopped("command-refused", "The profile names no command.");
  throw new PullStopped(failureOf(telling[1], prompt), detailOf(telling[0], telling[1], prompt));
}

const isUnknownCommand = (answered: Flawed): boolean =>
  answered.kind === "refused" && answered.means === "unknown-command";

function judge(profile: Profile, prompt: Prompt, screen: Screen): Verdict<Answered> | null {
  if (!samePrompt(profile, prompt, screen.current)) return null;
  const answered = assess(profile, screen.lines);
  const sure = answered.kind === "whole" || (answered.kind === "refused" && refusalIn(profile, screen.lines) !== null);
  return { value: answered, settle: sure ? wholeSettle : doubtSettle };
}

function samePrompt(profile: Profile, prompt: Prompt, line: string): boolean {
  return line !== "" && promptIn(profile, line)?.name === prompt.name;
}

function failureOf(answered: Flawed, prompt: Prompt): CollectFailure {
  if (answered.kind === "refused") {
    if (answered.means === "permission-denied") return "permission-denied";
    // Below the ready prompt the command is unknown because it is not allowed.
    return prompt.ready ? "command-refused" : "permission-denied";
  }
  if (answered.kind === "incomplete") return "incomplete-configuration";
  return answered.kind === "partial" ? "permission-denied" : "not-a-configuration";
}

function detailOf(command: string, answered: Flawed, prompt: Prompt): string {
  const below = prompt.ready ? "" : " The session is not privileged, and no enable secret is given.";
  return `"${command}": ${answered.kind === "refused" ? answered.line : answered.why}${below}`;
}

function patienceFor(profile: Profile, timeouts: Timeouts, command: string): Patience {
  return {
    total: timeouts.command,
    totalFailure: "command-timeout",
    idle: timeouts.idle,
    idleFailure: "idle-timeout",
    maximumBytes: profile.maximumBytes,
    doing: `during "${command}"`,
  };
}
