import { Type } from "typebox";
import { findingStatuses } from "../../store/finding-store.ts";
import { closed, counter, lineRanges, references, severity, time, uuid, orNull } from "../schemas.ts";

export const findingId = Type.String({ pattern: "^[0-9a-f]{32}$", description: "Stable over renumbered lines." });

/** A finding as an audit gives it: the command line prints the same. */
export const findingFields = {
  id: Type.String({ description: "Stable over renumbered lines." }),
  rule: Type.String(),
  severity,
  title: Type.String(),
  message: Type.String(),
  subject: Type.String(),
  lines: lineRanges,
  xmlPath: orNull(Type.String()),
  default: orNull(Type.String({ description: "The platform's default that it rests on." })),
  references,
};

export const finding = closed(
  {
    ...findingFields,
    area: orNull(Type.String()),
    deviceId: uuid,
    device: Type.String(),
    site: orNull(Type.String()),
    deviceRetired: Type.Boolean(),
    status: Type.Enum([...findingStatuses]),
    firstSeenAt: time,
    lastSeenAt: time,
    resolvedAt: orNull(time),
    reopenedAt: orNull(time),
    undecidedSince: orNull(time),
    changedAt: time,
    change: Type.Integer({ description: "Grows over all findings with each change: for followers." }),
    auditId: orNull(uuid),
    owner: orNull(Type.String()),
    ticket: orNull(Type.String()),
    note: orNull(Type.String()),
    version: counter,
  },
  { $id: "Finding", description: "A failed verdict with its life: open, acknowledged, resolved, reopened." },
);
