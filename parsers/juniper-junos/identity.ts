import type { Identity } from "../../src/model/device-config.ts";
import { read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { LazyLines } from "../lib/lazy-lines.ts";
import { absent, type Context } from "./context.ts";
import { oneNode } from "./groups.ts";
import { placeOf, wordsTo, type ConfigNode } from "./node.ts";
import { entries, stated, value } from "./reading.ts";

/** What collectors write about the device above the configuration: "# Model: srx300", "# Chassis … serial …". */
export interface HeaderFacts {
  readonly model: Fact<string | null> | null;
  readonly serial: Fact<string | null> | null;
}

export function readHeader(lines: LazyLines): HeaderFacts {
  let model: Fact<string | null> | null = null;
  let serial: Fact<string | null> | null = null;
  for (const [index, text] of lines.slice(0, Math.min(lines.length, 200)).entries()) {
    if (!text.startsWith("#")) continue;
    const named = /^#+\s*Model:\s+(\S+)\s*$/.exec(text)?.[1];
    if (named !== undefined) model ??= read(named, index + 1);
    const chassis = /^#+\s*Chassis\s+(\S+)\s+(\S+)\s*$/.exec(text)?.[1];
    if (chassis !== undefined) serial ??= read(chassis, index + 1);
  }
  return { model, serial };
}

/** Whether only groups of cluster nodes or routing engines say it. */
function isOfOneNode(node: ConfigNode): boolean {
  return node.inherited && node.origins.every((origin) => oneNode.test(wordsTo(origin)[1] ?? ""));
}

/** The configuration names release and host; model and serial stand only in what a collector adds. */
export function readIdentity(context: Context, header: HeaderFacts): Identity {
  const version = value(context.root, "version");
  const hostname = value(context.system, "host-name");
  const others = hostname?.inherited === true ? entries(context.system, "host-name").filter(isOfOneNode) : [];
  return {
    vendor: "juniper",
    hostname:
      hostname !== undefined && isOfOneNode(hostname) && others.length > 1
        ? unknownFact(
            "Each node of the cluster has its own name; the text does not tell which node it was taken from.",
            placeOf(hostname).at,
          )
        : hostname === undefined
          ? absent(context, null, "no host-name is set")
          : stated(hostname.word, hostname),
    osVersion:
      version === undefined ? unknownFact("No version statement says the release.") : stated(version.word, version),
    model: header.model ?? unknownFact("A Junos configuration does not name the model."),
    serial: header.serial ?? unknownFact("A Junos configuration does not name the serial number."),
  };
}
