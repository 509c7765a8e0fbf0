import type { Personality } from "./personality.ts";

export const juniperJunos: Personality = {
  startMode: "ready",
  prompt: (hostname) => `demo@${hostname}> `,
  abovePrompt: ["", "{primary:node0}"],
  pause: "---(more)---",
  wipe: `\r${" ".repeat(40)}\r`,
  pageLength: 24,
  pagerOff: ["set cli screen-length 0"],
  pagerOffAnswer: ["Screen length set to 0"],
  enable: null,
  passwordChange: ["", "Your password has expired.", "New Password:"],
  showConfig(command, _mode, config) {
    const [show, ...pipes] = command.split("|").map((part) => part.trim());
    if (show !== "show configuration") return null;
    if (!pipes.every((pipe) => ["display omit", "no-more"].includes(pipe))) return null;
    return {
      lines: ["## Last commit: 2026-03-02 09:14:55 UTC by demo", ...config],
      paged: !pipes.includes("no-more"),
    };
  },
  unknown: (command) => {
    if (command.startsWith("set cli screen-width")) return ["Screen width set to 0"];
    return [`${" ".repeat(10)}^`, "unknown command."];
  },
};
