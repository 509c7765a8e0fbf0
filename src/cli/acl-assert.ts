import { Option, type Command } from "commander";
import { parsers } from "../../parsers/index.ts";
import type { AssertOptions } from "./assert-files.ts";
import type { ExitCode } from "./exit-codes.ts";
import { withOutputs } from "./outputs.ts";

/** `redoubt acl assert FILE PATH…`, beside its siblings under `acl`: exit codes 0, 1, 2 and 4 of `exitCodes`. */
export function addAssertCommand(acl: Command, finish: (code: ExitCode) => void): void {
  withOutputs(
    acl
      .command("assert")
      .description("Check what a YAML file says must never, or always, get through the lists of devices.")
      .argument("<assertions>", "YAML file of networks, services and assertions (docs/assertions.md)")
      .argument("<path...>", "configuration files and folders of them; - is standard input"),
    ["table", "json"],
  )
    .addOption(
      new Option("--os <type>", "take every input for this type instead of recognising it").choices(
        parsers.map(({ id }) => id),
      ),
    )
    .option("--all", "show devices and lists too that an assertion does not speak of", false)
    .addHelpText(
      "after",
      "\nExit codes: 0 every assertion holds, 1 one fails, 2 wrong use, 4 one is unknown or checked nowhere, or an input was not understood",
    )
    .action(async (file: string, paths: string[], options: AssertOptions) => {
      const { assertFiles } = await import("./assert-files.ts");
      finish(assertFiles(file, paths, options));
    });
}
