import { Option, type Command } from "commander";
import { parsers } from "../../parsers/index.ts";
import type { LintOptions } from "./acl-lint.ts";
import type { ExitCode } from "./exit-codes.ts";
import { withOutputs } from "./outputs.ts";

const formats = ["table", "json"] as const;

const exitCodeWords = "Exit codes: 0 clean, 1 findings, 2 wrong use, 4 input not understood";

/** `redoubt acl …`: what is proved about lists of packets. Each command is loaded when it is asked for. */
export function addAclCommands(program: Command, finish: (code: ExitCode) => void): void {
  const acl = program.command("acl").description("Prove things about ACLs, firewall filters and policies.");
  withCommon(acl.command("lint"))
    .description("Entries that nothing reaches: shadowed, redundant or empty, with the lines that cover them.")
    .argument("<path...>", "files and folders; - is standard input")
    .option("--acl <name>", "only lists of this name")
    .option("--all", "show partial overlaps and every covering entry too", false)
    .addHelpText("after", `\n${exitCodeWords}`)
    .action(async (paths: string[], options: LintOptions) => {
      const { lintLists } = await import("./acl-lint.ts");
      finish(lintLists(paths, options));
    });
}

function withCommon(command: Command): Command {
  return withOutputs(command, formats).addOption(
    new Option("--os <type>", "take every input for this type instead of recognising it").choices(
      parsers.map(({ id }) => id),
    ),
  );
}
