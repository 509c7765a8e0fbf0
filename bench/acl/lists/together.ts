import { any4, listOf, ports, prefix4, protocolNumbers, service, type BenchList, type Line } from "../list.ts";
import { random } from "../random.ts";

const { tcp } = protocolNumbers;

/**
 * Blocks of nine: a /24 is cut into four /26 and the ports into two halves, eight entries that together and only
 * together cover the ninth, the whole /24. In one block of four a piece is missing, so that the ninth is reached;
 * in one of four a piece acts the other way, so that it is shadowed and not redundant.
 */
export function together(seed: number, size: number): BenchList {
  const dice = random(seed);
  const entries: Line[] = [];
  for (let block = 0; entries.length + 9 <= size; block += 1) {
    const net = 0x0a00_0000 + block * 256;
    const odd = dice.below(8);
    for (let piece = 0; piece < 8; piece += 1) {
      if (block % 4 === 1 && piece === odd) {
        // A stand-in that shares nothing with the block.
        entries.push(line("permit", prefix4(0x0b00_0000 + block, 32), [0, 65_535]));
        continue;
      }
      const action = block % 4 === 2 && piece === odd ? "deny" : "permit";
      const half = piece < 4 ? ([0, 32_767] as const) : ([32_768, 65_535] as const);
      entries.push(line(action, prefix4(net + (piece % 4) * 64, 26), half));
    }
    entries.push(line("permit", prefix4(net, 24), null));
  }
  while (entries.length < size) entries.push(line("permit", prefix4(0x0c00_0000 + entries.length, 32), null));
  return listOf("TOGETHER", 4, entries);
}

function line(action: Line["action"], source: Line["source"], half: readonly [number, number] | null): Line {
  return { action, service: half === null ? service([tcp]) : service([tcp], ports(half)), source, destination: any4 };
}
