import { prepare, type Decision } from "../acl/decide.ts";
import { zoneNames, type Conditions, type Zones } from "../acl/sets/conditions.ts";
import type { NamedList } from "../acl/named-lists.ts";
import { packetsWhere } from "../acl/packets-where.ts";
import { protocolsWithPorts, type Packet } from "../acl/sets/packet.ts";
import type { OperatingSystem } from "../model/device-config.ts";
import { testJson, testTable, type Otherwise, type TestReport } from "../report/acl/test-report.ts";
import { readOrTell } from "./acl-input.ts";
import { chooseList } from "./acl-lists.ts";
import { packetOfWords, spaceOfWords } from "./acl-words.ts";
import { checkZoneNames } from "./acl-zones.ts";
import { exitCodes, UsageError, worstExitCode, type ExitCode } from "./exit-codes.ts";
import { jsonText, outputs, type OutputOptions } from "./outputs.ts";
import { terminalLook } from "./terminal-look.ts";

export interface TestOptions extends OutputOptions<"table" | "json"> {
  readonly acl?: string;
  readonly os?: OperatingSystem;
  readonly expect?: "permit" | "deny";
  readonly all: boolean;
}

/**
 * `redoubt acl test FILE PACKET`: what becomes of one packet, and why. Exit code 0 where that is known and as expected, 1
 * where it is not, 4 where lines that may bear on the list were not understood.
 */
export function testPacket(path: string, words: readonly string[], options: TestOptions): ExitCode {
  const write = outputs(options, ["table", "json"]);
  const { packet, assumed } = packetOfWords(words);
  const input = readOrTell(path, options.os);
  if (input === null) return exitCodes.notUnderstood;
  const list = chooseList(input, options.acl, "--acl", packet.family);
  checkZoneNames(input, list, zonesOf(packet.fromZone), zonesOf(packet.toZone));
  const said = [...assumed.map(({ text }) => text), ...assumedNames(list, packet)];
  const decision = decide(list, packet);
  const report: TestReport = {
    path,
    list,
    quote: input.quote,
    packet,
    assumed: said,
    decision,
    otherwise: said.length === 0 ? nothingElse : decidedOtherwise(list, packet, decision, spaceOfWords(words)),
    doubt: input.doubtOver(list),
  };
  const code = judge(report, options.expect);
  write((format, terminal) =>
    format === "json"
      ? jsonText(testJson(report))
      : testTable(report, { ...terminalLook(terminal), all: options.all, conclusion: conclude(code, report, options) }),
  );
  return code;
}

/** Throws UsageError where the list has nothing to say of such a packet. */
function decide(list: NamedList, packet: Packet): Decision {
  const decision = prepare(list.filter).decide(packet);
  if (decision === null)
    throw new UsageError(`The packet is of IPv${packet.family}, and ${list.name} is a list of ${list.family}.`);
  checkFragment(list, packet);
  checkZones(list, packet);
  return decision;
}

/** Where a later fragment is judged by whatever stands in the header's place, somebody has to say what that is. */
function checkFragment({ filter, name }: NamedList, { fragment, protocol, destinationPort, icmp }: Packet): void {
  if (fragment !== "later" || filter.laterFragments !== "like-whole-packets") return;
  const missing = protocolsWithPorts.includes(protocol)
    ? destinationPort === null
    : (protocol === 1 || protocol === 58) && icmp === null;
  if (missing)
    throw new UsageError(
      `${name} judges a later fragment as it does a whole packet: write the ports (or the ICMP type) that it is taken to have.`,
    );
}

/** Policies that ask for zones say nothing of a packet that has none. */
function checkZones({ filter, name }: NamedList, { fromZone, toZone }: Packet): void {
  const ask = [
    ["from", fromZone, filter.clauses.map(({ conditions }) => conditions.fromZones)],
    ["to", toZone, filter.clauses.map(({ conditions }) => conditions.toZones)],
  ] as const;
  for (const [word, zone, asked] of ask) {
    const zones = new Set(asked.flatMap(zoneNames));
    if (zone !== null || zones.size === 0) continue;
    const some = [...zones].slice(0, 8).join(", ");
    throw new UsageError(`${name} asks for zones: add ${word}= with one of ${some}${zones.size > 8 ? "…" : ""}.`);
  }
}

function zonesOf(zone: string | null): Zones {
  return zone === null ? "any" : [zone];
}

/** Applications and users that a packet does not name are none of those that the policies name. */
function assumedNames({ filter }: NamedList, { application, user }: Packet): string[] {
  const asks = (key: "applications" | "users") => filter.clauses.some(({ conditions }) => conditions[key] !== "any");
  return [
    ...(application === null && asks("applications") ? ["no application that the policies name"] : []),
    ...(user === null && asks("users") ? ["no user that the policies name"] : []),
  ];
}

const nothingElse: Otherwise = { packet: null, complete: true };

/** A packet like this one but for what was assumed, and not decided like it. */
function decidedOtherwise(
  { filter }: NamedList,
  packet: Packet,
  { action }: Decision,
  space: readonly Conditions[],
): Otherwise {
  if (action === "unknown") return nothingElse;
  const opposite = action === "permit" ? "deny" : "permit";
  const within = space.map((conditions) => ({ ...conditions, fragments: [packet.fragment], dscp: [packet.dscp] }));
  const { regions, uncertain, complete } = packetsWhere([{ filter, action: opposite }], within, { first: true });
  const found = regions[0] ?? uncertain[0];
  return found === undefined ? { packet: null, complete } : { packet: found.witness, complete: true };
}

function judge({ decision, doubt }: TestReport, expected: "permit" | "deny" | undefined): ExitCode {
  const codes: ExitCode[] = [];
  if (decision.action === "unknown" || decision.action !== (expected ?? decision.action))
    codes.push(exitCodes.findings);
  if (doubt !== null) codes.push(exitCodes.notUnderstood);
  return worstExitCode(codes);
}

function conclude(code: ExitCode, { decision }: TestReport, options: TestOptions): string {
  if (code === exitCodes.notUnderstood)
    return "Exit code 4: not everything that bears on this list was understood; the note above says what.";
  if (code === exitCodes.clean)
    return options.expect === undefined ? "Exit code 0: known." : `Exit code 0: ${options.expect}, as expected.`;
  return decision.action === "unknown"
    ? "Exit code 1: what becomes of this packet cannot be known."
    : `Exit code 1: ${decision.action}, and ${options.expect ?? "something else"} was expected.`;
}
