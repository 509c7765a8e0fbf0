import { decimal } from "./addresses.ts";

export interface Transforms {
  readonly encryption: readonly string[];
  readonly integrity: readonly string[];
}

/** "esp-aes 256 esp-sha-hmac" of a transform set: a number, or a mode, belongs to the cipher before it. */
export function transformsOf(words: readonly string[]): Transforms {
  const encryption: string[] = [];
  const integrity: string[] = [];
  for (const word of words) {
    if (decimal(word) !== null || word === "ctr") encryption.push(`${encryption.pop() ?? ""}-${word}`);
    else if (word.includes("hmac") || word.endsWith("-mac")) integrity.push(word);
    else if (word !== "comp-lzs") encryption.push(word);
  }
  return { encryption, integrity };
}
