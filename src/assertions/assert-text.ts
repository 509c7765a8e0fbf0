import { basename } from "node:path";
import { decodeText } from "../intake/decode-text.ts";
import { refuse, type Refusal } from "../intake/failures.ts";
import type { OperatingSystem } from "../model/device-config.ts";
import { parsers } from "../../parsers/index.ts";
import { recognise } from "../../parsers/recognise.ts";
import { assertDevice, type AssertedDevice } from "./assert-device.ts";
import type { DeviceAssertion } from "./document.ts";

export interface AssertTextOptions {
  readonly assertions: readonly DeviceAssertion[];
  /** The language, where it is known; else it is recognised by content. */
  readonly os?: OperatingSystem | undefined;
  /** What the inventory or the caller calls the device; without it the file's name. */
  readonly name?: string | undefined;
  readonly path: string;
  /** Bytes that the text may have, where it is not the bound of what comes over a network. */
  readonly mostBytes?: number | undefined;
}

/** From bytes to what the assertions come to: the same for files, posted texts and stored configurations. */
export function assertText(
  bytes: Uint8Array,
  { assertions, os, name, path, mostBytes }: AssertTextOptions,
): { readonly ok: true; readonly device: AssertedDevice } | Refusal {
  const decoded = decodeText(bytes, mostBytes);
  if (!decoded.ok) return decoded;
  const parser = os === undefined ? recognise(decoded.text) : (parsers.find(({ id }) => id === os) ?? null);
  if (parser === null) return refuse("unknown-type", null, 1);
  const names = [name ?? basename(path).replace(/\.[A-Za-z0-9]{1,8}$/, "")];
  const config = { path, names, text: decoded.text, parsed: parser.parse(decoded.text) };
  return { ok: true, device: assertDevice(config, assertions) };
}
