import { Command, CommanderError, Option } from "commander";
import { packageVersion } from "../package-root.ts";
import { addAclCommands } from "./acl.ts";
import { addAuditCommand } from "./audit.ts";
import type { SealOptions } from "./credential.ts";
import type { DemoOptions } from "./demo.ts";
import { exitCodes, UsageError, type ExitCode } from "./exit-codes.ts";
import type { PullOptions } from "./pull.ts";
import type { ServeOptions } from "./serve.ts";

/** Runs one command line (without the program's name) and gives its exit code; only a fault of the program throws. */
export async function main(words: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = exitCodes.clean;
  const finish = (result: ExitCode): void => {
    code = result;
  };
  const program = new Command("redoubt")
    .description("Audits the configuration of network devices, with evidence for every verdict.")
    .version(packageVersion)
    .exitOverride()
    .showHelpAfterError("(redoubt --help shows what there is)");
  addAuditCommand(program, finish);
  addAclCommands(program, finish);
  addOperationCommands(program, finish);
  addListCommands(program);
  for (const command of program.commands) {
    command.exitOverride().showHelpAfterError(`(redoubt ${command.name()} --help shows what there is)`);
    for (const inner of command.commands) inner.exitOverride();
  }
  ignoreClosedPipe();
  try {
    await program.parseAsync(words, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`${error.message}\n`);
      return exitCodes.wrongUse;
    }
    // Commander has told what was wrong already; help and version are no errors.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.clean : exitCodes.wrongUse;
    throw error;
  }
}

/** Commands with devices and a data folder. Each is loaded when it is asked for, so that an audit starts at once. */
function addOperationCommands(program: Command, finish: (code: ExitCode) => void): void {
  withData(
    program
      .command("serve")
      .description("Pull on schedule and answer the API, until stopped; SIGHUP reads the inventory again."),
  )
    .option("--listen <address:port>", "where the API answers", "127.0.0.1:8700")
    .action(async (options: ServeOptions) => {
      const { serve } = await import("./serve.ts");
      await serve(options);
    });
  withData(
    program
      .command("pull")
      .description("Pull and audit devices of the inventory once.")
      .argument("[device...]", "names; all without any"),
  )
    .addOption(formatOption())
    .action(async (names: string[], options: PullOptions) => {
      const { pull } = await import("./pull.ts");
      finish(await pull(names, options));
    });
  program
    .command("credential")
    .description("Credentials that are kept sealed in the data folder.")
    .command("seal")
    .description("Seal a credential read from standard input: YAML fields, or the bare password with --username.")
    .argument("<name>", "what the inventory calls it")
    .option("--username <name>", "standard input is the password of this account")
    .option("--data <folder>", "where everything is kept", "redoubt-data")
    .action(async (name: string, options: SealOptions) => {
      const { sealFromInput } = await import("./credential.ts");
      await sealFromInput(name, options);
    });
  program
    .command("demo")
    .description("Simulated devices on loopback, pulled, audited and served.")
    .option("--once", "audit, print and exit", false)
    .action(async (options: DemoOptions) => {
      const { demo } = await import("./demo.ts");
      finish(await demo(options));
    });
}

/** What there is to judge by and to pull with. */
function addListCommands(program: Command): void {
  const rules = program.command("rules").description("List the rules, or show one whole.");
  rules
    .command("list")
    .description("Every rule with its severity and area.")
    .addOption(formatOption())
    .action(async ({ format }: ListOptions) => (await import("./rules.ts")).listRules(format));
  rules
    .command("show")
    .description("One rule: why, fix, examples and references.")
    .argument("<rule>", "its id")
    .addOption(formatOption())
    .action(async (id: string, { format }: ListOptions) => (await import("./rules.ts")).showRule(id, format));
  const profiles = program.command("profiles").description("List the device profiles, or show one whole.");
  profiles
    .command("list")
    .description("Every profile.")
    .addOption(formatOption())
    .action(async ({ format }: ListOptions) => (await import("./profiles.ts")).listProfiles(format));
  profiles
    .command("show")
    .description("One profile as it is written: recognition, prompts, commands, proof of the end, the role to create.")
    .argument("<profile>", "its id")
    .action(async (id: string) => (await import("./profiles.ts")).showProfile(id));
}

interface ListOptions {
  readonly format: "table" | "json";
}

function formatOption(): Option {
  return new Option("--format <format>", "how to print it").choices(["table", "json"]).default("table");
}

function withData(command: Command): Command {
  return command
    .requiredOption("--inventory <file>", "YAML file of devices, sites, credentials and schedules")
    .option("--data <folder>", "where everything is kept", "redoubt-data");
}

/** `redoubt audit … | head` ends quietly when the reader has seen enough. */
function ignoreClosedPipe(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}
