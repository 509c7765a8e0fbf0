import type { Profile, Profiles } from "../profiles/profile.ts";
import { comparableText } from "./comparable.ts";
import { enable, login } from "./login.ts";
import { PullStopped } from "./pull-stopped.ts";
import type { Credentials, HostKeys, PullOutcome, PullTarget, RawConfig, Timeouts } from "./pull.ts";
import { converse } from "./session.ts";
import { showConfiguration, silencePager } from "./show-configuration.ts";
import { identifyProfile } from "./snmp/identify.ts";
import { withSsh, type SshConnection } from "./ssh/connect.ts";
import { decodeText } from "./terminal.ts";

export interface PullDeps {
  readonly profiles: Profiles;
  readonly hostKeys: HostKeys;
  readonly signal?: AbortSignal;
  /** Steps of the pull, free of secrets: a fixed message and fields. */
  readonly log?: (message: string, fields: Readonly<Record<string, string | number>>) => void;
}

/**
 * Pulls one device's whole configuration, or says why not. Only commands of the profile are sent,
 * and no credential leaves before the host key has been compared with the pinned one.
 * Rejects only where `hostKeys` does.
 */
export async function pullConfig(target: PullTarget, deps: PullDeps): Promise<PullOutcome> {
  let hostKey: string | null = null;
  const log = deps.log ?? (() => undefined);
  try {
    deps.signal?.throwIfAborted();
    const profile = await profileFor(target, deps);
    const timeouts = { ...profile.timeouts, ...target.timeouts };
    const config = await withSsh(
      {
        target,
        timeouts,
        hostKeys: deps.hostKeys,
        signal: deps.signal,
        onHostKey: (seen) => {
          hostKey = seen;
        },
      },
      (connection) => converseForConfig(connection, profile, target.credentials, timeouts, deps),
    );
    log("pulled", { device: target.name, profile: profile.id, characters: config.text.length });
    return { ok: true, config, hostKey: hostKey ?? "" };
  } catch (error) {
    const stopped = stoppedBy(error, deps.signal);
    if (stopped === null) throw error;
    const detail = withoutCredentials(stopped.message, target);
    log("pull failed", { device: target.name, failure: stopped.failure, detail });
    return { ok: false, failure: stopped.failure, detail, hostKey };
  }
}

function stoppedBy(error: unknown, signal: AbortSignal | undefined): PullStopped | null {
  // Stopping closes the connection, and whatever that looks like from within is still a stop.
  if (signal?.aborted === true) return new PullStopped("cancelled", "");
  return error instanceof PullStopped ? error : null;
}

async function profileFor(target: PullTarget, { profiles, signal }: PullDeps): Promise<Profile> {
  if (target.profile === null) return await identifyProfile(target, profiles, signal);
  const profile = profiles.get(target.profile);
  if (profile === undefined) throw new PullStopped("no-profile", `There is no profile "${target.profile}".`);
  return profile;
}

async function converseForConfig(
  { terminal, shellAsks }: SshConnection,
  profile: Profile,
  credentials: Credentials,
  timeouts: Timeouts,
  { signal }: PullDeps,
): Promise<RawConfig> {
  const conversation = converse(terminal, profile);
  const cancel = (): void => conversation.stop(new PullStopped("cancelled", ""));
  if (signal?.aborted === true) cancel();
  signal?.addEventListener("abort", cancel, { once: true });
  try {
    const first = await login(conversation, profile, credentials, shellAsks, timeouts);
    const prompt = await enable(conversation, profile, credentials, first, timeouts);
    await silencePager(conversation, profile, prompt, timeouts);
    const lines = await showConfiguration(conversation, profile, prompt, timeouts);
    const text = decodeText(lines.map((line) => `${line}\n`).join(""));
    return {
      text,
      comparable: comparableText(profile, text.split("\n").slice(0, -1)),
      profile: profile.id,
      os: profile.os,
    };
  } finally {
    signal?.removeEventListener("abort", cancel);
  }
}

/** Last guard: whatever a detail quotes, no credential is in it. */
function withoutCredentials(detail: string, { credentials, snmp }: PullTarget): string {
  const secrets = [credentials.password, credentials.enableSecret, credentials.passphrase];
  if (snmp?.version === "v2c") secrets.push(snmp.community);
  if (snmp?.version === "v3") secrets.push(snmp.authKey, snmp.privKey ?? undefined);
  let text = detail;
  for (const secret of secrets) if (secret !== undefined && secret !== "") text = text.replaceAll(secret, "[redacted]");
  return text;
}
