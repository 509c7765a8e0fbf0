import { basename } from "node:path";
import { decodeText } from "../intake/decode-text.ts";
import { refuse, type Refusal } from "../intake/failures.ts";
import type { OperatingSystem } from "../model/device-config.ts";
import { knownValue } from "../model/fact.ts";
import { parsers } from "../../parsers/index.ts";
import type { ParseResult } from "../../parsers/parser.ts";
import { recognise } from "../../parsers/recognise.ts";
import type { AuditSettings, Rule } from "../rules/rule.ts";
import { auditDevice, type DeviceAudit } from "./audit-device.ts";

export interface AuditedText {
  readonly ok: true;
  /** The text as the parser saw it: line numbers are those of the input. */
  readonly text: string;
  readonly parsed: ParseResult;
  readonly audit: DeviceAudit;
}

export interface AuditTextOptions {
  readonly rules: readonly Rule[];
  /** The language, where it is known; else it is recognised by content. */
  readonly os?: OperatingSystem | undefined;
  /** Identity for findings; without it the host name, and without that the path's last part. */
  readonly device?: string | undefined;
  readonly path: string;
  /** What the user told beside the configuration. */
  readonly settings?: AuditSettings | undefined;
  /** Bytes that the text may have, where it is not the bound of what comes over a network. */
  readonly mostBytes?: number | undefined;
}

/** The whole pure way from bytes to findings: the same for files, posted texts and pulled configurations. */
export function auditText(bytes: Uint8Array, options: AuditTextOptions): AuditedText | Refusal {
  const { rules, os, device, path, settings, mostBytes } = options;
  const decoded = decodeText(bytes, mostBytes);
  if (!decoded.ok) return decoded;
  const parser = os === undefined ? recognise(decoded.text) : (parsers.find(({ id }) => id === os) ?? null);
  if (parser === null) return refuse("unknown-type", null, 1);
  const parsed = parser.parse(decoded.text);
  const name = device ?? knownValue(parsed.config.identity.hostname) ?? basename(path);
  return { ok: true, text: decoded.text, parsed, audit: auditDevice(parsed, rules, name, settings) };
}
