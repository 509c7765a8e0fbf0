import type { ModelArea } from "../../src/model/device-config.ts";
import type { Uncollected } from "../parser.ts";
import type { Draft } from "./draft.ts";

/** What a whole configuration holds and this text does not. */
export function uncollectedOf({ contexts, threatDefense, maskedCommunities }: Draft): readonly Uncollected[] {
  return [
    ...(maskedCommunities.length > 0 ? [communities] : []),
    ...(threatDefense ? [besideThreatDefense] : []),
    ...(contexts.length > 0 ? [contextFiles] : []),
  ];
}

const communities: Uncollected = {
  why: 'SNMP communities are masked: only "more system:running-config" shows what they are.',
  touches: ["snmp"],
};

const accounts: readonly ModelArea[] = [
  "users",
  "passwords",
  "aaa",
  "management.logins",
  "management.services",
  "management.ssh",
  "ntp",
  "dns",
  "banners",
  "policies",
];

const besideThreatDefense: Uncollected = {
  why: "Threat Defense keeps accounts, the shell's logins, time and names, and what Snort decides outside this configuration.",
  touches: accounts,
};

/** The system configuration of a device with contexts: each context has a file of its own ("config-url"). */
const contextFiles: Uncollected = {
  why: "The device has contexts, and the configuration of each stands in a file of its own.",
  touches: [
    ...accounts,
    "interfaces",
    "acls",
    "objects",
    "management.tls",
    "snmp",
    "logging",
    "smallServices",
    "routing",
    "vpn",
  ],
};
