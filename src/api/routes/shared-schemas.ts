import { problem } from "../schemas.ts";
import { assertionSchemas } from "./assertions.ts";
import { auditSchemas } from "./audits.ts";
import { config } from "./configs.ts";
import { deviceSchemas } from "./devices.ts";
import { finding } from "./finding-schema.ts";
import { job } from "./jobs.ts";
import { logEntry } from "./log-entries.ts";
import { postedAuditSchemas } from "./posted-audits.ts";
import { profile } from "./profiles.ts";
import { pull } from "./pulls.ts";
import { ruleSchemas } from "./rules.ts";
import { schedule } from "./schedules.ts";
import { tokenSchemas } from "./tokens.ts";
import { verdict } from "./verdict-schema.ts";

/** Every schema that others point at by its $id. */
export const sharedSchemas = [
  problem,
  pull,
  job,
  ...deviceSchemas,
  config,
  verdict,
  ...auditSchemas,
  ...postedAuditSchemas,
  ...assertionSchemas,
  finding,
  ...ruleSchemas,
  profile,
  schedule,
  ...tokenSchemas,
  logEntry,
];
