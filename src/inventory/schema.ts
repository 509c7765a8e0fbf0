import { Type, type Static } from "typebox";
import { credentialFieldNames } from "../secrets/credential-fields.ts";

const closed = { additionalProperties: false } as const;

const name = (description: string) => Type.String({ pattern: "^[A-Za-z0-9_][A-Za-z0-9_.:-]{0,127}$", description });
const milliseconds = (minimum: number, description: string) =>
  Type.Integer({ minimum, maximum: 3_600_000, description: `${description}, in milliseconds.` });

const variable = Type.Optional(
  Type.String({ pattern: "^[A-Za-z_][A-Za-z0-9_]*$", description: "Name of an environment variable." }),
);

const credential = Type.Object(
  {
    env: Type.Optional(
      Type.Object(Object.fromEntries(credentialFieldNames.map((field) => [field, variable])), {
        ...closed,
        minProperties: 1,
        description: "Environment variables by field.",
      }),
    ),
    file: Type.Optional(
      Type.String({ minLength: 1, description: "YAML or JSON file of fields, mode 0600; relative to the inventory." }),
    ),
    sealed: Type.Optional(
      Type.String({ pattern: "^[a-z0-9][a-z0-9._-]{0,63}$", description: "A sealed entry of the data folder." }),
    ),
  },
  { ...closed, description: "Where a credential is: one of env, file, sealed." },
);

const snmp = Type.Object(
  {
    version: Type.Enum(["v2c", "v3"]),
    credentials: name("Of the section credentials: community, or username, authKey and privKey."),
    port: Type.Optional(Type.Integer({ minimum: 1, maximum: 65535 })),
    authProtocol: Type.Optional(Type.Enum(["sha", "sha224", "sha256", "sha384", "sha512"])),
    privProtocol: Type.Optional(Type.Enum(["aes", "aes256b", "aes256r", "none"])),
  },
  { ...closed, description: "How to ask the device over SNMP what it is. v3 without protocols is sha256 and aes." },
);

const device = Type.Object(
  {
    name: name("Identity of the device here and in findings; never reused."),
    host: Type.String({ minLength: 1, description: "IPv4 or IPv6 address, or a name." }),
    port: Type.Optional(Type.Integer({ minimum: 1, maximum: 65535, description: "Of SSH; 22 without it." })),
    profile: Type.Optional(Type.String({ description: "Profile id; without it the device is asked over SNMP." })),
    site: Type.Optional(name("Of the section sites.")),
    credentials: name("Of the section credentials."),
    legacyAlgorithms: Type.Optional(Type.Boolean({ description: "Accept SSH algorithms that are no longer safe." })),
    timeouts: Type.Optional(
      Type.Object(
        {
          connect: Type.Optional(milliseconds(100, "Until SSH has agreed on keys")),
          login: Type.Optional(milliseconds(100, "From there to the first prompt")),
          command: Type.Optional(milliseconds(100, "For one command")),
          idle: Type.Optional(milliseconds(100, "Of silence within a command")),
        },
        closed,
      ),
    ),
    snmp: Type.Optional(snmp),
  },
  closed,
);

const schedule = Type.Object(
  {
    name: name("Of the schedule."),
    cron: Type.String({ description: "Minute, hour, day, month, weekday; or @hourly, @daily, @weekly." }),
    timezone: Type.Optional(Type.String({ description: "IANA name; UTC without it." })),
    all: Type.Optional(Type.Literal(true, { description: "Every device." })),
    devices: Type.Optional(Type.Array(Type.String(), { minItems: 1 })),
    sites: Type.Optional(Type.Array(Type.String(), { minItems: 1 })),
  },
  closed,
);

const settings = Type.Object(
  {
    concurrency: Type.Optional(Type.Integer({ minimum: 1, maximum: 256, description: "Pulls at a time." })),
    attempts: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 10,
        description: "Of one pull, the first included, where trying again may help.",
      }),
    ),
    retryDelay: Type.Optional(milliseconds(100, "Before the second attempt; doubled with each further one")),
    longestRetryDelay: Type.Optional(milliseconds(100, "Between two attempts")),
    stopTimeout: Type.Optional(milliseconds(0, "That running pulls are given to finish when the program stops")),
    managementNetworks: Type.Optional(
      Type.Array(Type.String(), {
        description:
          "Networks that devices are managed from, such as 192.0.2.0/24: who else gets through is a finding.",
      }),
    ),
  },
  closed,
);

/** The shape of an inventory file. Every section may be left out or empty. */
export const inventorySchema = Type.Object(
  {
    devices: Type.Optional(Type.Array(device)),
    sites: Type.Optional(
      Type.Record(Type.String(), Type.Object({ description: Type.Optional(Type.String()) }, closed)),
    ),
    credentials: Type.Optional(Type.Record(Type.String(), credential)),
    schedules: Type.Optional(Type.Array(schedule)),
    settings: Type.Optional(settings),
  },
  { ...closed, title: "Inventory", description: "Devices to pull, and when." },
);

export type InventoryData = Static<typeof inventorySchema>;
