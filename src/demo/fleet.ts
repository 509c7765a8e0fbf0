import { randomBytes } from "node:crypto";
import type { PullTarget } from "../collect/pull.ts";
import { ciscoIos } from "./cisco-ios.ts";
import { fortigate } from "./configs/fortigate.ts";
import { iosRouter } from "./configs/ios-router.ts";
import { iosSwitch } from "./configs/ios-switch.ts";
import { junosSrx } from "./configs/junos-srx.ts";
import { fortinetFortios } from "./fortinet-fortios.ts";
import { juniperJunos } from "./juniper-junos.ts";
import type { Personality } from "./personality.ts";
import { startSimulatedDevice } from "./simulated-device.ts";

export interface DemoFleet {
  /** Ready to pull: loopback, free ports, passwords made for this run. */
  readonly devices: readonly PullTarget[];
  close(): Promise<void>;
}

interface DemoDevice {
  readonly hostname: string;
  readonly profile: string;
  readonly personality: Personality;
  readonly config: string;
  readonly enable: boolean;
  readonly motd: readonly string[];
}

const fleet: readonly DemoDevice[] = [
  {
    hostname: "edge-r1",
    profile: "cisco-ios",
    personality: ciscoIos,
    config: iosRouter,
    enable: true,
    motd: ["", "Demo network. edge-r1# is the name of this device.", "Authorised use only.", ""],
  },
  {
    hostname: "access-sw1",
    profile: "cisco-ios",
    personality: ciscoIos,
    config: iosSwitch,
    enable: false,
    motd: ["", "This system is for authorised use only. Activity is recorded.", ""],
  },
  {
    hostname: "branch-srx1",
    profile: "juniper-junos",
    personality: juniperJunos,
    config: junosSrx,
    enable: false,
    motd: ["--- JUNOS 21.4R3-S5.4 built 2023-09-21 08:12:11 UTC"],
  },
  {
    hostname: "perimeter-fw1",
    profile: "fortinet-fortios",
    personality: fortinetFortios,
    config: fortigate,
    enable: false,
    motd: [],
  },
];

/** Starts the demo's devices, each an SSH server of its own. `close` ends them all. */
export async function startDemoFleet(): Promise<DemoFleet> {
  const started = await Promise.all(
    fleet.map(async ({ hostname, profile, personality, config, enable, motd }) => {
      const password = randomBytes(12).toString("base64url");
      const enableSecret = enable ? randomBytes(12).toString("base64url") : null;
      const device = await startSimulatedDevice({
        personality,
        hostname,
        config,
        username: "demo",
        password,
        enableSecret,
        motd,
      });
      const target: PullTarget = {
        name: hostname,
        host: "127.0.0.1",
        port: device.port,
        profile,
        credentials: { username: "demo", password, ...(enableSecret === null ? {} : { enableSecret }) },
        snmp: null,
        legacyAlgorithms: false,
        timeouts: {},
      };
      return { device, target };
    }),
  );
  return {
    devices: started.map(({ target }) => target),
    async close() {
      await Promise.all(started.map(({ device }) => device.close()));
    },
  };
}
