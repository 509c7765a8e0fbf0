import type { DeviceConfig } from "../../model/device-config.ts";
import type { Fact } from "../../model/fact.ts";
import { fail, judge, pass, unknown, type Judgement } from "../rule.ts";
import { isOff } from "./off.ts";

/** True only where every SSH service that the configuration speaks of is known to be off. */
export function sshIsOff(device: DeviceConfig): boolean {
  const servers = device.management.services.filter(({ name }) => name === "ssh" || name === "scp" || name === "sftp");
  return servers.length > 0 && servers.every(({ enabled }) => isOff(enabled));
}

/** What is known of one kind of SSH algorithm, by the names of IANA's registry and of OpenSSH. */
export interface AlgorithmKind {
  /** "cipher", "MAC"… */
  readonly word: string;
  readonly strong: ReadonlySet<string>;
  isWeak(name: string): boolean;
}

/** A list of algorithms: a weak one fails, and a name that nobody listed is not called strong. */
export function judgeAlgorithms(algorithms: Fact<readonly string[]>, kind: AlgorithmKind): Judgement {
  return judge("SSH server", [algorithms], (names) => {
    const weak = names.filter((name) => kind.isWeak(name));
    if (weak.length > 0) return fail(`The SSH server accepts weak ${kind.word}s: ${weak.join(", ")}.`);
    const strange = names.filter((name) => !kind.strong.has(name));
    if (strange.length > 0) return unknown(`Nothing is known of the strength of ${kind.word} ${strange.join(", ")}.`);
    if (names.length === 0) return unknown(`Which ${kind.word}s the SSH server accepts is not known.`);
    return pass(`The SSH server accepts strong ${kind.word}s only: ${names.join(", ")}.`);
  });
}
