import { byDefault, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { Levels, Names } from "./levels.ts";
import type { PanosNode } from "./node.ts";

/** What the readers of one configuration share. */
export interface Context {
  readonly root: PanosNode;
  readonly levels: Levels;
  readonly names: Names;
  /** The text holds `deviceconfig system`: what is absent from it is set nowhere here. */
  readonly hasSystem: boolean;
  /**
   * The firewall takes settings from Panorama that the text does not hold: what is absent may be set there.
   */
  readonly isManaged: boolean;
}

/** A default of the platform, where the text would state anything else. */
export function absent<T>({ hasSystem, isManaged }: Context, of: T, ground: string): Fact<T> {
  if (!hasSystem)
    return unknownFact("The text is a part of a configuration and does not hold the device's own settings.");
  if (isManaged) return unknownFact("Panorama may set it, and what Panorama pushed is not in the text.");
  return byDefault(of, `PAN-OS: ${ground}`);
}
