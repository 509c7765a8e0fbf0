import { unknownFact, type Fact } from "../../src/model/fact.ts";
import { placeOf, type ConfigNode } from "./node.ts";
import { stated } from "./reading.ts";

export function vlanNumber(text: string): number | null {
  const number = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  return number >= 1 && number <= 4094 ? number : null;
}

export function vlanFact(node: ConfigNode, vlans: ReadonlyMap<string, number | null>): Fact<number | null> {
  const number = vlanNumber(node.word) ?? vlans.get(node.word) ?? null;
  return number === null ? unknownFact("The VLAN's number is not known.", placeOf(node).at) : stated(number, node);
}
