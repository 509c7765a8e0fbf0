import { lookup } from "node:dns/promises";
import snmp, { type User, type Varbind } from "net-snmp";
import type { Profile, Profiles } from "../../profiles/profile.ts";
import { PullStopped } from "../pull-stopped.ts";
import type { PullTarget, SnmpCredentials } from "../pull.ts";

/** What a device says of itself over SNMP (SNMPv2-MIB, RFC 3418). */
export interface SystemIdentity {
  readonly sysObjectId: string;
  readonly sysDescr: string;
  readonly sysName: string;
}

const oids = { sysDescr: "1.3.6.1.2.1.1.1.0", sysObjectId: "1.3.6.1.2.1.1.2.0", sysName: "1.3.6.1.2.1.1.5.0" } as const;

/** Milliseconds for one request, and how often it is sent again. */
const patience = { timeout: 3000, retries: 2 };

/** Reads sysObjectID, sysDescr and sysName; rejects with PullStopped "snmp-no-answer" or "name-not-found". */
export async function identify(
  host: string,
  credentials: SnmpCredentials & { readonly port: number },
  signal?: AbortSignal,
  { timeout, retries }: { readonly timeout: number; readonly retries: number } = patience,
): Promise<SystemIdentity> {
  const { address, family } = await resolveHost(host);
  const options = { port: credentials.port, timeout, retries, transport: family === 6 ? "udp6" : "udp4" } as const;
  const session =
    credentials.version === "v2c"
      ? snmp.createSession(address, credentials.community, { ...options, version: snmp.Version2c })
      : snmp.createV3Session(address, userOf(credentials), { ...options, version: snmp.Version3 });
  const { promise, resolve, reject } = Promise.withResolvers<SystemIdentity>();
  const cancel = (): void => reject(new PullStopped("cancelled", "During SNMP."));
  signal?.addEventListener("abort", cancel, { once: true });
  try {
    session.on("error", () => reject(noAnswer("The socket failed.")));
    session.get([oids.sysDescr, oids.sysObjectId, oids.sysName], (error, varbinds) => {
      if (error !== null) reject(noAnswer(reasonOf(error)));
      else resolve(identityFrom(varbinds ?? []));
    });
    return await promise;
  } finally {
    signal?.removeEventListener("abort", cancel);
    session.close();
  }
}

async function resolveHost(host: string): Promise<{ readonly address: string; readonly family: number }> {
  try {
    return await lookup(host);
  } catch {
    throw new PullStopped("name-not-found", "For SNMP.");
  }
}

function userOf(credentials: Extract<SnmpCredentials, { version: "v3" }>): User {
  const { user, authProtocol, authKey, privProtocol, privKey } = credentials;
  const name = { name: user, authProtocol: snmp.AuthProtocols[authProtocol], authKey };
  if (privProtocol === null || privKey === null) return { ...name, level: snmp.SecurityLevel.authNoPriv };
  return { ...name, level: snmp.SecurityLevel.authPriv, privProtocol: snmp.PrivProtocols[privProtocol], privKey };
}

const noAnswer = (detail: string): PullStopped => new PullStopped("snmp-no-answer", detail);

/** The library's messages name counters and identifiers only; anything else is not quoted. */
function reasonOf(error: Error): string {
  if (error.name === "RequestTimedOutError") return "No answer in time; a wrong credential looks the same.";
  const known = /Wrong Digest|Unknown User Name|Unsupported Security Level|Not In Time Window|Decryption Error/.exec(
    error.message,
  );
  return known === null ? "The answer was no valid one." : `The device answered: ${known[0]}.`;
}

function identityFrom(varbinds: readonly Varbind[]): SystemIdentity {
  const text = (oid: string): string => {
    const varbind = varbinds.find((candidate) => candidate.oid === oid);
    if (varbind === undefined || snmp.isVarbindError(varbind)) return "";
    const { value } = varbind;
    if (Buffer.isBuffer(value)) return value.toString("utf8");
    return typeof value === "string" ? value : "";
  };
  return { sysDescr: text(oids.sysDescr), sysObjectId: text(oids.sysObjectId), sysName: text(oids.sysName) };
}

/** The profile that fits best: the longest listed identifier wins. Null where none fits. */
export function chooseProfile(profiles: Profiles, identity: SystemIdentity): Profile | null {
  let best: Profile | null = null;
  let bestLength = 0;
  for (const profile of profiles.values()) {
    const { sysObjectId, sysDescr, notSysDescr } = profile.recognise;
    if (notSysDescr.some((words) => identity.sysDescr.includes(words))) continue;
    if (sysDescr.length > 0 && !sysDescr.some((words) => identity.sysDescr.includes(words))) continue;
    for (const prefix of sysObjectId) {
      const fits = identity.sysObjectId === prefix || identity.sysObjectId.startsWith(`${prefix}.`);
      if (fits && prefix.length > bestLength) {
        best = profile;
        bestLength = prefix.length;
      }
    }
  }
  return best;
}

/** Asks the device what it is. Rejects with PullStopped where it does not say, or says something unknown. */
export async function identifyProfile(
  target: PullTarget,
  profiles: Profiles,
  signal: AbortSignal | undefined,
): Promise<Profile> {
  if (target.snmp === null) {
    throw new PullStopped("no-profile", "The device entry has neither a profile nor SNMP credentials.");
  }
  const connect = target.timeouts.connect;
  const timing =
    connect === undefined ? patience : { ...patience, timeout: Math.ceil(connect / (patience.retries + 1)) };
  const identity = await identify(target.host, target.snmp, signal, timing);
  const profile = chooseProfile(profiles, identity);
  if (profile !== null) return profile;
  throw new PullStopped("no-profile", `sysObjectID ${identity.sysObjectId || "is empty"}.`);
}
