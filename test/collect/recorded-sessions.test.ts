import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { pullConfig } from "../../src/collect/pull-config.ts";
import { converse } from "../../src/collect/session.ts";
import type { TerminalListener } from "../../src/collect/terminal.ts";
import { ciscoIos } from "../../src/demo/cisco-ios.ts";
import { startSimulatedDevice } from "../../src/demo/simulated-device.ts";
import { loadProfiles } from "../../src/profiles/load-profiles.ts";
import { memoryHostKeys, targetFor } from "./pull-target.ts";
import { readRecording, replay } from "./recording.ts";

const folder = join(import.meta.dirname, "../../../shared/sessions");
const there = existsSync(folder);
if (!there) console.warn("Skipped: the recorded sessions of ../shared/sessions are not there.");
const { profiles } = loadProfiles();

const fortios = "command parse error before 'full'\nCommand fail. Return code -61\n\nTEST-FW1234 # ";
const cases = [
  {
    file: "ios#C9200L-24P-4G_17.09.04a",
    profile: "cisco-ios",
    recorded: "show running-config\n",
    prompt: null,
    unknown: "",
  },
  {
    file: "junos#srx300_22.4",
    profile: "juniper-junos",
    recorded: "show configuration | display omit\n",
    prompt: "\n{primary:node0}\noxidized> ",
    unknown: "unknown command.\n",
  },
  {
    file: "junos#srx300_22.4_wo_cluster",
    profile: "juniper-junos",
    recorded: "show configuration | display omit\n",
    prompt: "\noxidized> ",
    unknown: "unknown command.\n",
  },
  {
    file: "fortigate#FortiGate-91G_7.4.7",
    profile: "fortinet-fortios",
    recorded: "show | grep .\n",
    prompt: null,
    unknown: fortios,
  },
  {
    file: "fortigate#FortiGate-91G_7.4.7_autoupdate",
    simulation: "custom_simulation",
    profile: "fortinet-fortios",
    recorded: "show | grep .\n",
    prompt: null,
    unknown: fortios,
  },
] as const;

// What was recorded without the pipe that keeps the pager out.
const recordedAs = (input: string): string => input.replace(" | no-more", "");

/** The configuration within a recorded answer: without echo, carriage returns and prompt. */
function recordedConfig(answer: string, command: string, prompt: string | null): string {
  const lines = answer.replaceAll("\r", "").split("\n");
  if (lines[0] === command.trim()) lines.shift();
  if (prompt === null) lines.pop();
  return `${lines.join("\n").trim()}\n`;
}

describe.skipIf(!there)("recorded sessions of real devices", () => {
  it.each(cases)("$file", async ({ file, profile, recorded, prompt, unknown, ...more }) => {
    const name = "simulation" in more ? more.simulation : "simulation";
    const recording = readRecording(join(folder, `${file}#${name}.yaml`));
    // The recordings of Junos hold no prompt; that of the second names one in its greeting.
    const greeting = prompt === null ? recording.greeting : recording.greeting.replace(/\n?oxidized> $/, "");
    await using device = await startSimulatedDevice({
      personality: ciscoIos,
      hostname: "",
      config: "",
      username: "demo",
      password: "FAKE-password-1",
      openShell: (output) => replay({ recording: { ...recording, greeting }, prompt, unknown, recordedAs }, output),
    });
    const outcome = await pullConfig(targetFor(device, profile), { profiles, hostKeys: memoryHostKeys() });
    expect(outcome).toMatchObject({ ok: true, config: { profile } });
    const expected = recordedConfig(recording.answers.get(recorded) ?? "", recorded, prompt);
    expect(outcome.ok && outcome.config.text).toBe(expected);
    expect(device.commands.at(-1)).toBe(`${recorded.trim()}${prompt === null ? "" : " | no-more"}`);
  });

  it("a page break of FortiOS leaves no trace", async () => {
    const recording = readRecording(join(folder, "fortigate#FortiGate-91G_7.4.7#simulation.yaml"));
    const profile = profiles.get("fortinet-fortios");
    if (profile === undefined) throw new Error("no profile");
    let listener: TerminalListener | null = null;
    const terminal = {
      send: (text: string) => setImmediate(() => listener?.data(recording.answers.get(text) ?? "")),
      listen: (given: TerminalListener) => {
        listener = given;
      },
    };
    const conversation = converse(terminal, profile);
    conversation.sendCommand("get system status", "TEST-FW1234 #");
    const lines = await conversation.until(
      (screen) => (screen.current === "TEST-FW1234 #" ? { value: screen.lines, settle: 20 } : null),
      {
        total: 3000,
        totalFailure: "command-timeout",
        idle: 3000,
        idleFailure: "idle-timeout",
        maximumBytes: 100_000,
        doing: "in a test",
      },
    );
    const broken = lines.indexOf("BIOS version: 06000100");
    expect(lines.slice(broken, broken + 3)).toEqual([
      "BIOS version: 06000100",
      "System Part-Number: P28792-06",
      "Log hard disk: Available",
    ]);
  });
});
