import type { Profile } from "../profiles/profile.ts";
import { createEchoFilter, type EchoFilter } from "./echo.ts";
import { PullStopped } from "./pull-stopped.ts";
import { createScreen, type Screen } from "./screen.ts";
import type { CollectFailure } from "./pull.ts";
import type { Terminal } from "./terminal.ts";

/** How long to wait, and what to call it when the time is over. */
export interface Patience {
  /** Milliseconds for the whole of it, counted from `since` where that is given (performance.now). */
  readonly total: number;
  readonly since?: number;
  readonly totalFailure: CollectFailure;
  /** Milliseconds of silence. */
  readonly idle: number;
  readonly idleFailure: CollectFailure;
  /** More text than this is a flood. */
  readonly maximumBytes: number;
  /** What the device was doing, for the detail: 'during login', '"show running-config"'. */
  readonly doing: string;
}

/**
 * What the text so far amounts to: `value` once nothing more has come for `settle` milliseconds.
 * Waiting tells a prompt from the beginning of a line that looks like one.
 */
export interface Verdict<T> {
  readonly value: T;
  readonly settle: number;
}

/** A conversation with a device over any transport. Page breaks are answered underneath. */
export interface Conversation {
  readonly screen: Screen;
  /** Sends without waiting; the text must be the profile's or a credential. */
  send(text: string): void;
  /** Clears the screen, sends the command and a line end; its echo will not be seen. */
  sendCommand(command: string, prompt: string): void;
  /** Waits until `judge` says something that holds. Rejects with PullStopped. */
  until<T>(judge: (screen: Screen) => Verdict<T> | null, patience: Patience): Promise<T>;
  /** Makes any waiting end with this failure. */
  stop(reason: PullStopped): void;
}

/** An echo that begins and does not go on for so long is none. */
const echoPatience = 250;

export function converse(terminal: Terminal, profile: Pick<Profile, "pager">): Conversation {
  const screen = createScreen();
  let echo: EchoFilter | null = null;
  let stopped: PullStopped | null = null;
  let wake: (() => void) | null = null;

  const answerPauses = (): void => {
    const line = screen.current;
    if (line === "") return;
    const pause = profile.pager.pauses.find(({ pattern }) => pattern.test(line));
    if (pause === undefined) return;
    screen.discardCurrent();
    terminal.send(pause.send);
  };

  const show = (text: string): void => {
    if (text === "") return;
    screen.write(text);
    answerPauses();
  };

  terminal.listen({
    data(text) {
      // A flood goes on until the connection is gone.
      if (stopped !== null) return;
      show(echo === null ? text : echo.take(text));
      wake?.();
    },
    ended() {
      stopped ??= new PullStopped("connection-lost", "");
      wake?.();
    },
  });

  return {
    screen,
    send(text) {
      terminal.send(text);
    },
    sendCommand(command, prompt) {
      screen.clear();
      echo = createEchoFilter(prompt, command);
      terminal.send(`${command}\n`);
    },
    stop(reason) {
      stopped ??= reason;
      wake?.();
    },
    async until(judge, patience) {
      const started = performance.now();
      const deadline = (patience.since ?? started) + patience.total;
      let lastData = started;
      for (;;) {
        const verdict = judge(screen);
        if (screen.written > patience.maximumBytes) {
          stopped ??= new PullStopped("too-much-output", `More than ${patience.maximumBytes} bytes ${patience.doing}.`);
        }
        if (stopped !== null) throw withDetail(stopped, patience);
        const now = performance.now();
        const untilTotal = deadline - now;
        const untilIdle = lastData + patience.idle - now;
        if (untilTotal <= 0) throw timedOut(patience.totalFailure, patience.total, patience);
        if (untilIdle <= 0) throw timedOut(patience.idleFailure, patience.idle, patience);
        const waits = [
          untilTotal,
          untilIdle,
          verdict?.settle ?? Infinity,
          echo?.holding === true ? echoPatience : Infinity,
        ];
        const { promise, resolve } = Promise.withResolvers<boolean>();
        const timer = setTimeout(() => resolve(false), Math.min(...waits));
        wake = () => resolve(true);
        const woken = await promise;
        clearTimeout(timer);
        wake = null;
        if (woken) {
          lastData = performance.now();
          continue;
        }
        if (echo?.holding === true) {
          show(echo.release());
          continue;
        }
        if (verdict !== null && performance.now() - lastData >= verdict.settle - 1) return verdict.value;
      }
    },
  };
}

function timedOut(failure: CollectFailure, milliseconds: number, patience: Patience): PullStopped {
  return new PullStopped(failure, `After ${milliseconds / 1000} s ${patience.doing}.`);
}

function withDetail(stopped: PullStopped, patience: Patience): PullStopped {
  if (stopped.message !== "") return stopped;
  return new PullStopped(stopped.failure, `It ended ${patience.doing}.`);
}
