import type { Among, Found } from "./compared.ts";
import type { Generated } from "./generated.ts";

/**
 * What a generated file says, once more as entries of IOS: most policies of the generator's tests exist for one
 * platform only, and this is their other language. Where nothing is found, the two permit the same packets.
 */
export interface Said extends Generated, Partial<Found> {
  readonly family: 4 | 6;
  /** Entries of an IOS list, and nothing more is permitted. */
  readonly words: readonly string[];
  readonly among?: Among;
  /** Why something is found. */
  readonly because?: string;
}

export type More = Partial<Omit<Said, "file" | "family" | "words">>;

/** One entry for each two of these. */
export function entries(
  start: string,
  from: readonly string[],
  middle: string,
  to: readonly string[],
  end: string,
): readonly string[] {
  return from.flatMap((source) => to.map((destination) => `${start} ${source}${middle} ${destination}${end}`));
}

export const hosts = (...addresses: readonly string[]) => addresses.map((address) => `host ${address}`);
export const mailTo = (where: string) => `permit tcp any ${where} eq 25`;
export const ten = "10.0.0.0 0.255.255.255";
export const rfc1918 = [ten, "172.16.0.0 0.15.255.255", "192.168.0.0 0.0.255.255"];
export const nothing: readonly string[] = [];
export const everything = ["permit ip any any"];
export const everything6 = ["permit ipv6 any any"];
export const tcp = ["permit tcp any any"];
