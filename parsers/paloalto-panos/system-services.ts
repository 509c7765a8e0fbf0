import { byDefault, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { Banners, Dns, Ntp, NtpServer } from "../../src/model/services.ts";
import { absent, type Context } from "./context.ts";
import { placeOf, type PanosNode } from "./node.ts";
import { child, entries, markTree, note, stated, value, word } from "./reading.ts";

function systemOf({ root }: Context): PanosNode | undefined {
  return child(root, "deviceconfig", "system");
}

/** `ntp-servers`: each may be authenticated by a key or by certificates; none is unless set (PAN NDM STIG, PANW-NM-000098). */
export function readNtp(context: Context): Ntp {
  const system = systemOf(context);
  note(system, "timezone");
  const servers: NtpServer[] = [];
  const keys: Ntp["keys"][number][] = [];
  const authenticated: boolean[] = [];
  for (const which of entries(system, "ntp-servers")) {
    const address = value(which, "ntp-server-address");
    const type = child(which, "authentication-type");
    const key = child(type, "symmetric-key");
    const id = value(key, "key-id");
    for (const algorithm of entries(key, "algorithm")) {
      markTree(algorithm);
      if (id !== undefined) keys.push({ id: id.word, algorithm: algorithm.word, ...placeOf(algorithm) });
    }
    markTree(type?.children.get("none"));
    markTree(type?.children.get("autokey"));
    if (address === undefined) continue;
    authenticated.push(key !== undefined || type?.children.has("autokey") === true);
    servers.push({
      address: address.word,
      ...placeOf(which),
      key:
        id === undefined
          ? byDefault(null, "PAN-OS: a time server is not authenticated unless set")
          : stated(id.word, id),
      vrf: null,
    });
  }
  const [first] = servers;
  const authenticate: Fact<boolean> =
    first === undefined
      ? absent(context, false, "a time server is not authenticated unless set")
      : authenticated.every(Boolean)
        ? { value: true, at: servers.flatMap(({ at }) => at) }
        : { value: false, at: servers.flatMap(({ at }) => at) };
  return {
    servers,
    authenticate,
    trustedKeys: { value: keys.map(({ id }) => id), at: keys.flatMap(({ at }) => at) },
    keys,
    unrestricted: byDefault(false, "PAN-OS: the device serves no time"),
  };
}

export function readDns(context: Context): Dns {
  const system = systemOf(context);
  note(system, "domain", "domain-lookup-url", "fqdn-forcerefresh-time", "fqdn-refresh-time");
  const setting = child(system, "dns-setting");
  markTree(setting?.children.get("dns-proxy-object"));
  const servers = entries(setting, "servers").flatMap((which) => value(which) ?? []);
  return {
    lookup:
      setting === undefined ? unknownFact("Nothing says whether the device asks name servers.") : stated(true, setting),
    servers: servers.map((server) => ({ address: server.word, ...placeOf(server) })),
  };
}

/** `login-banner` before a login; a message of the day after it (Web Interface Help, Device > Setup, "Banners and Messages"). */
export function readBanners(context: Context): Banners {
  const system = systemOf(context);
  const banner = value(system, "login-banner");
  note(system, "ack-login-banner");
  const day = child(system, "motd-and-banner");
  const message = value(day, "message");
  const isOn = word(day, "motd-enable") === "yes";
  note(day, ...(day?.children.keys() ?? []));
  return {
    beforeLogin:
      banner === undefined
        ? absent(context, null, "nobody is told anything before the login")
        : stated(banner.word.trim(), banner),
    afterLogin:
      message === undefined || !isOn
        ? absent(context, null, "no message of the day unless enabled")
        : stated(message.word.trim(), message),
  };
}
