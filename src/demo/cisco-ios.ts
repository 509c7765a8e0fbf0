import type { Personality } from "./personality.ts";

export const ciscoIos: Personality = {
  startMode: "below",
  prompt: (hostname, mode) => `${hostname}${mode === "ready" ? "#" : ">"}`,
  abovePrompt: [],
  pause: " --More-- ",
  wipe: `${"\b".repeat(9)}        ${"\b".repeat(9)}`,
  pageLength: 24,
  pagerOff: ["terminal length 0"],
  pagerOffAnswer: [],
  enable: { command: "enable", question: "Password: ", refused: ["% Access denied", ""] },
  passwordChange: ["", "Your password has expired.", "Enter new password: "],
  showConfig(command, mode, config) {
    if (command !== "show running-config" || mode !== "ready") return null;
    const bytes = config.reduce((sum, line) => sum + line.length + 1, 0);
    return { lines: ["Building configuration...", "", `Current configuration : ${bytes} bytes`, ...config, ""] };
  },
  unknown: (command) =>
    command.startsWith("terminal width") ? [] : ["    ^", "% Invalid input detected at '^' marker.", ""],
};
