/** A statement of the device about itself, and its line. */
export interface Said {
  readonly text: string;
  readonly line: number;
}

/** What the text holds beside the configuration. */
export interface DeviceOutput {
  /** The release, from the foot of config.boot or from `show version`. */
  release: Said | null;
  model: Said | null;
  serial: Said | null;
  /** The foot of config.boot was seen, which stands at the end of a whole one. */
  hasFoot: boolean;
  /** Lines that were understood. */
  readonly lines: Set<number>;
  /** Looks into a comment of the configuration. */
  comment(text: string, line: number): void;
  /** Why a line outside every block is no configuration; null where it may be. */
  take(text: string, line: number): string | null;
}

/** Everything but configuration that a collected text holds: `show version`, prompts, headers of collectors. */
export function readOutput(): DeviceOutput {
  const output: DeviceOutput = {
    release: null,
    model: null,
    serial: null,
    hasFoot: false,
    lines: new Set(),
    comment(text, line) {
      const body = text.replace(/\*\/\s*$/, "").trim();
      const release = /^Release version: (\S.*)$/.exec(body);
      if (release !== null) output.release = { text: (release[1] ?? "").trim(), line };
      else if (!body.includes("-config-version:")) return;
      output.hasFoot = true;
      output.lines.add(line);
    },
    take(text, line) {
      const body = text.startsWith("#") || text.startsWith("!") ? text.slice(1).trim() : text;
      const [label = "", ...rest] = body.split(":");
      const value = rest.join(":").trim();
      const kind = labels.get(label);
      if (kind !== undefined && value !== "") {
        if (kind !== "output") {
          output[kind] ??= { text: value.replace(/^(?:VyOS|Vyatta) /, ""), line };
          output.lines.add(line);
        }
        return "device-output";
      }
      if (text.startsWith("#")) return "comment";
      if (/^\S{1,64}@\S{1,64}[:#$>~]/.test(text) || /^\[edit.*\]$/.test(text)) return "prompt";
      return outputs.has(text) || /^(?:show|run show) (?:configuration|version)/.test(text) ? "device-output" : null;
    },
  };
  return output;
}

/** Lines of `show version` (VyOS User Guide, "Operational mode"). */
const labels: ReadonlyMap<string, "release" | "model" | "serial" | "output"> = new Map([
  ["Version", "release"],
  ["Hardware model", "model"],
  ["HW model", "model"],
  ["Hardware S/N", "serial"],
  ["HW S/N", "serial"],
  ["Build ID", "output"],
  ["Build UUID", "output"],
  ["Build commit ID", "output"],
  ["Build on", "output"],
  ["Built on", "output"],
  ["Built by", "output"],
  ["Boot via", "output"],
  ["Hardware vendor", "output"],
  ["Hardware UUID", "output"],
  ["Architecture", "output"],
  ["Hypervisor", "output"],
  ["System type", "output"],
  ["Release train", "output"],
  ["Release flavor", "output"],
  ["Description", "output"],
  ["Copyright", "output"],
  ["Uptime", "output"],
]);

const outputs: ReadonlySet<string> = new Set([
  "exit",
  "configure",
  "terminal length 0",
  "Welcome to VyOS",
  "Welcome to EdgeOS",
  "exit discard",
]);
