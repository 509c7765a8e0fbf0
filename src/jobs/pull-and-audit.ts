import type { Parser, ParseResult } from "../../parsers/parser.ts";
import type { DeviceAudit } from "../audit/audit-device.ts";
import type { CollectFailure, PullOutcome, PullTarget } from "../collect/pull.ts";
import { knownValue } from "../model/fact.ts";
import { redactKnown } from "../secrets/redact.ts";
import type { KeyRing } from "../secrets/key-ring.ts";
import type { Resolved } from "../secrets/resolve-credentials.ts";
import type { AuditInput } from "../store/audit-store.ts";
import type { DeviceRecord } from "../store/device-store.ts";
import type { PullRecord } from "../store/pull-store.ts";
import type { PullCommitted, Store } from "../store/store.ts";
import { decidedBy, type RuleFacts } from "./decided.ts";
import { hostKeyChanged, hostKeyFinding } from "./host-key-finding.ts";
import { credentialsHash, targetSecrets } from "./pull-target.ts";

/** Steps for the log: a fixed message and fields, free of secrets. */
export type JobLog = (message: string, fields: Readonly<Record<string, string | number | null>>) => void;

export interface PullAndAuditDeps {
  readonly store: Store;
  readonly ring: KeyRing;
  /** The device with its credentials, or what of them is missing. */
  readonly targetFor: (device: DeviceRecord) => Resolved<PullTarget>;
  readonly pull: (target: PullTarget, signal: AbortSignal) => Promise<PullOutcome>;
  /** By the `os` of what was pulled. */
  readonly parserFor: (os: string) => Pick<Parser, "parse"> | undefined;
  /** `device` is the name that findings carry. */
  readonly audit: (parsed: ParseResult, device: string) => DeviceAudit;
  readonly rules: readonly RuleFacts[];
  readonly log: JobLog;
}

export type PullAndAuditResult =
  | ({ readonly ok: true } & PullCommitted)
  | {
      readonly ok: false;
      readonly failure: CollectFailure | "internal";
      readonly detail: string;
      readonly pull: PullRecord;
    };

/** What the device refuses in a way that locks accounts when it is tried again and again. */
const locking: readonly string[] = ["credentials-refused", "enable-refused"] satisfies CollectFailure[];

/**
 * One pull of one device, from the login to its findings. Whatever goes wrong, what was stored stays as it was,
 * and the pull's record says why. Throws only where the store itself fails.
 */
export async function pullAndAudit(
  deviceId: string,
  deps: PullAndAuditDeps,
  options: { readonly jobId: string | null; readonly signal: AbortSignal },
): Promise<PullAndAuditResult> {
  const { store } = deps;
  const device = await store.devices.get(deviceId);
  const pull = await store.pulls.start(deviceId, options.jobId);
  const fail = async (failure: CollectFailure | "internal", detail: string, hostKey: string | null = null) => {
    const ended = await store.pulls.fail(pull.id, { failure, detail, hostKey });
    return { ok: false, failure, detail, pull: ended } as const;
  };
  if (device === null || device.retiredAt !== null)
    return await fail("cancelled", "The inventory no longer lists the device.");
  const target = deps.targetFor(device);
  if (!target.ok) return await fail(target.failure, target.detail);
  try {
    const outcome = await deps.pull(target.value, options.signal);
    if (outcome.ok)
      return {
        ok: true,
        ...(await store.commitPull(auditPull(await storedOver(store, outcome), pull.id, device, deps))),
      };
    if (locking.includes(outcome.failure))
      await store.devices.hold(deviceId, {
        failure: outcome.failure,
        credentialsHash: credentialsHash(deps.ring, target.value),
      });
    await noteHostKey(device, outcome, store);
    return await fail(outcome.failure, redactKnown(outcome.detail, targetSecrets(target.value)), outcome.hostKey);
  } catch (error) {
    // The words of an error may quote the configuration; only its kind goes further.
    const kind = error instanceof Error ? error.name : typeof error;
    const code = error instanceof Error && "code" in error && typeof error.code === "string" ? `, ${error.code}` : "";
    deps.log("pull broke", { device: device.name, kind: kind + code });
    return await fail("internal", `The program failed (${kind}${code}); the log says where.`);
  }
}

type Whole = Extract<PullOutcome, { ok: true }>;

/** Only volatile lines differ from what is stored: lines of the audit are to be those of the text that is kept. */
async function storedOver(store: Store, outcome: Whole): Promise<Whole> {
  const text = await store.configs.storedText(outcome.config.comparable);
  return text === null ? outcome : { ...outcome, config: { ...outcome.config, text } };
}

function auditPull(
  { config, hostKey }: Whole,
  pullId: string,
  device: DeviceRecord,
  deps: PullAndAuditDeps,
): Parameters<Store["commitPull"]>[0] {
  const parser = deps.parserFor(config.os);
  if (parser === undefined) throw new NoParser(config.os);
  const parsed = parser.parse(config.text);
  const audit = deps.audit(parsed, device.name);
  const decided = decidedBy(parsed, audit.verdicts, deps.rules);
  return {
    pullId,
    config,
    hostKey,
    audit: auditInput(parsed, audit, deps.rules),
    // A whole pull means that the pinned key was shown.
    decided: (finding) => finding.rule === hostKeyChanged || decided(finding),
  };
}

class NoParser extends Error {
  readonly code: string;

  constructor(os: string) {
    super(`There is no parser for "${os}".`);
    this.name = "NoParser";
    this.code = os;
  }
}

function auditInput(parsed: ParseResult, audit: DeviceAudit, rules: readonly RuleFacts[]): AuditInput {
  const { identity } = parsed.config;
  const areas = new Map(rules.map(({ id, area }) => [id, area]));
  return {
    os: audit.os,
    osVersion: audit.osVersion,
    hostname: audit.hostname,
    model: knownValue(identity.model) ?? null,
    serial: knownValue(identity.serial) ?? null,
    coverage: audit.coverage,
    counts: audit.counts,
    verdicts: audit.verdicts,
    unread: audit.unread,
    problems: audit.problems,
    findings: audit.findings.map((finding) => ({ ...finding, area: areas.get(finding.rule) ?? null })),
  };
}

/** A changed key is a finding that stays until the device shows the pinned key again. */
async function noteHostKey(device: DeviceRecord, outcome: Exclude<PullOutcome, Whole>, store: Store): Promise<void> {
  const pinned = await store.hostKeys.pinned(device.name);
  const options = { decided: () => true, rules: [hostKeyChanged] };
  if (outcome.failure === "host-key-changed")
    await store.findings.reconcile(device.id, null, [hostKeyFinding(device.name, pinned, outcome.hostKey)], options);
  else if (outcome.hostKey !== null && outcome.hostKey === pinned)
    await store.findings.reconcile(device.id, null, [], options);
}
