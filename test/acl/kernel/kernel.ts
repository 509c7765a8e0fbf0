import { spawn, type ChildProcessByStdio } from "node:child_process";
import { existsSync, readlinkSync } from "node:fs";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";

/** A command that loads rules, run in the judge's network namespace. */
export interface Command {
  readonly argv: readonly string[];
  readonly input: string;
}

/** A Linux kernel in a network namespace of its own, which ends with it. */
export interface Kernel extends AsyncDisposable {
  /**
   * Loads rules, sends packets (hex of whole IP packets) and tells for each what the rules logged, in order.
   * Throws where a command fails or the log falls silent.
   */
  judge(commands: readonly Command[], packets: readonly string[]): Promise<readonly (readonly string[])[]>;
}

/** The log group that rules write to, and the mark that every rule set lets pass first (see judge.py). */
export const logGroup = 7;
export const sentinelMark = "0x7fffffff";

const tools = [
  ["/usr/sbin/nft", "nftables"],
  ["/usr/sbin/iptables-legacy-restore", "iptables"],
  ["/usr/sbin/iptables-nft-restore", "iptables"],
  ["/usr/sbin/ip", "iproute2"],
  ["/usr/bin/unshare", "util-linux"],
  ["/usr/bin/python3", "python3"],
] as const;

/** Whether this machine has a kernel to ask. Where it has none, says why and lets its tests be skipped; in CI it throws. */
export async function hasKernel(): Promise<boolean> {
  const why = await whyNone();
  if (why === null) return true;
  if (process.env["CI"] === "true") throw new Error(why);
  console.warn(`Skipped: ${why}.`);
  return false;
}

async function whyNone(): Promise<string | null> {
  if (process.platform !== "linux") return "no Linux kernel to ask";
  for (const [path, debianPackage] of tools) {
    if (!existsSync(path)) return `${path} is not there (Debian package ${debianPackage})`;
  }
  if (process.getuid?.() !== 0) return "network namespaces with packet sockets need root";
  try {
    await using kernel = await startKernel();
    await kernel.judge([{ argv: ["nft", "-f", "-"], input: "flush ruleset\n" }], []);
    return null;
  } catch (error) {
    return `no network namespace with netfilter: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** Starts a judge. The namespace holds a pair of joined interfaces and no way out of it. */
export async function startKernel(): Promise<Kernel> {
  const script = fileURLToPath(new URL("judge.py", import.meta.url));
  const argv = ["--net", "/usr/bin/python3", script, readlinkSync("/proc/self/ns/net")];
  const child = spawn("/usr/bin/unshare", argv, {
    stdio: ["pipe", "pipe", "pipe"],
    env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", LC_ALL: "C" },
  });
  const ended = new Promise<void>((resolve) => {
    child.once("close", () => resolve());
    child.once("error", () => resolve());
  });
  const next = answersOf(child, ended);
  if (!("ready" in (await next()))) throw new Error("the judge did not say that it is ready");
  return {
    async judge(commands, packets) {
      child.stdin.write(`${JSON.stringify({ commands, packets })}\n`);
      const answer = await next();
      if (!isSeen(answer)) throw new Error(JSON.stringify(answer));
      return answer.seen;
    },
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      await ended;
    },
  };
}

/** The next line of the judge, as an object; its last words where it ended. */
function answersOf(
  child: ChildProcessByStdio<Writable, Readable, Readable>,
  ended: Promise<void>,
): () => Promise<object> {
  let errors = "";
  child.stderr.on("data", (data: Buffer) => (errors += data.toString("utf8")));
  child.stdin.on("error", () => undefined);
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return async () => {
    const line = await lines.next();
    if (line.done === true) {
      await ended;
      throw new Error(`the judge ended: ${errors.trim()}`);
    }
    const answer: unknown = JSON.parse(line.value);
    if (typeof answer !== "object" || answer === null) throw new Error(`not an answer: ${line.value}`);
    return answer;
  };
}

function isSeen(answer: object): answer is { readonly seen: readonly (readonly string[])[] } {
  if (!("seen" in answer) || !Array.isArray(answer.seen)) return false;
  return answer.seen.every((each) => Array.isArray(each) && each.every((prefix) => typeof prefix === "string"));
}
