import { readFileSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { Value } from "typebox/value";
import type { CredentialReference, SnmpKind } from "../secrets/resolve-credentials.ts";
import { isRecord } from "../yaml/shape-problems.ts";
import { readYaml } from "../yaml/yaml-text.ts";
import {
  defaultSettings,
  type Inventory,
  type InventoryDevice,
  type InventoryProblem,
  type InventoryReading,
} from "./inventory.ts";
import { referenceProblems } from "./reference-problems.ts";
import { inventorySchema, type InventoryData } from "./schema.ts";
import { inventoryShapeProblems } from "./shape-problems.ts";

const greatestFile = 32 * 1024 * 1024;

/** Reads an inventory file. `profiles` are the ids that devices may name; null leaves them unchecked. */
export function loadInventory(file: string, profiles: readonly string[] | null): InventoryReading {
  try {
    if (statSync(file).size > greatestFile) return whole(file, "The file is larger than 32 MiB.");
    const text = new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file));
    return readInventory(file, text, profiles);
  } catch (error) {
    if (error instanceof TypeError) return whole(file, "The file is not UTF-8 text.");
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
    return whole(file, `The file cannot be read (${code}).`);
  }
}

/** Reads the text of an inventory; `file` is named in problems, and paths are relative to its folder. */
export function readInventory(file: string, text: string, profiles: readonly string[] | null): InventoryReading {
  const reading = readYaml(text, { aliases: 100 });
  if (!reading.ok) return { ok: false, problems: reading.faults.map((fault) => ({ file, path: "", ...fault })) };
  const data = withoutEmptySections(reading.data ?? {});
  let found = inventoryShapeProblems(data);
  if (found.length === 0 && isInventoryData(data)) {
    found = referenceProblems(data, profiles);
    if (found.length === 0) return { ok: true, inventory: inventoryOf(data, dirname(file)) };
  }
  const problems = found.map(({ path, message }) => ({
    file,
    ...reading.placeOf(path),
    path: path.join("."),
    message,
  }));
  return { ok: false, problems };
}

/** "inventory.yaml:3:5: devices.0.host: …" */
export function problemLine({ file, line, column, path, message }: InventoryProblem): string {
  return `${file}:${line}:${column}: ${path === "" ? "" : `${path}: `}${message}`;
}

function whole(file: string, message: string): InventoryReading {
  return { ok: false, problems: [{ file, line: 1, column: 1, path: "", message }] };
}

/** "devices:" with nothing below is an empty section; so is a site without words. */
function withoutEmptySections(data: unknown): unknown {
  if (!isRecord(data) || Array.isArray(data)) return data;
  const sections = Object.entries(data).filter(([, value]) => value !== null);
  return Object.fromEntries(
    sections.map(([name, value]) => {
      if (name !== "sites" || !isRecord(value) || Array.isArray(value)) return [name, value];
      return [name, Object.fromEntries(Object.entries(value).map(([site, words]) => [site, words ?? {}]))];
    }),
  );
}

function isInventoryData(data: unknown): data is InventoryData {
  return Value.Check(inventorySchema, data);
}

function inventoryOf(data: InventoryData, folder: string): Inventory {
  return {
    devices: (data.devices ?? []).map(deviceOf),
    sites: Object.entries(data.sites ?? {}).map(([name, { description }]) => ({
      name,
      description: description ?? null,
    })),
    credentials: new Map(
      Object.entries(data.credentials ?? {}).map(([name, reference]) => [name, referenceOf(reference, folder)]),
    ),
    schedules: (data.schedules ?? []).map(({ name, cron, timezone, all, devices, sites }) => ({
      name,
      cron,
      timezone: timezone ?? null,
      devices: all === true ? ("all" as const) : (devices ?? []),
      sites: sites ?? [],
    })),
    settings: { ...defaultSettings, ...data.settings },
  };
}

function deviceOf(device: NonNullable<InventoryData["devices"]>[number]): InventoryDevice {
  const { name, host, port, profile, site, credentials, legacyAlgorithms, timeouts, snmp } = device;
  return {
    name,
    host,
    port: port ?? 22,
    profile: profile ?? null,
    site: site ?? null,
    credentials,
    legacyAlgorithms: legacyAlgorithms ?? false,
    timeouts: timeouts ?? {},
    snmp: snmp === undefined ? null : { kind: kindOf(snmp), port: snmp.port ?? 161, credentials: snmp.credentials },
  };
}

function kindOf({
  version,
  authProtocol,
  privProtocol,
}: NonNullable<NonNullable<InventoryData["devices"]>[number]["snmp"]>): SnmpKind {
  if (version === "v2c") return { version };
  const privacy = privProtocol ?? "aes";
  return { version, authProtocol: authProtocol ?? "sha256", privProtocol: privacy === "none" ? null : privacy };
}

function referenceOf(
  { env, file, sealed }: NonNullable<InventoryData["credentials"]>[string],
  folder: string,
): CredentialReference {
  if (file !== undefined) return { file: resolve(folder, file) };
  return sealed === undefined ? { env: env ?? {} } : { sealed };
}
