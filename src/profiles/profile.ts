import type { Timeouts } from "../collect/pull.ts";
import type { ProfileData } from "./schema.ts";

export interface Answer {
  readonly pattern: RegExp;
  readonly send: string;
}

export type RefusalMeaning = ProfileData["refusals"][number]["means"];

/** A device profile, checked and with its patterns compiled. The words are those of the schema. */
export interface Profile {
  readonly id: string;
  readonly title: string;
  readonly os: string;
  readonly recognise: {
    readonly sysObjectId: readonly string[];
    readonly sysDescr: readonly string[];
    readonly notSysDescr: readonly string[];
  };
  readonly prompts: { readonly user: RegExp | null; readonly ready: RegExp; readonly above: RegExp | null };
  readonly login: {
    readonly answers: readonly Answer[];
    readonly username: RegExp | null;
    readonly password: RegExp | null;
    readonly passwordChange: readonly RegExp[];
  };
  readonly enable: {
    readonly command: string;
    readonly password: RegExp;
    readonly refused: readonly RegExp[];
  } | null;
  readonly pager: { readonly off: readonly string[]; readonly pauses: readonly Answer[] };
  readonly pull: readonly string[];
  readonly refusals: readonly { readonly pattern: RegExp; readonly means: RefusalMeaning }[];
  readonly whole: {
    readonly from: readonly RegExp[];
    readonly requires: readonly { readonly pattern: RegExp; readonly because: string }[];
    readonly last: RegExp | null;
    readonly balanced: "braces" | "blocks" | null;
    readonly partial: readonly RegExp[];
  };
  readonly volatile: {
    readonly lines: readonly RegExp[];
    readonly values: readonly RegExp[];
    readonly blocks: readonly { readonly from: RegExp; readonly to: RegExp }[];
  };
  /** The group `secret` of each is what must not leave. */
  readonly secrets: readonly RegExp[];
  readonly timeouts: Timeouts;
  readonly maximumBytes: number;
  readonly readOnlyRole: { readonly why: string; readonly commands: readonly string[] };
}

export type Profiles = ReadonlyMap<string, Profile>;

const compile = (source: string): RegExp => new RegExp(source);
const compileAll = (sources: readonly string[] | undefined): readonly RegExp[] => (sources ?? []).map(compile);
const compileMaybe = (source: string | undefined): RegExp | null => (source === undefined ? null : compile(source));
const compileAnswers = (answers: readonly { pattern: string; send: string }[] | undefined): readonly Answer[] =>
  (answers ?? []).map(({ pattern, send }) => ({ pattern: compile(pattern), send }));

/** Data whose patterns were found sound, as a profile. */
export function compileProfile(data: ProfileData): Profile {
  return {
    ...data,
    recognise: { ...data.recognise, notSysDescr: data.recognise.notSysDescr ?? [] },
    prompts: {
      user: compileMaybe(data.prompts.user),
      ready: compile(data.prompts.ready),
      above: compileMaybe(data.prompts.above),
    },
    login: {
      answers: compileAnswers(data.login?.answers),
      username: compileMaybe(data.login?.username),
      password: compileMaybe(data.login?.password),
      passwordChange: compileAll(data.login?.passwordChange),
    },
    enable:
      data.enable === undefined
        ? null
        : {
            command: data.enable.command,
            password: compile(data.enable.password),
            refused: compileAll(data.enable.refused),
          },
    pager: { off: data.pager.off, pauses: compileAnswers(data.pager.pauses) },
    refusals: data.refusals.map(({ pattern, means }) => ({ pattern: compile(pattern), means })),
    whole: {
      from: compileAll(data.whole.from),
      requires: data.whole.requires.map(({ pattern, because }) => ({ pattern: compile(pattern), because })),
      last: compileMaybe(data.whole.last),
      balanced: data.whole.balanced ?? null,
      partial: compileAll(data.whole.partial),
    },
    volatile: {
      lines: compileAll(data.volatile.lines),
      values: compileAll(data.volatile.values),
      blocks: (data.volatile.blocks ?? []).map(({ from, to }) => ({ from: compile(from), to: compile(to) })),
    },
    secrets: compileAll(data.secrets),
  };
}
