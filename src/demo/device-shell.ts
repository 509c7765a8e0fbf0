import type { Faults } from "./faults.ts";
import type { Mode, Personality } from "./personality.ts";

export interface ShellOptions {
  readonly personality: Personality;
  readonly hostname: string;
  readonly config: readonly string[];
  readonly enableSecret: string | null;
  /** Printed after login, above the first prompt. */
  readonly motd: readonly string[];
  readonly faults: Faults;
}

/** Where a shell's output goes; `write` resolves when the line is free again. */
export interface ShellOutput {
  write(text: string): Promise<void>;
  end(): void;
}

export interface DeviceShell {
  start(): Promise<void>;
  /** Keys as they come from the terminal. */
  input(text: string): void;
  /** Commands seen so far; secrets typed at questions are not among them. */
  readonly commands: readonly string[];
}

type Asking = "command" | "enable" | "new-password" | "question";

/** The command line of a simulated device: echo, pages, privilege, and what `faults` break. */
export function createDeviceShell(options: ShellOptions, output: ShellOutput): DeviceShell {
  const { personality, hostname, faults } = options;
  const commands: string[] = [];
  let mode: Mode = options.enableSecret === null ? "ready" : personality.startMode;
  let asking: Asking = "command";
  let paged = true;
  let typed = "";
  let column = 0;
  let key: ((pressed: string) => void) | null = null;
  /** Keys wait here while a command prints, as they do in a terminal's buffer. */
  let pending = "";
  let busy = false;

  const print = (lines: readonly string[]): Promise<void> => output.write(lines.map((line) => `${line}\r\n`).join(""));

  const prompt = async (): Promise<void> => {
    const text = personality.prompt(hostname, mode);
    column = text.length;
    await output.write([...personality.abovePrompt, text].join("\r\n"));
  };

  const flood = async (): Promise<void> => {
    const block = `${"all work and no play makes a dull device ".repeat(100)}\r\n`;
    for (;;) {
      await output.write(block);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };

  const keyPressed = (): Promise<string> =>
    new Promise((resolve) => {
      key = resolve;
    });

  /** True when the whole was printed, false when a fault ended it. */
  async function printConfig(lines: readonly string[], inPages: boolean): Promise<boolean> {
    let onPage = 0;
    for (const [index, line] of lines.entries()) {
      if (index === faults.dropAfterLines) {
        output.end();
        return false;
      }
      if (index === faults.stallAfterLines) return false;
      if (inPages && paged && onPage === personality.pageLength - 1) {
        await output.write(personality.pause);
        const pressed = await keyPressed();
        await output.write(personality.wipe);
        if (pressed === "q") return true;
        onPage = 0;
      }
      if (faults.restAfter !== undefined && line.includes(faults.restAfter.text)) {
        await output.write(line);
        await new Promise((resolve) => setTimeout(resolve, faults.restAfter?.milliseconds));
        await output.write("\r\n");
      } else await print([line]);
      onPage++;
    }
    return true;
  }

  async function showConfig(lines: readonly string[], inPages: boolean): Promise<void> {
    if (faults.flood === "command") return flood();
    if (faults.refuseConfig !== undefined) await print(faults.refuseConfig);
    else {
      const shown = faults.half === true ? lines.slice(0, Math.floor(lines.length / 2)) : lines;
      if (!(await printConfig(shown, inPages))) return;
    }
    await prompt();
  }

  async function runCommand(command: string): Promise<void> {
    if (command === "") return prompt();
    commands.push(command);
    const shown = personality.showConfig(command, mode, options.config);
    if (shown !== null) return showConfig(shown.lines, shown.paged ?? true);
    if (personality.enable !== null && command === personality.enable.command && mode === "below") {
      asking = "enable";
      return output.write(personality.enable.question);
    }
    if (personality.pagerOff.includes(command) && faults.stuckPager !== true) {
      paged = false;
      await print(personality.pagerOffAnswer);
    } else await print(personality.unknown(command));
    await prompt();
  }

  async function takeLine(line: string): Promise<void> {
    await output.write("\r\n");
    if (asking === "command") return runCommand(line.trim());
    if (asking === "enable") {
      asking = "command";
      if (line === options.enableSecret) mode = "ready";
      else await print(personality.enable?.refused ?? []);
      return prompt();
    }
    return output.write("New password again: ");
  }

  async function echo(char: string): Promise<void> {
    if (asking !== "command" || faults.noEcho === true) return;
    column++;
    // Line editors fill the last column and come back to the first of the next line.
    const wrapped = faults.wrapEcho === true && column % 80 === 0;
    await output.write(wrapped ? `${char} \r` : char);
  }

  async function work(): Promise<void> {
    busy = true;
    while (pending !== "") {
      const char = pending.charAt(0);
      pending = pending.slice(1);
      if (asking === "question") {
        typed += char;
        if (typed !== faults.question?.answer) continue;
        typed = "";
        asking = "command";
        await output.write("\r\n");
        await prompt();
      } else if (char === "\r" || char === "\n") {
        const line = typed;
        typed = "";
        await takeLine(line);
      } else {
        typed += char;
        await echo(char);
      }
    }
    busy = false;
  }

  return {
    commands,
    async start() {
      if (faults.silentShell === true) return;
      if (faults.flood === "login") return flood();
      await print(options.motd);
      if (faults.question !== undefined) {
        asking = "question";
        return output.write(faults.question.text);
      }
      if (faults.passwordChange !== true) return prompt();
      asking = "new-password";
      await output.write(personality.passwordChange.join("\r\n"));
    },
    input(text) {
      let rest = text;
      while (key !== null && rest !== "") {
        const pressed = key;
        key = null;
        pressed(rest.charAt(0));
        rest = rest.slice(1);
      }
      pending += rest;
      if (!busy) {
        // Nobody reads any more.
        work().catch(() => undefined);
      }
    },
  };
}
