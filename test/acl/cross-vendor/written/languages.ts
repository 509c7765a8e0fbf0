import { ciscoLanguages } from "./cisco.ts";
import { firewallLanguages } from "./firewalls.ts";
import { junos } from "./junos.ts";
import type { Language } from "./language.ts";
import { netfilterLanguages } from "./netfilter.ts";
import { srx } from "./srx.ts";

export const writtenLanguages: readonly Language[] = [
  ...ciscoLanguages,
  junos,
  srx,
  ...firewallLanguages,
  ...netfilterLanguages,
];
