import { randomBytes } from "node:crypto";

/**
 * Makes UUIDv7 (RFC 9562, section 5.7) that only grow within the process: a 12-bit counter after the
 * milliseconds (method 1 of section 6.2), and the clock is never followed backwards.
 * Node has such a function from 24 on only.
 */
export function uuidSource(
  clock: () => number,
  random: (size: number) => Uint8Array = (size) => randomBytes(size),
): () => string {
  let time = 0;
  let counter = 0;
  return () => {
    const now = clock();
    if (now > time) {
      time = now;
      counter = 0;
    } else if (counter < 0xfff) {
      counter += 1;
    } else {
      time += 1;
      counter = 0;
    }
    const head = time.toString(16).padStart(12, "0").slice(-12);
    const tail = Buffer.from(random(8));
    tail[0] = ((tail[0] ?? 0) & 0x3f) | 0x80;
    const low = tail.toString("hex");
    const middle = counter.toString(16).padStart(3, "0");
    return `${head.slice(0, 8)}-${head.slice(8)}-7${middle}-${low.slice(0, 4)}-${low.slice(4)}`;
  };
}
