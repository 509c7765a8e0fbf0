import type { Identity } from "../../src/model/device-config.ts";
import { read, unknownFact, type Fact } from "../../src/model/fact.ts";
import { notWhole, type Context } from "./context.ts";
import type { Said } from "./device-output.ts";
import { child, markTree, stated, value } from "./reading.ts";

/** The host name from the configuration; release, model and serial number from what the device says beside it. */
export function readIdentity(context: Context): Identity {
  const { system, output } = context;
  const name = value(system, "host-name");
  markTree(child(system, "domain-name"));
  return {
    vendor: context.os === "vyos" ? "VyOS" : "Ubiquiti",
    hostname:
      name === undefined
        ? unknownFact(!context.isWhole ? notWhole : "No host name is set.")
        : stated<string | null>(name.text, name.node),
    osVersion: said(output.release, "The text has no foot with the release, and no output of show version."),
    model: said(output.model, "The configuration does not tell the model."),
    serial: said(output.serial, "The configuration does not tell the serial number."),
  };
}

function said(what: Said | null, missing: string): Fact<string | null> {
  return what === null ? unknownFact(missing) : read<string | null>(what.text, what.line);
}
