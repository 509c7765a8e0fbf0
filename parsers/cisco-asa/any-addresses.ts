import type { AddressSpec } from "../../src/model/address.ts";

/** What the words for every address ask for: of one family, or of both. */
export const anyOf: Readonly<Record<"any" | "any4" | "any6", AddressSpec>> = {
  any: { include: [{ kind: "any" }], exclude: [] },
  any4: { include: [{ kind: "any", family: 4 }], exclude: [] },
  any6: { include: [{ kind: "any", family: 6 }], exclude: [] },
};
