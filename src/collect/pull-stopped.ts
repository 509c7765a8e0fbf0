import type { CollectFailure } from "./pull.ts";

/** Ends one pull from within with its named failure; `pullConfig` turns it into an outcome. */
export class PullStopped extends Error {
  readonly failure: CollectFailure;

  /** `detail` is free of secrets: it quotes commands of the profile and lines that match a refusal, nothing else. */
  constructor(failure: CollectFailure, detail: string) {
    super(detail);
    this.failure = failure;
  }
}
