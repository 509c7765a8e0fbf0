/** Takes the echo of a command away from what follows it. */
export interface EchoFilter {
  /** Text that is not the echo; "" while it still may be. */
  take(text: string): string;
  /** Something is held back that may be the echo's beginning. */
  readonly holding: boolean;
  /** What was held back, when nothing more comes. */
  release(): string;
}

// oxlint-disable-next-line no-control-regex -- what terminals put between the characters of an echo
const noise = /^(?:\u001b\[[0-9;?]*[@-~]|[\s\b])$/;

/**
 * A device repeats the command it was sent, perhaps after its prompt, and wraps it where it believes
 * the line to end. So the characters are compared without blanks, line ends and cursor movements.
 */
export function createEchoFilter(prompt: string, command: string): EchoFilter {
  const wanted = [command, prompt + command].map((text) => text.replaceAll(/\s/g, ""));
  let held = "";
  let done = false;
  let afterEcho = false;

  const release = (): string => {
    const text = held;
    held = "";
    done = true;
    return text;
  };

  /** The rest of the echoed line: nothing but blanks and its line feed. */
  const endLine = (): string => {
    const rest = /^[ \r]*(\n?)/.exec(held);
    if (rest?.[1] === "" && rest[0].length === held.length) return "";
    held = held.slice(rest?.[0].length ?? 0);
    return release();
  };

  return {
    take(text) {
      if (done) return text;
      held += text;
      if (afterEcho) return endLine();
      const tokens = held.match(/\u001b\[[0-9;?]*[@-~]|[\s\S]/g) ?? [];
      let seen = "";
      let length = 0;
      for (const token of tokens) {
        length += token.length;
        if (noise.test(token)) continue;
        seen += token;
        if (wanted.includes(seen) && !wanted.some((other) => other !== seen && other.startsWith(seen))) {
          held = held.slice(length);
          afterEcho = true;
          return endLine();
        }
        if (!wanted.some((other) => other.startsWith(seen))) return release();
      }
      return "";
    },
    get holding() {
      return held !== "";
    },
    release,
  };
}
