import { readFileSync } from "node:fs";
import { parse } from "yaml";
import type { DeviceShell, ShellOutput } from "../../src/demo/device-shell.ts";

/** A recorded session: what the device said first, and what it answered to each input. */
export interface Recording {
  readonly greeting: string;
  readonly answers: ReadonlyMap<string, string>;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `commands` is one map, or a list of maps with one entry each; texts hold C-like escapes. */
export function readRecording(path: string): Recording {
  const data: unknown = parse(readFileSync(path, "utf8"));
  if (!isRecord(data)) throw new Error(`${path} is no recording`);
  const commands: unknown[] = Array.isArray(data["commands"]) ? data["commands"] : [data["commands"]];
  const answers = new Map<string, string>();
  for (const group of commands) {
    if (!isRecord(group)) continue;
    for (const [input, answer] of Object.entries(group)) answers.set(input, unescape(String(answer)));
  }
  return { greeting: unescape(String(data["init_prompt"])), answers };
}

function unescape(text: string): string {
  const letters: Readonly<Record<string, string>> = { r: "\r", n: "\n", t: "\t" };
  return text.replaceAll(/\\(?:x([0-9a-fA-F]{2})|(.))/g, (_all, hex: string | undefined, char: string | undefined) =>
    hex === undefined ? (letters[char ?? ""] ?? char ?? "") : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

export interface ReplayOptions {
  readonly recording: Recording;
  /** Where the recording left prompts out. */
  readonly prompt: string | null;
  /** What the device says to an input that was not recorded, prompt included. */
  readonly unknown: string;
  /** The recorded input that an input stands for. */
  readonly recordedAs: (input: string) => string;
}

/** Plays a recording: each line gets its recorded answer. */
export function replay({ recording, prompt, unknown, recordedAs }: ReplayOptions, output: ShellOutput): DeviceShell {
  const commands: string[] = [];
  const say = (text: string): Promise<void> =>
    output.write((text + (prompt ?? "")).replaceAll(/\r*\n/g, (end) => (end === "\n" ? "\r\n" : end)));
  let typed = "";
  return {
    commands,
    start: () => say(recording.greeting + (prompt === null ? "" : "\n")),
    input(text) {
      for (const char of text) {
        typed += char;
        if (char !== "\n") continue;
        const line = typed;
        typed = "";
        if (line !== "\n") commands.push(line.trim());
        const answer = line === "\n" ? emptyLine(recording, prompt) : recording.answers.get(recordedAs(line));
        say(answer ?? unknown).catch(() => output.end());
      }
    },
  };
}

function emptyLine(recording: Recording, prompt: string | null): string {
  return prompt === null ? `\n${recording.greeting.split("\n").at(-1) ?? ""}` : "\n";
}
