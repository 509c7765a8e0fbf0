import type { Profile } from "../profiles/profile.ts";
import { PullStopped } from "./pull-stopped.ts";
import type { Credentials, Timeouts } from "./pull.ts";
import type { Conversation, Patience, Verdict } from "./session.ts";

/** The prompt as it was learned: `name` stays the same all session, `ready` tells that nothing need be raised. */
export interface Prompt {
  readonly name: string;
  readonly text: string;
  readonly ready: boolean;
}

/** Text that a question or prompt waits behind may come in pieces; only then is it taken as such. */
const promptSettle = 150;
const questionSettle = 50;

/** A banner is shorter than this. */
const loginBytes = 1_048_576;

/** Candidates that turned out to be banner text. */
const maximumProbes = 8;

/** The prompt that a line is, if any. */
export function promptIn({ prompts }: Pick<Profile, "prompts">, line: string): Prompt | null {
  const ready = prompts.ready.exec(line)?.groups?.["name"];
  if (ready !== undefined) return { name: ready, text: line, ready: true };
  const user = prompts.user?.exec(line)?.groups?.["name"];
  return user === undefined ? null : { name: user, text: line, ready: false };
}

type LoginEvent =
  | { readonly kind: "prompt"; readonly prompt: Prompt }
  | { readonly kind: "answer"; readonly index: number }
  | { readonly kind: "username" | "password" | "password-change" };

/**
 * From an open shell to the first prompt, learned by its name. A line that looks like a prompt is
 * believed once it comes again after an empty line, since banners hold such lines too.
 * `shellAsks`: SSH let us in without a password, so the shell may ask for it, once.
 */
export async function login(
  conversation: Conversation,
  profile: Profile,
  credentials: Credentials,
  shellAsks: boolean,
  timeouts: Timeouts,
): Promise<Prompt> {
  const since = performance.now();
  const answered = new Set<number | "username" | "password">();
  let candidate: Prompt | null = null;
  let probes = 0;
  for (;;) {
    const event = await conversation.until(
      ({ current }) => loginEvent(profile, current, answered, shellAsks),
      loginPatience(since, timeouts, "during login"),
    );
    conversation.screen.clear();
    switch (event.kind) {
      case "password-change":
        throw new PullStopped("password-change-asked", "The question came after login.");
      case "answer":
        answered.add(event.index);
        conversation.send(profile.login.answers[event.index]?.send ?? "");
        break;
      case "username":
      case "password":
        if (answered.has(event.kind)) throw new PullStopped("credentials-refused", "The login question came again.");
        answered.add(event.kind);
        conversation.send(`${event.kind === "username" ? credentials.username : (credentials.password ?? "")}\n`);
        break;
      case "prompt":
        if (candidate?.text === event.prompt.text) return event.prompt;
        if (++probes > maximumProbes) throw new PullStopped("login-timeout", "The prompt changes each time.");
        candidate = event.prompt;
        conversation.send("\n");
    }
  }
}

function loginEvent(
  profile: Profile,
  line: string,
  answered: ReadonlySet<number | "username" | "password">,
  shellAsks: boolean,
): Verdict<LoginEvent> | null {
  if (line === "") return null;
  const { passwordChange, answers, username, password } = profile.login;
  if (passwordChange.some((pattern) => pattern.test(line))) {
    return { value: { kind: "password-change" }, settle: questionSettle };
  }
  const index = answers.findIndex(({ pattern }, position) => !answered.has(position) && pattern.test(line));
  if (index >= 0) return { value: { kind: "answer", index }, settle: questionSettle };
  if (shellAsks && username?.test(line) === true) return { value: { kind: "username" }, settle: questionSettle };
  if (shellAsks && password?.test(line) === true) return { value: { kind: "password" }, settle: questionSettle };
  const prompt = promptIn(profile, line);
  return prompt === null ? null : { value: { kind: "prompt", prompt }, settle: promptSettle };
}

/** Raises privilege where the prompt asks for it and a secret is there; one attempt. */
export async function enable(
  conversation: Conversation,
  profile: Profile,
  credentials: Credentials,
  prompt: Prompt,
  timeouts: Timeouts,
): Promise<Prompt> {
  const { enable: how } = profile;
  const secret = credentials.enableSecret;
  if (prompt.ready || how === null || secret === undefined) return prompt;
  const patience = loginPatience(performance.now(), timeouts, `during "${how.command}"`);
  const next = (line: string): Verdict<"secret" | Prompt> | null => {
    if (how.password.test(line)) return { value: "secret", settle: questionSettle };
    const seen = promptIn(profile, line);
    return seen === null || seen.name !== prompt.name ? null : { value: seen, settle: promptSettle };
  };
  conversation.sendCommand(how.command, prompt.text);
  let answer = await conversation.until(({ current }) => next(current), patience);
  if (answer === "secret") {
    conversation.screen.clear();
    conversation.send(`${secret}\n`);
    answer = await conversation.until(({ current }) => next(current), patience);
  }
  if (answer === "secret") throw new PullStopped("enable-refused", "The device asked for the secret again.");
  if (answer.ready) return answer;
  const { lines } = conversation.screen;
  const said = lines.some((line) => how.refused.some((pattern) => pattern.test(line)));
  throw new PullStopped("enable-refused", said ? "The device said so." : "The prompt did not change.");
}

function loginPatience(since: number, timeouts: Timeouts, doing: string): Patience {
  return {
    total: timeouts.login,
    since,
    totalFailure: "login-timeout",
    idle: timeouts.login,
    idleFailure: "login-timeout",
    maximumBytes: loginBytes,
    doing,
  };
}
