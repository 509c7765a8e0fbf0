import { closeSync, openSync, writeSync } from "node:fs";
import { Option, type Command } from "commander";
import { batched, jsonPieces } from "../report/json-pieces.ts";
import { UsageError } from "./exit-codes.ts";

/** `--format` and `--output`, both of which may be given several times. */
export interface OutputOptions<Format extends string> {
  readonly format: readonly Format[];
  readonly output: readonly string[];
}

/** Adds `--format` and `--output` to a command that prints in these formats; the first of them is the default. */
export function withOutputs(command: Command, formats: readonly string[]): Command {
  return command
    .addOption(
      new Option("--format <format>", "what standard output shows; may be given several times")
        .choices(formats)
        .argParser((value: string, previous: readonly string[]) => [...previous, parseFormat(value, formats)])
        .default([], formats[0]),
    )
    .option(
      "-o, --output <format=path>",
      "also write a format to a file; may be given several times",
      (value: string, previous: readonly string[]) => [...previous, value],
      [],
    );
}

function parseFormat<Format extends string>(value: string, formats: readonly Format[]): Format {
  const format = formats.find((known) => known === value);
  if (format === undefined)
    throw new UsageError(`--format ${value}: there is no such format; known are ${formats.join(", ")}.`);
  return format;
}

/**
 * Where a command's result goes. Made before the work is done, so that a wrong option is told at once; throws UsageError
 * for it and for a file that cannot be written.
 */
export function outputs<Format extends string>(
  options: OutputOptions<Format>,
  formats: readonly [Format, ...Format[]],
): (render: (format: Format, terminal: boolean) => Iterable<string>) => void {
  const files = options.output.map((value) => parseOutput(value, formats));
  const shown = options.format.length === 0 ? [formats[0]] : options.format;
  return (render) => {
    for (const format of shown)
      for (const text of batched(render(format, process.stdout.isTTY))) process.stdout.write(text);
    for (const { format, path } of files) writeOutput(path, render(format, false));
  };
}

function parseOutput<Format extends string>(
  value: string,
  formats: readonly Format[],
): { readonly format: Format; readonly path: string } {
  const equals = value.indexOf("=");
  const path = value.slice(equals + 1);
  if (equals < 1 || path === "")
    throw new UsageError(`--output ${value}: write it as format=path, such as json=redoubt.json.`);
  return { format: parseFormat(value.slice(0, equals), formats), path };
}

function writeOutput(path: string, pieces: Iterable<string>): void {
  try {
    const file = openSync(path, "w");
    try {
      for (const text of batched(pieces)) writeSync(file, text);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw new UsageError(
      `--output ${path}: the file cannot be written (${error instanceof Error ? error.message : "unknown error"}).`,
    );
  }
}

/** A value as JSON text that ends with a line end. */
export function* jsonText(value: unknown): Generator<string> {
  yield* jsonPieces(value);
  yield "\n";
}
