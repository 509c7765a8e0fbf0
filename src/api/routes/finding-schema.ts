import { Type } from "typebox";
import { findingStatuses } from "../../store/store.ts";
import { closed, counter, lineRanges, nullable, references, severity, time, uuid } from "../schemas.ts";

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
  xmlPath: nullable(Type.String()),
  default: nullable(Type.String({ description: "The platform's default that it rests on." })),
  references,
};

export const finding = closed(
  {
    ...findingFields,
    area: nullable(Type.String()),
    deviceId: uuid,
    device: Type.String(),
    site: nullable(Type.String()),
    deviceRetired: Type.Boolean(),
    status: Type.Enum([...findingStatuses]),
    firstSeenAt: time,
    lastSeenAt: time,
    resolvedAt: nullable(time),
    reopenedAt: nullable(time),
    undecidedSince: nullable(time),
    changedAt: time,
    change: Type.Integer({ description: "Grows over all findings with each change: for followers." }),
    auditId: nullable(uuid),
    owner: nullable(Type.String()),
    ticket: nullable(Type.String()),
    note: nullable(Type.String()),
    version: counter,
  },
  { $id: "Finding", description: "A failed verdict with its life: open, acknowledged, resolved, reopened." },
);
