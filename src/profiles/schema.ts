import { Type, type Static } from "typebox";

const closed = { additionalProperties: false } as const;

const pattern = (description: string) =>
  Type.String({ minLength: 2, description: `${description} A pattern: anchored with ^, linear in time.` });
const patterns = (description: string) => Type.Array(pattern(description), { description });
const milliseconds = (description: string) =>
  Type.Integer({ minimum: 100, maximum: 3_600_000, description: `${description}, in milliseconds.` });

const answer = Type.Object(
  {
    pattern: pattern("The unfinished line that the device waits on."),
    send: Type.String({ description: "What is sent, with its line end where one is needed." }),
  },
  closed,
);

/** The shape of `device-profiles/*.yaml`. Every description here becomes docs/profiles.md. */
export const profileSchema = Type.Object(
  {
    id: Type.String({ pattern: "^[a-z0-9]+(-[a-z0-9]+)*$", description: "Equal to the file name; never reused." }),
    title: Type.String({ minLength: 1, description: "What a person calls these devices." }),
    os: Type.String({ minLength: 1, description: "The parser that reads the configuration, by its id." }),
    recognise: Type.Object(
      {
        sysObjectId: Type.Array(Type.String({ pattern: "^\\d+(\\.\\d+)+$" }), {
          description: "Object identifiers that sysObjectID.0 is, or lies under. The longest that fits wins.",
        }),
        sysDescr: Type.Array(Type.String({ minLength: 3 }), {
          description: "Words of sysDescr.0, any of which marks these devices. Where listed, one must be there.",
        }),
        notSysDescr: Type.Optional(
          Type.Array(Type.String({ minLength: 3 }), { description: "Words of sysDescr.0 that mark other devices." }),
        ),
      },
      { ...closed, description: "How SNMP tells that a device is of this type." },
    ),
    prompts: Type.Object(
      {
        user: Type.Optional(
          pattern("The prompt before privilege is raised; the group `name` holds what stays the same all session."),
        ),
        ready: pattern("The prompt in which the configuration can be shown, with the group `name`."),
        above: Type.Optional(pattern("A line above the prompt that belongs to it and not to the answer.")),
      },
      {
        ...closed,
        description:
          "The unfinished line at which the device waits for a command. The first one seen is learned by name.",
      },
    ),
    login: Type.Optional(
      Type.Object(
        {
          answers: Type.Optional(
            Type.Array(answer, { description: "Questions between login and the first prompt, each answered once." }),
          ),
          username: Type.Optional(pattern("Asks for the user name, where SSH itself asked for none.")),
          password: Type.Optional(pattern("Asks for the password, where SSH itself asked for none.")),
          passwordChange: Type.Optional(patterns("Questions that ask for a new password: the pull stops.")),
        },
        { ...closed, description: "What may stand between SSH and the first prompt." },
      ),
    ),
    enable: Type.Optional(
      Type.Object(
        {
          command: Type.String({ minLength: 1, description: "The command that raises privilege." }),
          password: pattern("Asks for the enable secret."),
          refused: patterns("Lines that say the secret was wrong."),
        },
        { ...closed, description: "How the user prompt becomes the ready one." },
      ),
    ),
    pager: Type.Object(
      {
        off: Type.Array(Type.String({ minLength: 1 }), {
          description: "Commands that silence the pager for this session only. A refusal is survived.",
        }),
        pauses: Type.Array(answer, {
          description:
            "Unfinished lines at which output stops, and the key that goes on; answered wherever they appear.",
        }),
      },
      { ...closed, description: "Page breaks." },
    ),
    pull: Type.Array(Type.String({ minLength: 1 }), {
      minItems: 1,
      description: "Commands that show the whole configuration, tried in order until one gives it.",
    }),
    refusals: Type.Array(
      Type.Object(
        {
          pattern: pattern("A line of a refusal."),
          means: Type.Enum(["unknown-command", "permission-denied", "failed"], {
            description:
              "unknown-command: the next pull command is tried; permission-denied: the account may not; failed: the device could not.",
          }),
        },
        closed,
      ),
      { description: "Lines with which the device refuses a command. Looked for in short answers only." },
    ),
    whole: Type.Object(
      {
        from: Type.Optional(patterns("The first line of the configuration; what is before it is left out.")),
        requires: Type.Array(
          Type.Object(
            {
              pattern: pattern("A line."),
              because: Type.String({ minLength: 1, description: "What its absence means." }),
            },
            closed,
          ),
          { description: "Lines that every whole configuration has." },
        ),
        last: Type.Optional(pattern("The last line that is not empty.")),
        balanced: Type.Optional(
          Type.Enum(["braces", "blocks"], {
            description: "braces: every { is closed; blocks: every config and edit is closed by end and next.",
          }),
        ),
        partial: Type.Optional(patterns("Lines that say the account was shown only a part.")),
      },
      { ...closed, description: "What proves that the text is a whole configuration. All of it must hold." },
    ),
    volatile: Type.Object(
      {
        lines: Type.Optional(patterns("Lines that change by themselves, left out of the comparison.")),
        values: Type.Optional(patterns("Lines whose group `value` changes by itself.")),
        blocks: Type.Optional(
          Type.Array(
            Type.Object({ from: pattern("First line of the block."), to: pattern("Last line of the block.") }, closed),
            { description: "Runs of lines that change by themselves, both ends included." },
          ),
        ),
      },
      { ...closed, description: "What says nothing about a change. The stored text keeps it." },
    ),
    secrets: patterns(
      "Lines whose group `secret` must leave the program only redacted. Each of them is applied to each line.",
    ),
    timeouts: Type.Object(
      {
        connect: milliseconds("Until SSH has agreed on keys"),
        login: milliseconds("From there to the first ready prompt"),
        command: milliseconds("For one command"),
        idle: milliseconds("Of silence within a command"),
      },
      { ...closed, description: "Each may be overridden on the device entry." },
    ),
    maximumBytes: Type.Integer({
      minimum: 1024,
      maximum: 1_073_741_824,
      description: "More than any configuration of these devices.",
    }),
    readOnlyRole: Type.Object(
      {
        why: Type.String({ minLength: 1, description: "What the role may do, and what it still cannot see." }),
        commands: Type.Array(Type.String({ minLength: 1 }), {
          minItems: 1,
          description: "What an administrator enters once to create the account. Never sent by this program.",
        }),
      },
      { ...closed, description: "The account to create for pulling." },
    ),
  },
  {
    ...closed,
    $id: "https://redoubt.dev/schema/profile.json",
    title: "Device profile",
    description: "One type of device: how it is recognised, logged in to, and pulled. Data only.",
  },
);

export type ProfileData = Static<typeof profileSchema>;
