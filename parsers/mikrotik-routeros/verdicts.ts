import type { AddressSpec } from "../../src/model/address.ts";
import { addressMatch } from "../lib/netfilter/address-spans.ts";
import type { Verdict } from "../lib/netfilter/flatten.ts";
import type { Parameters } from "./parameters.ts";

export interface Translation {
  readonly source: AddressSpec | null;
  readonly destination: AddressSpec | null;
}

/** "Common Firewall Matchers and Actions". */
export function verdictOf(settings: Parameters): Verdict<Translation> {
  const action = settings.get("action")?.value ?? "accept";
  switch (action) {
    case "accept":
    case "fasttrack-connection":
      return { kind: "accept" };
    case "drop":
    case "reject":
    case "tarpit":
      return { kind: "drop" };
    case "return":
      return { kind: "return" };
    case "jump":
      return { kind: "jump", chain: settings.get("jump-target")?.value ?? "" };
    case "log":
    case "passthrough":
    case "add-src-to-address-list":
    case "add-dst-to-address-list":
    case "notrack":
      return { kind: "continue" };
    case "dst-nat":
    case "redirect":
      return { kind: "translate", to: { source: null, destination: addressesOf(settings, action) } };
    case "src-nat":
    case "masquerade":
      return { kind: "translate", to: { source: addressesOf(settings, action), destination: null } };
    case "netmap":
    case "same":
      return {
        kind: "translate",
        to: { source: addressesOf(settings, action), destination: addressesOf(settings, action) },
      };
    default:
      return { kind: "unknown" };
  }
}

function addressesOf(settings: Parameters, action: string): AddressSpec | null {
  const text = settings.get("to-addresses")?.value;
  if (text === undefined)
    return action === "dst-nat"
      ? null
      : { include: [{ kind: "unresolved", text: action, why: "the router's own address" }], exclude: [] };
  const match = addressMatch(text) ?? ({ kind: "unresolved", text, why: "not an address" } as const);
  return { include: [match], exclude: [] };
}
