import { Type, type Static } from "typebox";
import { assertionsOf } from "../../assertions/assertions-of.ts";
import { assertionSchema } from "../../assertions/schema.ts";
import { maximumBytes } from "../../intake/decode-text.ts";
import type { FailedInput } from "../../report/audit-report.ts";
import type { Store } from "../../store/store.ts";
import { parsers } from "../../../parsers/index.ts";
import type { Routes } from "../api-deps.ts";
import { ApiError, type FieldError } from "../api-errors.ts";
import { checkHere, type NamedText } from "../assertion-checker.ts";
import { boundHeldBodies } from "../held-bodies.ts";
import { closed, counter, coverage, lineRanges, listOf, orNull, problems, ref, uuid, words } from "../schemas.ts";

const greatestDocument = 1024 * 1024;
const greatestStored = 4 * maximumBytes;
/** Bytes of bodies that are held at once, over all requests. */
const heldAtMost = 4 * maximumBytes;
const mostInputs = 100;

const body = closed({
  document: Type.Unsafe<Static<typeof assertionSchema>>({
    ...assertionSchema,
    description: "What a file of assertions says (docs/assertions.md), as JSON.",
  }),
  devices: Type.Optional(
    Type.Array(uuid, { maxItems: mostInputs, description: "Devices whose newest configuration is checked." }),
  ),
  texts: Type.Optional(
    Type.Array(
      closed({
        text: Type.String(),
        name: Type.Optional(words(200, "What answers call it, and `devices` of an assertion may name.")),
        os: Type.Optional(
          Type.Enum(
            parsers.map(({ id }) => id),
            { description: "The language; recognised by content without it." },
          ),
        ),
      }),
      { maxItems: mostInputs, description: "Configurations that are checked and kept nowhere." },
    ),
  ),
});

const outcome = Type.Enum(["holds", "fails", "unknown", "notApplicable"]);
const nullableText = orNull(Type.String());
const nullableNumber = orNull(Type.Integer());

const packet = closed({
  text: Type.String({ description: "As `redoubt acl test` reads it." }),
  family: Type.Integer(),
  source: Type.String(),
  destination: Type.String(),
  protocol: Type.Integer({ description: "IANA number." }),
  sourcePort: nullableNumber,
  destinationPort: nullableNumber,
  icmp: orNull(closed({ type: Type.Integer(), code: Type.Integer() })),
  tcpFlags: nullableNumber,
  fragment: Type.Enum(["none", "first", "later"]),
  dscp: Type.Integer(),
  fromZone: nullableText,
  toZone: nullableText,
  application: nullableText,
  user: nullableText,
});

const result = closed({
  path: Type.String({ description: "Name of the device or text." }),
  hostname: nullableText,
  outcome,
  message: Type.String({ description: "Why, in one sentence." }),
  list: nullableText,
  family: orNull(Type.Integer({ description: "4 or 6." })),
  service: orNull(Type.String({ description: "Of the device itself, where management is asked about." })),
  interface: nullableText,
  direction: nullableText,
  lines: lineRanges,
  counterexample: orNull(packet),
  decidedBy: orNull(closed({ line: nullableNumber, text: Type.String(), label: Type.String() })),
});

const checkedAssertions = closed(
  {
    assertions: listOf(
      closed({
        name: Type.String(),
        description: nullableText,
        kind: Type.Enum(["never", "always"]),
        line: orNull(Type.Integer({ description: "Of a file; always null here." })),
        outcome: Type.Enum(["holds", "fails", "unknown", "notApplicable"], {
          description: "The worst that any list says; notApplicable: no list anywhere was judged.",
        }),
        results: listOf(result, "One per list and IP version."),
      }),
    ),
    devices: listOf(
      closed({
        path: Type.String(),
        hostname: nullableText,
        os: Type.String(),
        osVersion: nullableText,
        coverage,
        problems: listOf(closed({ message: Type.String(), line: nullableNumber })),
      }),
    ),
    failed: listOf(
      closed({ path: Type.String(), line: nullableNumber, message: Type.String() }),
      "Inputs that could not be checked.",
    ),
    summary: closed({
      devices: counter,
      failed: counter,
      assertions: closed({ holds: counter, fails: counter, unknown: counter, notApplicable: counter }),
    }),
  },
  { $id: "CheckedAssertions", description: "What `redoubt acl assert --format json` prints." },
);

