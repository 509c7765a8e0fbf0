import type { ParseProblem } from "../parser.ts";
import { grow, PanosNode, type NodeKind } from "./node.ts";

/** What a form hands over: the tree of words, and what became of the lines that make none. */
export interface ConfigText {
  readonly form: "xml" | "set" | "braces";
  readonly root: PanosNode;
  /** Lines that are no statement, by the name of their kind. */
  readonly leftOut: ReadonlyMap<number, string>;
  /** Lines that are understood without a word in the tree (tags that enclose everything, deletions). */
  readonly settled: readonly number[];
  readonly problems: readonly ParseProblem[];
  /** `version` and `detail-version` of the XML's outermost element, with its line. */
  readonly stated: { readonly schema: string | null; readonly detail: string | null; readonly line: number };
}

/**
 * Words that stand at the top of a firewall with one virtual system, and belong to it: PAN-OS leaves "vsys vsys1" out of the
 * command line then (PAN-OS CLI Quick Start, "Use the CLI"), and Batfish reads them so.
 */
const ofVsys: ReadonlySet<string> = new Set([
  "address",
  "address-group",
  "application",
  "application-filter",
  "application-group",
  "application-status",
  "application-tag",
  "authentication-object",
  "authentication-profile",
  "authentication-sequence",
  "captive-portal",
  "certificate",
  "certificate-profile",
  "device-object",
  "dns-proxy",
  "dynamic-user-group",
  "email-scheduler",
  "external-list",
  "global-protect",
  "group-mapping",
  "import",
  "local-user-database",
  "log-settings",
  "ntlm-auth",
  "ocsp-responder",
  "pdf-summary-report",
  "post-rulebase",
  "pre-rulebase",
  "profile-group",
  "profiles",
  "redistribution-agent",
  "redistribution-collector",
  "region",
  "report-group",
  "reports",
  "rulebase",
  "schedule",
  "scep",
  "sdwan-interface-profile",
  "server-profile",
  "service",
  "service-group",
  "setting",
  "ssl-decrypt",
  "ssl-tls-service-profile",
  "tag",
  "threats",
  "ts-agent",
  "url-admin-override",
  "url-content-types",
  "user-id-agent",
  "user-id-collector",
  "user-id-hub",
  "user-id-ssl-auth",
  "vm-info-source",
  "zone",
]);

/**
 * The node that a word of the text leads to. Words that stand around everything (`config`, `devices
 * localhost.localdomain`) lead to the place itself, so that all forms make the same tree.
 */
export function step(parent: PanosNode, word: string, kind: NodeKind): PanosNode {
  if (parent.leadsTo !== null) return parent.leadsTo;
  if (!isTop(parent)) return grow(parent, word, kind);
  if (word === "config" || (word === "policy" && parent.parent === null)) return parent;
  if (word === "devices") return holderOf(parent);
  if (ofVsys.has(word)) return grow(grow(grow(parent, "vsys", "element"), "vsys1", "entry"), word, kind);
  return grow(parent, word, kind);
}

/** The node that a word leads to, where there is one; nothing is made. */
export function lookUp(parent: PanosNode, word: string): PanosNode | undefined {
  if (parent.leadsTo !== null) return parent.leadsTo;
  if (!isTop(parent)) return parent.children.get(word);
  if (word === "config" || word === "devices" || word === "policy") return step(parent, word, "element");
  if (ofVsys.has(word)) return parent.children.get("vsys")?.children.get("vsys1")?.children.get(word);
  return parent.children.get(word);
}

/** Where a whole configuration may begin: the root, and each template. */
export function isTop({ depth, parent }: PanosNode): boolean {
  return depth === 0 || (depth === 2 && (parent?.word === "template" || parent?.word === "template-stack"));
}

/** Stands for `devices`: whatever comes next names the device and leads back to the place itself. */
function holderOf(place: PanosNode): PanosNode {
  const holder = new PanosNode("devices", place, "element");
  holder.leadsTo = place;
  return holder;
}

/** The place that a node made for `devices` leads back to; any other node is itself. */
export function placeBehind(node: PanosNode): PanosNode {
  return node.leadsTo ?? node;
}
