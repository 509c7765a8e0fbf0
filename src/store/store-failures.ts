/** Closed table of what can go wrong with the data folder and its database: what happened, what to do. */
export const storeFailures = {
  locked: {
    happened: "Another redoubt works in this data folder.",
    mend: "Stop it first, or use its API.",
  },
  "folder-exposed": {
    happened: "The data folder is open to others than its owner.",
    mend: "Run chmod 700 on it.",
  },
  "folder-unusable": {
    happened: "The data folder cannot be used.",
    mend: "Check that it is a folder, that its disk is there, and that this user may write to it.",
  },
  "newer-schema": {
    happened: "The data folder was written by a newer version of redoubt.",
    mend: "Use that version or a later one.",
  },
  "not-a-store": {
    happened: "The file redoubt.sqlite is no database of redoubt.",
    mend: "Name another data folder, or restore the file from a backup.",
  },
  "wrong-key": {
    happened: "The data folder was sealed with another master key.",
    mend: "Give the master key that it was made with (REDOUBT_KEY, REDOUBT_KEY_FILE or its master.key).",
  },
  "disk-full": {
    happened: "The disk of the data folder is full; nothing of this change was stored.",
    mend: "Make room and try again.",
  },
  "read-only": {
    happened: "The data folder cannot be written to; nothing of this change was stored.",
    mend: "Check the file's modes and the mount.",
  },
  damaged: {
    happened: "The database is damaged.",
    mend: "Stop redoubt and restore the data folder from a backup.",
  },
  "disk-error": {
    happened: "The disk of the data folder failed; nothing of this change was stored.",
    mend: "Check the disk and try again.",
  },
  closed: { happened: "The store is closed.", mend: "Open it again." },
  "cursor-invalid": {
    happened: "The cursor does not belong to this query.",
    mend: "Start again at the first page.",
  },
  "host-key-pinned": {
    happened: "Another host key is pinned for the device.",
    mend: "Find out why it changed; if it is right, forget the pinned key.",
  },
  "not-found": { happened: "There is no such record.", mend: "Check the identifier." },
} as const satisfies Readonly<Record<string, { readonly happened: string; readonly mend: string }>>;

export type StoreFailure = keyof typeof storeFailures;

/** `detail` names the place; it is free of secrets. */
export class StoreError extends Error {
  readonly code: StoreFailure;

  constructor(code: StoreFailure, detail = "", cause?: unknown) {
    const { happened, mend } = storeFailures[code];
    super(`${happened}${detail === "" ? "" : ` (${detail})`} ${mend}`, { cause });
    this.name = "StoreError";
    this.code = code;
  }
}
