import { describe, expect, it } from "vitest";
import { outcomesOf, type Case } from "./outcomes-of.ts";

const ios = (lines: string): string => `version 15.2\nhostname r1\n${lines}end\n`;
const nxOs = (lines: string): string => `!Command: show running-config\nversion 9.3(3)\nhostname n1\n${lines}`;
const xr = (lines: string): string => `!! IOS XR Configuration 6.6.2\nhostname r1\n${lines}end\n`;
const eos = (lines: string): string => `! device: sw1 (DCS-7050, EOS-4.24.2F)\nhostname sw1\n${lines}end\n`;
const asa = (lines: string): string =>
  `ASA Version 9.8(2)\nhostname fw1\n${lines}Cryptochecksum:00000000000000000000000000000000\n: end\n`;

const tacacs = "tacacs-server host 192.0.2.9\ntacacs-server host 192.0.2.10\n";
const newModel = "aaa new-model\n";

const nobodyAsked: readonly Case[] = [
  [
    "cisco-ios",
    "no-central-authentication",
    "the group that is asked names no server",
    ios(
      `${newModel}aaa group server tacacs+ T\naaa authentication login default group T local\n${tacacs}line vty 0 4\n transport input ssh\n`,
    ),
  ],
  [
    "cisco-ios",
    "no-central-authentication",
    "servers of the other protocol are asked",
    ios(
      `${newModel}aaa authentication login default group radius local\n${tacacs}line vty 0 4\n transport input ssh\n`,
    ),
  ],
  [
    "cisco-ios",
    "no-central-authentication",
    "local accounts are asked first",
    ios(
      `${newModel}aaa authentication login default local group tacacs+\n${tacacs}line vty 0 4\n transport input ssh\n`,
    ),
  ],
  [
    "cisco-nxos",
    "no-central-authentication",
    "the group that is asked names no server",
    nxOs(`${tacacs}aaa group server tacacs+ T\n  use-vrf management\naaa authentication login default group T\n`),
  ],
  [
    "cisco-iosxr",
    "no-central-authentication",
    "the group that is asked names no server",
    xr(
      "tacacs-server host 192.0.2.9 port 49\n!\naaa group server tacacs+ T\n vrf M\n!\naaa authentication login default group T local\n",
    ),
  ],
  [
    "cisco-iosxr",
    "no-central-authentication",
    "local accounts are asked first",
    xr("tacacs-server host 192.0.2.9 port 49\n!\naaa authentication login default local group tacacs+\n"),
  ],
  [
    "arista-eos",
    "no-central-authentication",
    "the group that is asked names no server",
    eos(`aaa group server tacacs+ T\n!\n${tacacs}aaa authentication login default group T local\n`),
  ],
  [
    "arista-eos",
    "no-central-authentication",
    "local accounts are asked first",
    eos(`${tacacs}aaa authentication login default local group tacacs+\n`),
  ],
];

const unrecorded: readonly Case[] = [
  [
    "cisco-ios",
    "no-command-accounting",
    "no server is configured",
    ios(`${newModel}aaa accounting commands 15 default start-stop group tacacs+\n`),
  ],
  [
    "cisco-ios",
    "no-command-accounting",
    "the list is written again",
    ios(
      `${newModel}${tacacs}aaa accounting commands 15 default start-stop group tacacs+\naaa accounting commands 15 default none\n`,
    ),
  ],
  [
    "cisco-ios",
    "no-command-accounting",
    "the login lines use another list",
    ios(
      `${newModel}${tacacs}aaa accounting commands 15 default start-stop group tacacs+\naaa accounting commands 15 QUIET none\nline vty 0 4\n accounting commands 15 QUIET\n`,
    ),
  ],
  [
    "cisco-ios",
    "no-command-accounting",
    "AAA is off",
    ios(`no ${newModel}${tacacs}aaa accounting commands 15 default start-stop group tacacs+\n`),
  ],
  [
    "cisco-iosxr",
    "no-command-accounting",
    "no server is configured",
    xr("aaa accounting commands default start-stop group tacacs+\n"),
  ],
  [
    "cisco-iosxr",
    "no-command-accounting",
    "the list is written again",
    xr(
      "tacacs-server host 192.0.2.9 port 49\n!\naaa accounting commands default start-stop group tacacs+\naaa accounting commands default none\n",
    ),
  ],
  [
    "cisco-asa",
    "no-command-accounting",
    "the group has no server",
    asa("aaa-server T protocol tacacs+\naaa accounting command T\n"),
  ],
  [
    "arista-eos",
    "no-command-accounting",
    "a list of its own records nothing on the console",
    eos(
      `${tacacs}aaa accounting commands all default start-stop group tacacs+\naaa accounting commands all console none\n`,
    ),
  ],
  [
    "arista-eos",
    "no-command-accounting",
    "the group that is asked names no server",
    eos(`${tacacs}aaa group server tacacs+ T\n!\naaa accounting commands all default start-stop group T\n`),
  ],
];

