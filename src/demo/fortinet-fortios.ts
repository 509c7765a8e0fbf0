import type { Personality } from "./personality.ts";

export const fortinetFortios: Personality = {
  startMode: "ready",
  prompt: (hostname) => `${hostname} # `,
  abovePrompt: [],
  pause: "--More-- ",
  wipe: `\r${" ".repeat(9)}\r`,
  pageLength: 22,
  pagerOff: [],
  pagerOffAnswer: [],
  enable: null,
  passwordChange: ["You are forced to change your password. Please input a new password.", "New Password:"],
  showConfig(command, _mode, config) {
    const [show, pipe] = command.split("|").map((part) => part.trim());
    if (show !== "show" && show !== "show full-configuration") return null;
    if (pipe !== undefined && pipe !== "grep .") return null;
    const lines = pipe === undefined ? config : config.filter((line) => line !== "");
    return { lines: [...lines, ""], paged: pipe === undefined };
  },
  unknown: (command) => [
    `command parse error before '${command.split(" ", 1)[0] ?? ""}'`,
    "Command fail. Return code -61",
    "",
  ],
};
