import { Command, CommanderError } from "commander";
import { packageVersion } from "../package-root.ts";
import { addAuditCommand } from "./audit.ts";
import { exitCodes, UsageError, type ExitCode } from "./exit-codes.ts";

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
  for (const command of program.commands)
    command.exitOverride().showHelpAfterError(`(redoubt ${command.name()} --help shows what there is)`);
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

/** `redoubt audit … | head` ends quietly when the reader has seen enough. */
function ignoreClosedPipe(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}