const lockless: readonly Case[] = [
  [
    "cisco-ios",
    "no-login-lockout",
    "the list of the quiet period lets everyone go on",
    ios(
      "login block-for 900 attempts 3 within 120\nlogin quiet-mode access-class Q\nip access-list standard Q\n permit any\n",
    ),
  ],
  [
    "cisco-ios",
    "no-login-lockout",
    "the list of the quiet period is not there",
    ios("login block-for 900 attempts 3 within 120\nlogin quiet-mode access-class Q\n"),
  ],
  [
    "cisco-ios",
    "no-login-lockout",
    "local accounts are locked by AAA alone, which is off",
    ios(`no ${newModel}aaa local authentication attempts max-fail 3\nusername ops secret 9 $9$FAKE$FAKE\n`),
  ],
];

const unlocked: readonly Case[] = [
  [
    "arista-eos",
    "login-without-authentication",
    "the list of SSH ends with none",
    eos(`${tacacs}aaa authentication login default group tacacs+ none\n`),
  ],
  [
    "arista-eos",
    "login-without-authentication",
    "the list of SSH is none",
    eos("aaa authentication login default none\n"),
  ],
  [
    "arista-eos",
    "account-without-password",
    "a key beside no password",
    eos("username ops nopassword\nusername ops ssh-key ssh-rsa AAAAFAKE\n"),
  ],
  [
    "cisco-ios",
    "account-without-password",
    "a key beside no password",
    ios(
      "username ops nopassword\nip ssh pubkey-chain\n username ops\n  key-hash ssh-rsa 00112233445566778899AABBCCDDEEFF\n",
    ),
  ],
];

describe("a login that should have been asked, recorded or locked", () => {
  it.each([...nobodyAsked, ...unrecorded, ...lockless, ...unlocked])("%s %s: %s", (os, rule, _, config) => {
    const outcomes = outcomesOf(os, rule, config);
    expect(outcomes).not.toContain("pass");
    expect(outcomes).toContain("fail");
  });
});

const doubtful: readonly Case[] = [
  [
    "cisco-ios",
    "no-login-lockout",
    "accounts of level 15 are never locked",
    ios(`${newModel}aaa local authentication attempts max-fail 3\nusername ops privilege 15 secret 9 $9$FAKE$FAKE\n`),
  ],
  [
    "cisco-asa",
    "no-login-lockout",
    "whether accounts of level 15 are locked is not known",
    asa(
      "aaa local authentication attempts max-fail 3\nusername ops password $sha512$5000$FAKE==$FAKE== pbkdf2 privilege 15\n",
    ),
  ],
];

describe("a lock that does not hold for everyone", () => {
  it.each(doubtful)("%s %s: %s", (os, rule, _, config) => {
    expect(outcomesOf(os, rule, config)).toEqual(["unknown"]);
  });
});

const recorded: readonly Case[] = [
  [
    "cisco-ios",
    "no-central-authentication",
    "one server in two groups",
    ios(
      `${newModel}aaa group server tacacs+ A\n server 192.0.2.9\naaa group server tacacs+ B\n server 192.0.2.9\naaa authentication login default group A local\ntacacs-server host 192.0.2.9\nline vty 0 4\n transport input ssh\n`,
    ),
  ],
  [
    "cisco-ios",
    "no-login-lockout",
    "the list of the quiet period names hosts",
    ios(
      "login block-for 900 attempts 3 within 120\nlogin quiet-mode access-class Q\nip access-list standard Q\n permit 192.0.2.7\n",
    ),
  ],
  [
    "cisco-ios",
    "no-login-lockout",
    "accounts of other levels are locked",
    ios(`${newModel}aaa local authentication attempts max-fail 3\nusername ops secret 9 $9$FAKE$FAKE\n`),
  ],
  [
    "arista-eos",
    "no-command-accounting",
    "records go to the log",
    eos("aaa accounting commands all default start-stop logging\n"),
  ],
];

describe("a login that is asked, recorded or locked", () => {
  it.each(recorded)("%s %s: %s", (os, rule, _, config) => {
    expect(new Set(outcomesOf(os, rule, config))).toEqual(new Set(["pass"]));
  });
});
