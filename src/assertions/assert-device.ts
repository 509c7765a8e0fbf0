import type { DecidingEntry, ListVerdict, Where } from "../acl/assertions/assertion.ts";
import { checkAssertion } from "../acl/assertions/assertions.ts";
import { fitsGlob } from "../acl/assertions/glob.ts";
import { packetText } from "../acl/text/packet-text.ts";
import type { Packet } from "../acl/sets/packet.ts";
import { doubtOver } from "../audit/audit-device.ts";
import type { DeviceConfig, ModelArea } from "../model/device-config.ts";
import { knownValue, type LineRange } from "../model/fact.ts";
import { splitLines } from "../../parsers/lib/ledger.ts";
import type { Coverage, ParseProblem, ParseResult } from "../../parsers/parser.ts";
import { redact } from "../secrets/redact.ts";
import type { DeviceAssertion } from "./document.ts";

/** What an assertion comes to on one list of one device; texts are redacted. */
export interface AssertionResult extends Omit<ListVerdict, "at" | "counterexample" | "decidedBy"> {
  /** Name of the assertion. */
  readonly assertion: string;
  readonly lines: readonly LineRange[];
  readonly counterexample: ({ readonly text: string } & Packet) | null;
  /** The entry that decides the counterexample, by its first line; null where none does. */
  readonly decidedBy: { readonly line: number | null; readonly text: string; readonly label: string } | null;
}

/** What a document of assertions comes to on one configuration. */
export interface AssertedDevice {
  /** As the user named it. */
  readonly path: string;
  readonly hostname: string | null;
  readonly os: string;
  readonly osVersion: string | null;
  readonly coverage: Coverage;
  readonly problems: readonly ParseProblem[];
  /** In the order of the assertions; none of those that are not for this device. */
  readonly results: readonly AssertionResult[];
}

export interface ConfigToAssert {
  readonly path: string;
  /** Names that patterns may mean beside the host name, such as the inventory's. */
  readonly names: readonly string[];
  readonly text: string;
  readonly parsed: ParseResult;
}

/** Judges one configuration by every assertion that is for its device. */
export function assertDevice(
  { path, names, text, parsed }: ConfigToAssert,
  assertions: readonly DeviceAssertion[],
): AssertedDevice {
  const { config, coverage, problems } = parsed;
  const hostname = knownValue(config.identity.hostname) ?? null;
  const known = hostname === null ? names : [hostname, ...names];
  let redacted: readonly string[] | null = null;
  const quote = (line: number): string => {
    redacted ??= splitLines(redact(text, parsed.secrets));
    return (redacted[line - 1] ?? "").trim();
  };
  const results = assertions
    .filter((assertion) => isFor(assertion, known, config.os))
    .flatMap((assertion) =>
      verdictsOf(config, assertion).map((verdict) =>
        resultOf(assertion.name, doubted(verdict, assertion.where, parsed), quote),
      ),
    );
  return {
    path,
    hostname,
    os: config.os,
    osVersion: knownValue(config.identity.osVersion) ?? null,
    coverage,
    problems,
    results,
  };
}

/** An assertion that breaks has not decided anything, and stops no other. */
function verdictsOf(config: DeviceConfig, assertion: DeviceAssertion): readonly ListVerdict[] {
  try {
    return checkAssertion(config, assertion);
  } catch (error) {
    // The error's own text may quote the configuration, so only its kind is told.
    const kind = error instanceof Error ? error.name : typeof error;
    return [
      {
        outcome: "unknown",
        message: `The check broke on this configuration (${kind}).`,
        list: null,
        family: null,
        service: null,
        interface: null,
        direction: null,
        at: [],
        counterexample: null,
        decidedBy: null,
      },
    ];
  }
}

/** Host names do not differ by case (RFC 4343). */
function isFor({ devices, os }: DeviceAssertion, names: readonly string[], own: string): boolean {
  if (os !== null && !os.some((each) => each === own)) return false;
  if (devices === null) return true;
  return devices.some((pattern) => names.some((name) => fitsGlob(pattern.toLowerCase(), name.toLowerCase())));
}

/** Parts of the model that an assertion rests on; the first is where its lists themselves are read. */
const needs: Readonly<Record<Where["kind"], readonly [ModelArea, ...ModelArea[]]>> = {
  lists: ["acls", "objects"],
  interfaces: ["acls", "objects", "interfaces"],
  zones: ["policies", "objects", "interfaces"],
  management: ["management.services", "management.logins", "interfaces", "acls", "policies", "objects", "snmp"],
};

const zonesAlone: readonly [ModelArea, ...ModelArea[]] = ["policies", "objects"];

/**
 * What was not understood turns "holds" into unknown, and "there is no such list" too. A failure that an entry decides
 * stands, unless what was not understood belongs to the lists themselves; one that no entry decides falls sooner.
 */
function doubted(verdict: ListVerdict, { kind }: Where, parsed: ParseResult): ListVerdict {
  const { outcome, list, decidedBy } = verdict;
  if (outcome === "unknown" || (outcome === "notApplicable" && list !== null)) return verdict;
  // Rules of PAN-OS name zones alone, whatever interfaces are in them.
  const all = kind === "zones" && parsed.config.os === "paloalto-panos" ? zonesAlone : needs[kind];
  const [own] = all;
  const close = kind === "management" ? all : [own];
  const doubt = doubtOver(outcome === "fails" && decidedBy !== null ? close : all, parsed);
  if (doubt === null || (outcome === "fails" && !doubt.near)) return verdict;
  const asRead = outcome === "fails" ? ` As far as it was read, this is so: ${verdict.message}` : "";
  return { ...verdict, outcome: "unknown", message: `${doubt.why}${asRead}`, at: doubt.at };
}

function resultOf(
  assertion: string,
  { at, counterexample, decidedBy, ...verdict }: ListVerdict,
  quote: (line: number) => string,
): AssertionResult {
  return {
    assertion,
    ...verdict,
    lines: at,
    counterexample: counterexample === null ? null : { text: packetText(counterexample), ...counterexample },
    decidedBy: decidedBy === null ? null : quoted(decidedBy, quote),
  };
}

function quoted({ label, at }: DecidingEntry, quote: (line: number) => string): AssertionResult["decidedBy"] {
  const line = at[0]?.[0] ?? null;
  return { line, text: line === null ? "" : quote(line), label };
}
