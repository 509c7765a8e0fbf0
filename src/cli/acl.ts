import { Option, type Command } from "commander";
import { parsers } from "../../parsers/index.ts";
import { addAssertCommand } from "./acl-assert.ts";
import type { DiffOptions } from "./acl-diff.ts";
import type { LintOptions } from "./acl-lint.ts";
import type { MinimiseOptions } from "./acl-minimise.ts";
import type { QueryOptions } from "./acl-query.ts";
import type { ReachOptions } from "./acl-reach.ts";
import type { TestOptions } from "./acl-test.ts";
import type { ExitCode } from "./exit-codes.ts";
import { withOutputs } from "./outputs.ts";

type Finish = (code: ExitCode) => void;

const packets = `
A packet is written PROTOCOL SOURCE:PORT > DESTINATION:PORT, then what else there is to say: syn ack, type 8 code 0,
fragment later, dscp 46, from=ZONE, to=ZONE, app=NAME, user=NAME. An IPv6 address before a port is in brackets. A space is
written the same way with prefixes, ranges, lists and any, and every part of it may be left out; docs/acl.md has it all.
The shell takes ">" for itself unless it is in quotes; "to" will do in its place.`;

/** `redoubt acl …`: what is proved about lists of packets. Each command is loaded when it is asked for. */
export function addAclCommands(program: Command, finish: Finish): void {
  const acl = program.command("acl").description("Prove things about ACLs, firewall filters and policies.");
  addLint(acl, finish);
  addTest(acl, finish);
  addQuery(acl, finish);
  addDiff(acl, finish);
  addMinimise(acl, finish);
  addReach(acl, finish);
  addAssertCommand(acl, finish);
}

function addLint(acl: Command, finish: Finish): void {
  withCommon(acl.command("lint"))
    .description("Entries that nothing reaches: shadowed, redundant or empty, with the lines that cover them.")
    .argument("<path...>", "files and folders; - is standard input")
    .option("--acl <name>", "only lists of this name")
    .option("--open", "say too how open each list is: who may reach which service, by which lines", false)
    .option(
      "--internal <network>",
      "with --open, a network on the inside; may be given several times (private addresses if not given)",
      (value: string, previous: readonly string[]) => [...previous, value],
      [],
    )
    .option("--all", "show partial overlaps and every covering entry too", false)
    .addHelpText(
      "after",
      "\nExit codes: 0 every entry is reached, 1 an entry is not, 2 wrong use, 4 a file, or lines that may bear on a list, were not understood",
    )
    .action(async (paths: string[], options: LintOptions) => {
      const { lintLists } = await import("./acl-lint.ts");
      finish(lintLists(paths, options));
    });
}

function addTest(acl: Command, finish: Finish): void {
  withCommon(withList(acl.command("test")))
    .description("What becomes of one packet, the entry that decides it, and why each earlier one does not.")
    .argument("<path>", "a file; - is standard input")
    .argument("<packet...>", 'such as "tcp 192.0.2.1:1024 > 198.51.100.7:22 syn"')
    .addOption(new Option("--expect <action>", "exit 1 where it is not so").choices(["permit", "deny"]))
    .option("--all", "show every earlier entry", false)
    .addHelpText(
      "after",
      `${packets}\nExit codes: 0 known, and as expected; 1 not as expected, or it cannot be known; 2 wrong use; 4 not understood`,
    )
    .action(async (path: string, words: string[], options: TestOptions) => {
      const { testPacket } = await import("./acl-test.ts");
      finish(testPacket(path, words, options));
    });
}

function addQuery(acl: Command, finish: Finish): void {
  withCommon(withList(acl.command("query")))
    .description("The packets that a list permits, or denies, within a space: few blocks, all of them, proved.")
    .argument("<path>", "a file; - is standard input")
    .argument("[space...]", 'such as "tcp 10.0.0.0/8 > any:22,443"; every packet without one')
    .addOption(new Option("--permit", "packets that it permits; this is the default").conflicts("deny"))
    .addOption(new Option("--deny", "packets that it denies"))
    .option("--lines", "show the entry that decides each block", false)
    .option("--all", "show every block", false)
    .addHelpText(
      "after",
      `${packets}\nExit codes: 0 all are known, 1 some cannot be known, 2 wrong use, 4 not understood`,
    )
    .action(async (path: string, words: string[], options: QueryOptions) => {
      const { queryList } = await import("./acl-query.ts");
      finish(queryList(path, words, options));
    });
}

function addDiff(acl: Command, finish: Finish): void {
  withCommon(acl.command("diff"))
    .description(
      "The packets that one list permits and the other does not, both ways; or the proof that there are none.",
    )
    .argument("<a>", "a file; - is standard input")
    .argument("<b>", "another, of the same vendor or not")
    .option("--acl <name>", "the list; without it each is compared with the one of its name")
    .option("--acl-b <name>", "the list of the second file, where it has another name")
    .addOption(new Option("--os-b <type>", "take the second file for this type").choices(parsers.map(({ id }) => id)))
    .option("--fragments", "let later fragments count too where the two platforms treat them differently", false)
    .option("--all", "show every block", false)
    .addHelpText(
      "after",
      "\nExit codes: 0 equal, proved; 1 different, unknown, or a list without partner; 2 wrong use; 4 not understood",
    )
    .action(async (a: string, b: string, options: DiffOptions) => {
      const { diffLists } = await import("./acl-diff.ts");
      finish(diffLists(a, b, options));
    });
}

function addMinimise(acl: Command, finish: Finish): void {
  withCommon(withList(acl.command("minimise")))
    .description(
      "Entries that may go, or be one, with the proof that every packet is decided as before. Edits nothing.",
    )
    .argument("<path>", "a file; - is standard input")
    .option("--all", "show every proposal, and what was left alone", false)
    .addHelpText(
      "after",
      "\nExit codes: 0 nothing can be smaller, 1 something can, or it cannot be known; 2 wrong use; 4 not understood",
    )
    .action(async (path: string, options: MinimiseOptions) => {
      const { minimiseList } = await import("./acl-minimise.ts");
      finish(minimiseList(path, options));
    });
}

function addReach(acl: Command, finish: Finish): void {
  withCommon(acl.command("reach"))
    .description("Who reaches the management of a device: the sources that pass everything on their way together.")
    .argument("<path>", "a file; - is standard input")
    .option("--service <name>", "only this service, such as ssh")
    .option(
      "--outside <network>",
      "only who is not in this network; may be given several times",
      (value: string, previous: readonly string[]) => [...previous, value],
      [],
    )
    .option("--all", "show what keeps others out too, and every interface", false)
    .addHelpText(
      "after",
      "\nExit codes: 0 all is known, and with --outside nobody else gets through; 1 otherwise; 2 wrong use; 4 not understood",
    )
    .action(async (path: string, options: ReachOptions) => {
      const { reachManagement } = await import("./acl-reach.ts");
      finish(reachManagement(path, options));
    });
}

function withList(command: Command): Command {
  return command.option("--acl <name>", "the list, where the file has several; ipv6:NAME where two families share it");
}

function withCommon(command: Command): Command {
  return withOutputs(command, ["table", "json"]).addOption(
    new Option("--os <type>", "take every input for this type instead of recognising it").choices(
      parsers.map(({ id }) => id),
    ),
  );
}
