import type { MethodList } from "../../model/accounts.ts";
import type { DeviceConfig } from "../../model/device-config.ts";
import { isKnown, knownValue, read, type Fact } from "../../model/fact.ts";
import { fail, judge, listed, notApplicable, pass, unknown, type Judgement, type Rule } from "../rule.ts";
import { methodsOf } from "../subjects/authentication.ts";
import { asksServers, findsServer, wantOfServers } from "../subjects/central-servers.ts";
import { isOff } from "../subjects/off.ts";
import { placeOf } from "../subjects/place-of.ts";

export const noCentralAuthentication: Rule = {
  id: "no-central-authentication",
  title: "Logins are not asked of a central server",
  severity: "medium",
  area: "accounts",
  why: "Accounts that live on each device outlive the people they were made for, and a leaver's access is never quite gone.",
  fix: "Ask TACACS+, RADIUS or LDAP servers first, and local accounts only when these are silent.",
  usability: "Logins depend on the servers: run two of them, and keep one local account.",
  remediation: {
    "cisco-ios":
      "aaa new-model\ntacacs server <name>\n address ipv4 <address>\n key 6 <key>\naaa authentication login default group tacacs+ local",
    "juniper-junos":
      "set system tacplus-server <address> secret <key>\nset system authentication-order [ tacplus password ]",
    "fortinet-fortios":
      "config system admin\n edit <name>\n  set remote-auth enable\n  set remote-group <group>\n next\nend",
  },
  needs: ["aaa", "users", "management.logins"],
  references: {
    cci: ["CCI-000370"],
    "nist-800-53": ["CM-6 (1)"],
    stig: ["CISC-ND-001370", "JUSX-DM-000095", "JUNI-ND-001360", "JUEX-NM-000640", "FGFW-ND-000165"],
    cis: ["cisco-ios 1.1.2", "cisco-ios 1.1.3", "cisco-ios-xe 1.1.2", "cisco-ios-xe 1.1.3"],
    nsa: ["4.1", "4.2"],
  },
  examples: {
    compliant: [
      {
        os: "cisco-ios",
        config:
          "version 15.2\naaa new-model\naaa authentication login default group tacacs+ local\ntacacs server A\n address ipv4 192.0.2.10\n key FAKE-secret-1",
      },
      {
        os: "juniper-junos",
        config: 'system { authentication-order [ tacplus password ]; tacplus-server { 192.0.2.10 secret "$9$FAKE"; } }',
      },
    ],
    violating: [
      {
        os: "cisco-ios",
        config:
          "version 15.2\naaa new-model\naaa authentication login default local\naaa authentication login REMOTE group tacacs+ local\ntacacs server A\n address ipv4 192.0.2.10\n key FAKE-secret-1\nline vty 0 4\n transport input ssh",
        because: "the list that asks servers is used on no line",
      },
      { os: "cisco-ios", config: "version 15.2\naaa new-model\naaa authentication login default local" },
      {
        os: "juniper-junos",
        config: "system { host-name example; }",
        because: "Junos asks its own accounts by default",
      },
    ],
    unknown: [
      {
        os: "fortinet-fortios",
        config: 'config system interface\n edit "port1"\n  set allowaccess ssh https\n next\nend',
        because: "a part of a configuration says nothing of the rest",
      },
      {
        os: "juniper-junos",
        config: "interfaces { ge-0/0/0 { unit 0; } }",
        because: "a part of a configuration says nothing of the rest",
      },
    ],
  },
  *check(device) {
    const { centralAuthentication, servers } = device.aaa;
    const named = listed(servers, "No line names an AAA server.");
    // A list that asks servers helps only on the lines that use it.
    const lines = isOff(centralAuthentication) ? [] : [...judgeLines(device, named)];
    // Where no line says which list it uses, logins use the one that is called so.
    const list = lines.length > 0 ? undefined : device.aaa.methodLists.findLast(isDefaultList);
    const methods = list?.methods ?? [];
    const facts = [centralAuthentication, named, list === undefined ? read(null, []) : groundOf(device, list)] as const;
    yield judge("login authentication", facts, (central, { length }) => {
      if (!central) return fail("Logins are not asked of a central server.");
      if (length === 0)
        return notApplicable("Logins are asked of central servers, and none is configured; another rule judges that.");
      const trouble = list === undefined || !methods.some(asksServers) ? null : troubleWith(device, methods);
      if (trouble !== null) return fail(`Logins ${trouble}.`);
      return lines.some(({ outcome }) => outcome === "fail")
        ? notApplicable("Some logins are asked of a central server; each login line is judged by itself.")
        : pass("Logins are asked of a central server.");
    });
    yield* lines;
  },
};

function isDefaultList({ type, service, list }: MethodList): boolean {
  return type === "authentication" && service === "login" && list === "default";
}

/** What keeps logins from the servers that their list names; completes "Logins …". */
function troubleWith(device: DeviceConfig, methods: readonly string[]): string | null {
  if (!findsServer(device, methods)) return "are asked of a group that no server is in";
  return asksServers(methods[0] ?? "") ? null : "are asked of the device's own accounts before a central server";
}

/** Where a list stands, or that no line names a server for it. */
function groundOf(device: DeviceConfig, { methods, at, path }: MethodList): Fact<null> {
  const want = wantOfServers(device, methods);
  return "default" in want && methods.some(asksServers) ? want : read(null, at, path);
}

function* judgeLines(device: DeviceConfig, named: Fact<readonly unknown[]>): Iterable<Judgement> {
  for (const login of device.management.logins) {
    const closed = isKnown(login.protocols) && login.protocols.value.length === 0;
    if (login.kind !== "vty" || closed || isOff(login.exec)) continue;
    const list = methodsOf(device, login);
    const asked = knownValue(list) ?? [];
    const want = asked.some(asksServers) ? wantOfServers(device, asked) : read(null, []);
    yield judge(login.name, [login.authentication, list, named, placeOf(login), want], ({ kind }, methods, known) => {
      if (kind !== "aaa") return fail(`Login line "${login.name}" does not ask AAA.`);
      if (methods === null) return unknown(`Which method list login line "${login.name}" uses is not known.`);
      if (!methods.some(asksServers)) return fail(`Login line "${login.name}" asks no central server.`);
      if (known.length === 0) return fail(`Login line "${login.name}" asks central servers, and none is configured.`);
      const trouble = troubleWith(device, methods);
      return trouble === null
        ? pass(`Login line "${login.name}" asks a central server.`)
        : fail(`Logins on line "${login.name}" ${trouble}.`);
    });
  }
}