export const assertionSchemas = [checkedAssertions];

/** Checks assertions on stored and posted configurations. Neither the document nor a posted text is kept or logged. */
export const assertionRoutes: Routes = async (app, { deps: { store, checkAssertions = checkHere } }) => {
  boundHeldBodies(app, heldAtMost);
  app.post(
    "/assertions",
    {
      config: { access: "assertions:write", carriesConfiguration: true },
      bodyLimit: maximumBytes,
      schema: {
        operationId: "checkAssertions",
        summary: "Check what must never, or always, get through",
        description:
          "On the newest configurations of stored devices, on posted texts, or on both. Answers quote lines of access lists, redacted. What is unknown is not held: look at every `outcome`, and at `failed`.",
        tags: ["assertions"],
        body,
        response: { 200: ref(checkedAssertions), ...problems("busy", "assertions-stopped", "store-unavailable") },
      },
    },
    async ({ body: { document, devices = [], texts = [] } }) => {
      if (devices.length + texts.length === 0)
        throw invalid({ field: "", message: "names neither devices nor texts to check" });
      if (JSON.stringify(document).length > greatestDocument)
        throw invalid({ field: "document", message: `has more than ${greatestDocument} characters` });
      const reading = assertionsOf(document);
      if (!reading.ok)
        throw invalid(
          ...reading.problems
            .slice(0, 10)
            .map(({ path, message }) => ({ field: ["document", ...path].join("/"), message })),
        );
      const stored = await storedTexts(store, devices);
      const posted = texts.map(({ text, name, os }, index) => ({
        name: name ?? `text ${index + 1}`,
        os,
        bytes: Buffer.from(text, "utf8"),
      }));
      const checked = await checkAssertions({
        document,
        count: reading.assertions.length,
        texts: [...stored.texts, ...posted],
        failed: stored.failed,
      });
      if (!checked.ok) throw new ApiError("assertions-stopped");
      return checked.report;
    },
  );
};

function invalid(...faults: readonly Pick<FieldError, "field" | "message">[]): ApiError {
  const [first] = faults;
  const detail = first === undefined ? undefined : `body ${first.field} ${first.message}`;
  const errors = faults.map(({ field, message }) => ({ in: "body" as const, field: field.slice(0, 200), message }));
  return new ApiError("request-invalid", detail, { errors });
}

/** The newest configuration of each device; one that was never pulled is told as failed. */
async function storedTexts(
  store: Store,
  ids: readonly string[],
): Promise<{ readonly texts: readonly NamedText[]; readonly failed: readonly FailedInput[] }> {
  const texts: NamedText[] = [];
  const failed: FailedInput[] = [];
  let bytes = 0;
  for (const [index, id] of ids.entries()) {
    const device = await store.devices.get(id);
    if (device === null) throw invalid({ field: `devices/${index}`, message: `There is no device ${id}.` });
    const config = device.lastConfigId === null ? null : await store.configs.get(device.lastConfigId);
    bytes += config?.bytes ?? 0;
    if (bytes > greatestStored)
      throw invalid({
        field: `devices/${index}`,
        message: `brings the configurations to more than ${greatestStored} bytes: ask for fewer at once`,
      });
    const text = config === null ? null : await store.configs.rawText(config.id);
    const os = parsers.find((parser) => parser.id === config?.os)?.id;
    if (text === null)
      failed.push({ path: device.name, line: null, message: `${device.name}: No configuration was pulled yet.` });
    else if (os === undefined)
      failed.push({ path: device.name, line: null, message: `${device.name}: No parser reads its type.` });
    else texts.push({ name: device.name, os, bytes: Buffer.from(text, "utf8") });
  }
  return { texts, failed };
}
