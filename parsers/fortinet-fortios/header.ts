import { lines as lineRanges, type LineRange } from "../../src/model/fact.ts";
import type { Lines } from "../lib/ledger.ts";
import { parseVersion, type Version } from "./version.ts";

interface Stated {
  readonly value: string;
  readonly at: readonly LineRange[];
}

/** What the lines outside of every block tell of the device. */
export interface Header {
  readonly model: Stated | null;
  readonly version: Stated | null;
  readonly parsed: Version | null;
  readonly serial: Stated | null;
  readonly hostname: Stated | null;
  /** True where the command that printed the text was `show full-configuration`. */
  readonly full: boolean;
  /** Lines that belong to the header. */
  readonly read: readonly number[];
}

/**
 * Reads `#config-version=MODEL-VERSION-FW-buildN-DATE:opmode=…` (first line of every FortiOS
 * configuration), the lines of `get system status` that collectors put before it as comments, and
 * the prompt with the command.
 */
export function readHeader(lines: Lines, comments: readonly { line: number; text: string }[]): Header {
  const header: { -readonly [K in keyof Header]: Header[K] } & { read: number[] } = {
    model: null,
    version: null,
    parsed: null,
    serial: null,
    hostname: null,
    full: false,
    read: [],
  };
  let first = 0;
  while (lines.at(first)?.trim() === "") first += 1;
  const command = lines.at(first) ?? "";
  if (isPrompt(command)) {
    header.read.push(first + 1);
    header.full = command.includes("full-configuration");
    const at = command.indexOf("#config-version=");
    if (at >= 0) configVersion(header, command.slice(at), first + 1);
  }
  for (const { line, text } of comments) {
    if (text.startsWith("#config-version=")) configVersion(header, text, line);
    else if (statusLine(header, text, line)) header.read.push(line);
    else if (/^#(buildno|global_vdom|conf_file_ver|private-encryption-key|password-policy)\b/.test(text)) {
      header.read.push(line);
    }
  }
  return header;
}

/** A prompt such as "FGT-1 # show", "FGT-1 (root) $ ". */
export function isPrompt(text: string): boolean {
  return /^[\w.-]{1,64} (\([\w.-]{1,64}\) )?[#$]( |$)/.test(text.trimStart());
}

type Draft = { -readonly [K in keyof Header]: Header[K] } & { read: number[] };

function configVersion(header: Draft, text: string, line: number): void {
  header.read.push(line);
  if (header.model !== null) return;
  const [stamp = ""] = text.slice("#config-version=".length).split(":", 1);
  const [model = "", version = ""] = stamp.split("-");
  const at = lineRanges(line);
  if (model !== "") header.model = { value: model, at };
  const parsed = parseVersion(version);
  if (parsed === null) return;
  header.parsed = parsed;
  header.version = { value: version, at };
}

function statusLine(header: Draft, text: string, line: number): boolean {
  const body = text.slice(1).trim();
  const at = lineRanges(line);
  const colon = body.indexOf(":");
  if (colon < 0) return false;
  const name = body.slice(0, colon).trim();
  const value = body.slice(colon + 1).trim();
  if (name === "Serial-Number") header.serial ??= { value, at };
  else if (name === "Hostname") header.hostname ??= { value, at };
  else if (name === "Version") {
    const word = /^\S{1,64} v(\d+\.\d+\.\d+)\b/.exec(value)?.[1];
    if (word === undefined) return false;
    header.version ??= { value: word, at };
    header.parsed ??= parseVersion(word);
  } else return false;
  return true;
}
