/** Devices in a row that may refuse one login before the schedule keeps it from the others. */
const patience = 3;

export interface RefusedLogins {
  readonly refused: (login: string, deviceId: string) => void;
  readonly accepted: (login: string) => void;
  /** Many devices ask one central server: a wrong password tried on all of them would lock the account there. */
  readonly tooMany: (login: string) => boolean;
}

/** `login` is a keyed hash of user name and secrets. In memory: devices remember their own refusals in the store. */
export function refusedLogins(): RefusedLogins {
  const devices = new Map<string, Set<string>>();
  return {
    refused(login, deviceId) {
      const known = devices.get(login);
      if (known === undefined) devices.set(login, new Set([deviceId]));
      else known.add(deviceId);
    },
    accepted: (login) => {
      devices.delete(login);
    },
    tooMany: (login) => (devices.get(login)?.size ?? 0) >= patience,
  };
}
