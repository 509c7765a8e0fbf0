import { describe, expect, it } from "vitest";
import { openBlocks, openBraces } from "../../src/collect/balance.ts";
import { comparableText } from "../../src/collect/comparable.ts";
import { assess } from "../../src/collect/configuration.ts";
import { fortigate } from "../../src/demo/configs/fortigate.ts";
import { iosRouter } from "../../src/demo/configs/ios-router.ts";
import { iosSwitch } from "../../src/demo/configs/ios-switch.ts";
import { junosSrx } from "../../src/demo/configs/junos-srx.ts";
import type { Profile } from "../../src/profiles/profile.ts";
import { loadProfiles } from "../../src/profiles/load-profiles.ts";

const { profiles } = loadProfiles();

function profileOf(id: string): Profile {
  const profile = profiles.get(id);
  if (profile === undefined) throw new Error(`no profile ${id}`);
  return profile;
}

describe("braces", () => {
  it.each([
    [["a {", "}"], 0],
    [["a {", "b {", "}"], 1],
    [["}", "a {"], -1],
    [['message "a { \\" b {";'], 0],
    [["/* a { ", " b { */", "c;"], 0],
    [["/* a"], 1],
    [["a; ## SECRET { x"], 0],
    [["# a {", "b;"], 0],
    [['x "#"; {'], 1],
  ])("%j leaves %i open", (lines, open) => {
    expect(openBraces(lines)).toBe(open);
  });
});

describe("config blocks", () => {
  it.each([
    [["config system global", "    set a b", "end"], 0],
    [["config a", "edit 1", "config b", "end", "next"], 1],
    [["config vdom", "edit root", "config a", "end", "end"], 0],
    [["end"], -1],
    [['set buffer "', "end", "config x", '"'], 0],
    [['set comment "a \\" b"', "config a", "end"], 0],
    [['set comment "a'], 1],
    [["#config-version=x"], 0],
  ])("%j leaves %i open", (lines, open) => {
    expect(openBlocks(lines)).toBe(open);
  });
});

describe("every cut of a configuration is noticed", () => {
  const whole = [
    ["cisco-ios", iosRouter],
    ["cisco-ios", iosSwitch],
    ["juniper-junos", junosSrx],
    ["fortinet-fortios", fortigate],
  ] as const;

  it.each(whole)("%s", (id, text) => {
    const lines = text.trimEnd().split("\n");
    const kinds = lines.map((_line, index) => assess(profileOf(id), lines.slice(0, index + 1)).kind);
    const taken = kinds.flatMap((kind, index) => (kind === "whole" ? [lines[index]] : []));
    expect(kinds.at(-1)).toBe("whole");
    // Where braces and blocks close at the top, only the prompt that follows tells that it goes on.
    expect(taken.filter((line) => line !== "end" && line !== "}")).toEqual([]);
    expect(id === "cisco-ios" ? taken.length : 1).toBe(1);
  });
});

describe("what is left out of the comparison", () => {
  it.each([
    ["cisco-ios", "! Last configuration change at 09:12:44 UTC Mon Mar 2 2026 by mbauer", ""],
    ["cisco-ios", "! NVRAM config last updated at 16:40:10 UTC Thu Feb 26 2026", ""],
    ["cisco-ios", "! No configuration change since last restart", ""],
    ["cisco-ios", "Current configuration : 20546 bytes", ""],
    ["cisco-ios", "ntp clock-period 17179866", ""],
    ["cisco-ios", "ntp server 192.0.2.1", "ntp server 192.0.2.1\n"],
    ["cisco-ios", "enable secret 9 FAKE", "enable secret 9 FAKE\n"],
    ["juniper-junos", "## Last commit: 2024-12-06 11:41:05 UTC by root", ""],
    ["fortinet-fortios", "        set password ENC FAKEENC", "        set password ENC *\n"],
    ["fortinet-fortios", "#conf_file_ver=440000000000001", ""],
    [
      "fortinet-fortios",
      "#config-version=FGT91G-7.4.7-FW-build2731-250120:opmode=1:vdom=0:user=redoubt",
      "#config-version=FGT91G-7.4.7-FW-build2731-250120:*\n",
    ],
    [
      "fortinet-fortios",
      '    set private-key "-----BEGIN ENCRYPTED PRIVATE KEY-----\nFAKE\n-----END ENCRYPTED PRIVATE KEY-----"\n    next',
      "    next\n",
    ],
    ["fortinet-fortios", "config firewall internet-service-name\nedit x\nend\nconfig a", "config a\n"],
  ])("%s: %j", (id, text, comparable) => {
    expect(comparableText(profileOf(id), text.split("\n"))).toBe(comparable);
  });
});
