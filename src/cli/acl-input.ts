import { doubtOver } from "../audit/audit-device.ts";
import { decodeText, maximumFileBytes } from "../intake/decode-text.ts";
import { describeRefusal, refuse, type Refusal } from "../intake/failures.ts";
import { namedLists, type NamedList } from "../acl/named-lists.ts";
import type { AclSet } from "../model/acl.ts";
import type { DeviceConfig, ModelArea, OperatingSystem } from "../model/device-config.ts";
import { knownValue } from "../model/fact.ts";
import { parsers } from "../../parsers/index.ts";
import { splitLines } from "../../parsers/lib/ledger.ts";
import { recognise } from "../../parsers/recognise.ts";
import type { FailedInput } from "../report/audit-report.ts";
import type { Quote } from "../report/acl/quoted.ts";
import { redact } from "../secrets/redact.ts";
import { readInput } from "./read-inputs.ts";

/** A configuration whose lists are asked about. */
export interface AclInput {
  readonly path: string;
  readonly os: OperatingSystem;
  readonly hostname: string | null;
  readonly device: DeviceConfig;
  readonly lists: readonly NamedList[];
  readonly mac: readonly AclSet[];
  /** Redacted text of a line. */
  readonly quote: Quote;
  /** Why what is said of a list may not be the whole truth, in one sentence; null where nothing stands in the way. */
  doubtOver(list: { readonly needs: readonly ModelArea[] }): string | null;
}

export type ReadAclInput =
  | { readonly ok: true; readonly input: AclInput }
  | { readonly ok: false; readonly failed: FailedInput };

/** Reads the lists of one file, or says in one sentence why it cannot. */
export function readAclInput(path: string, os: OperatingSystem | undefined): ReadAclInput {
  const bytes = readInput(path);
  if (!bytes.ok) return failed(path, bytes);
  const decoded = decodeText(bytes.bytes, maximumFileBytes);
  if (!decoded.ok) return failed(path, decoded);
  const parser = os === undefined ? recognise(decoded.text) : (parsers.find(({ id }) => id === os) ?? null);
  if (parser === null) return failed(path, refuse("unknown-type", null, 1));
  const parsed = parser.parse(decoded.text);
  const { config, secrets } = parsed;
  let lines: readonly string[] | null = null;
  const input: AclInput = {
    path,
    os: config.os,
    hostname: knownValue(config.identity.hostname) ?? null,
    device: config,
    ...namedLists(config),
    quote(line) {
      lines ??= splitLines(redact(decoded.text, secrets));
      return (lines[line - 1] ?? "").trim();
    },
    doubtOver: ({ needs }) => doubtOver(needs, parsed)?.why ?? null,
  };
  return { ok: true, input };
}

/** Reads the lists of a file, or tells on standard error why it cannot and gives null: exit code 4. */
export function readOrTell(path: string, os: OperatingSystem | undefined): AclInput | null {
  const read = readAclInput(path, os);
  if (read.ok) return read.input;
  process.stderr.write(`${read.failed.message}\n`);
  return null;
}

function failed(path: string, refusal: Refusal): ReadAclInput {
  return { ok: false, failed: { path, line: refusal.line, message: describeRefusal(path, refusal) } };
}
