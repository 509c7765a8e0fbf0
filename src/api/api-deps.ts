import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { DestinationStream, LoggerOptions } from "pino";
import type { Profiles } from "../profiles/profile.ts";
import type { Rule } from "../rules/rule.ts";
import type { AssertionChecker } from "./assertion-checker.ts";
import type { TextAuditor } from "./text-auditor.ts";
import type { JobRecord } from "../store/pull-store.ts";
import type { Actor } from "../store/records.ts";
import type { Store } from "../store/store.ts";

/** Starts pulls outside their schedule; an adapter of src/jobs. */
export interface PullRequests {
  /** A new job, or the one that is under way for the device (`joined`). Answers at once: the pull itself comes later. */
  requestPull(deviceId: string, actor: Actor): Promise<{ readonly job: JobRecord; readonly joined: boolean }>;
}

/** Everything that the API needs; it opens nothing by itself. */
export interface ApiDeps {
  readonly store: Store;
  readonly pulls: PullRequests;
  readonly rules: readonly Rule[];
  /** Who audits posted texts: `auditAside()` keeps the server answering meanwhile; without it, this thread by `rules`. */
  readonly auditPosted?: TextAuditor;
  /** Who checks assertions: `checkAside()` keeps the server answering meanwhile; without it, this thread. */
  readonly checkAssertions?: AssertionChecker;
  readonly profiles: Profiles;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Options of pino, and where it writes; false: no log. */
  readonly logger: (LoggerOptions & { readonly stream?: DestinationStream }) | false;
  /** Of the program: it decides how texts are redacted, so ETags of texts depend on it. Never told to callers. */
  readonly version: string;
}

/** The routes of one resource. */
export type Routes = FastifyPluginAsyncTypebox<{ readonly deps: ApiDeps }>;
