import { Type, type Static } from "typebox";
import { parsers } from "../../parsers/index.ts";

const closed = { additionalProperties: false } as const;

const texts = (description: string) => Type.Union([Type.String(), Type.Array(Type.String())], { description });

/** A name begins with a letter, so that it is never taken for an address or a port. */
const nameKey = Type.String({ pattern: "^[A-Za-z][A-Za-z0-9_.-]{0,63}$" });

const packets = Type.Object(
  {
    from: texts("Networks: names, prefixes, addresses, ranges."),
    to: Type.Optional(texts("Networks; not with management.")),
    service: Type.Optional(texts("Services: names, tcp/22, udp/161-162, icmp/8, any; not with management.")),
  },
  { ...closed, description: "Packets from these sources to these destinations with these services." },
);

const assertion = Type.Object(
  {
    name: Type.String({
      pattern: "^[^\\u0000-\\u001f\\u007f]{1,200}$",
      description: "What it is called in every answer.",
    }),
    description: Type.Optional(Type.String({ description: "For the reader." })),
    never: Type.Optional(packets),
    always: Type.Optional(packets),
    packets: Type.Optional(
      Type.Enum(["all", "opening"], {
        description:
          "all, the default: every packet; opening: of TCP those with SYN and without ACK and RST; no later fragment, and with always no fragment at all.",
      }),
    ),
    devices: Type.Optional(texts("Host names, with * and ?; every device without it.")),
    os: Type.Optional(
      Type.Array(Type.Enum(parsers.map(({ id }) => id)), { description: "Operating systems; all without it." }),
    ),
    lists: Type.Optional(texts("Names of access lists and filters, with * and ?.")),
    interfaces: Type.Optional(
      texts("Interfaces, with * and ?: the lists bound to them in `direction`; with management where packets come in."),
    ),
    direction: Type.Optional(Type.Enum(["in", "out"], { description: "Beside interfaces." })),
    zones: Type.Optional(
      Type.Object(
        {
          from: texts("Zones or interfaces, as the firewall policies name them; any is every one."),
          to: texts("Zones or interfaces; any is every one."),
        },
        { ...closed, description: "The firewall policies between zones." },
      ),
    ),
    management: Type.Optional(
      texts("Services of the device itself, such as ssh, telnet, https, snmp; any is each that it may offer."),
    ),
  },
  closed,
);

/** The shape of a file of assertions, and of the document that the API takes. */
export const assertionSchema = Type.Object(
  {
    networks: Type.Optional(
      Type.Record(nameKey, texts("Prefixes, addresses, ranges a-b, names, any, and each of them with not before it."), {
        ...closed,
        description: "Addresses by name.",
      }),
    ),
    services: Type.Optional(
      Type.Record(nameKey, texts("tcp/22, udp/161-162, icmp/8, names, any."), {
        ...closed,
        description: "Services by name.",
      }),
    ),
    assertions: Type.Array(assertion, { minItems: 1, description: "What is checked, in this order." }),
  },
  { ...closed, title: "Assertions", description: "What must never, or always, get through." },
);

export type AssertionData = Static<typeof assertionSchema>;
export type AssertionItem = AssertionData["assertions"][number];
