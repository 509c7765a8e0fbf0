import type { Identity } from "../../src/model/device-config.ts";
import { byDefault, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { Header } from "./header.ts";
import { text, type Source } from "./source.ts";

export function readIdentity(source: Source, header: Header): Identity {
  return {
    vendor: "Fortinet",
    hostname: hostname(source, header),
    osVersion: stated(header.version, "The text has no #config-version line with a version."),
    model: stated(header.model, "The text has no #config-version line with a model."),
    serial: stated(header.serial, "FortiOS does not print its serial number in the configuration."),
  };
}

function hostname(source: Source, header: Header): Fact<string | null> {
  const global = source.tables.single("system global");
  if (global?.settings.has("hostname") === true) return source.fact(global, "system global", "hostname", text);
  if (header.hostname !== null) return read(header.hostname.value, header.hostname.at);
  if (source.version === null) return unknownFact("The text names no host.");
  return byDefault(null, "FortiOS: the host name is the serial number unless set");
}

function stated(value: Header["version"], why: string): Fact<string | null> {
  return value === null ? unknownFact(why) : read(value.value, value.at);
}
