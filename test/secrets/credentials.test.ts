import { chmodSync, copyFileSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { KeyRing } from "../../src/secrets/key-ring.ts";
import {
  resolveCredentials,
  resolveSnmpCredentials,
  secretsOf,
  type CredentialPlaces,
  type CredentialReference,
} from "../../src/secrets/resolve-credentials.ts";
import { readSecretInput, sealCredential } from "../../src/secrets/sealed-credentials.ts";
import { temporaryFolder } from "../store/temporary-store.ts";
import { testRing } from "../store/test-ring.ts";

const places = (change: Partial<CredentialPlaces> = {}): CredentialPlaces => ({
  env: { U: "redoubt", P: "FAKE-secret-1", E: "FAKE-secret-2", C: "FAKE-community", K: "FAKE-key" },
  folder: temporaryFolder(),
  ring: testRing,
  ...change,
});

function credentialFile(text: string, mode = 0o600): CredentialReference {
  const file = join(temporaryFolder(), "lab.yaml");
  writeFileSync(file, text);
  chmodSync(file, mode);
  return { file };
}

describe("credentials", () => {
  it("come from the environment", () => {
    const reference = { env: { username: "U", password: "P", enableSecret: "E" } };
    const value = { username: "redoubt", password: "FAKE-secret-1", enableSecret: "FAKE-secret-2" };
    expect(resolveCredentials(reference, places())).toEqual({ ok: true, value });
  });

  it.each([
    ["YAML", "username: redoubt\npassword: FAKE-secret-1\n"],
    ["JSON", '{"username":"redoubt","password":"FAKE-secret-1"}'],
  ])("come from a file of %s", (_, text) => {
    const value = { username: "redoubt", password: "FAKE-secret-1" };
    expect(resolveCredentials(credentialFile(text), places())).toEqual({ ok: true, value });
  });

  it("come from a sealed entry, which only its owner can read and only its key opens", () => {
    const at = places();
    sealCredential(at.folder, testRing, "lab", { username: "redoubt", password: "FAKE-secret-1" });
    sealCredential(at.folder, testRing, "lab", { username: "redoubt", privateKey: "FAKE-key" });
    const value = { username: "redoubt", privateKey: "FAKE-key" };
    expect(resolveCredentials({ sealed: "lab" }, at)).toEqual({ ok: true, value });
    const file = join(at.folder, "credentials", "lab.sealed");
    expect(readdirSync(join(at.folder, "credentials"))).toEqual(["lab.sealed"]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, "utf8")).not.toContain("redoubt");
    const ring = new KeyRing(Buffer.alloc(32, "FAKE-other"));
    expect(resolveCredentials({ sealed: "lab" }, { ...at, ring })).toMatchObject({
      ok: false,
      detail: expect.stringContaining("sealed with another master key"),
    });
    copyFileSync(file, join(at.folder, "credentials", "core.sealed"));
    expect(resolveCredentials({ sealed: "core" }, at)).toMatchObject({
      ok: false,
      detail: expect.stringContaining("moved from its place"),
    });
  });

  it.each<[string, CredentialReference, string]>([
    [
      "a variable that is not set",
      { env: { username: "U", password: "NONE" } },
      "environment variable NONE is not set",
    ],
    ["no username", { env: { password: "P" } }, "the environment reference gives no username"],
    ["nothing to log in with", { env: { username: "U" } }, "neither password nor privateKey"],
    ["a file that is not there", { file: "/nowhere/lab.yaml" }, "file /nowhere/lab.yaml: it does not exist"],
    ["a sealed entry that is not there", { sealed: "lab" }, "sealed credential lab: it does not exist"],
    ["a sealed name that leads elsewhere", { sealed: "../lab" }, "no valid name"],
  ])("missing by %s are a value that names the place", (_, reference, words) => {
    const resolved = resolveCredentials(reference, places());
    expect(resolved).toMatchObject({
      ok: false,
      failure: "credential-missing",
      detail: expect.stringContaining(words),
    });
  });

  it.each([
    ["others may read", "password: FAKE-secret-1", 0o644, "chmod 600"],
    ["holds a list", "- FAKE-secret-1", 0o600, "not a mapping"],
    ["holds one word", "FAKE-secret-1", 0o600, "not a mapping"],
    ["holds an unknown field", "FAKE-secret-1: x", 0o600, "unknown name"],
    ["holds a number", "username: redoubt\npassword: 12345678", 0o600, "put numbers in quotes"],
    ["is no YAML", "password: 'FAKE-secret-1", 0o600, "no valid YAML"],
    ["holds an alias", "username: &a FAKE-secret-1\npassword: *a", 0o600, "no valid YAML"],
  ])("in a file that %s are refused and not repeated", (_, text, mode, words) => {
    const resolved = resolveCredentials(credentialFile(text, mode), places());
    expect(resolved).toMatchObject({ ok: false, detail: expect.stringContaining(words) });
    expect(JSON.stringify(resolved)).not.toMatch(/FAKE-secret-1|12345678/);
  });
});

describe("SNMP credentials", () => {
  const v3 = { version: "v3", authProtocol: "sha256", privProtocol: "aes" } as const;

  it.each([
    [{ version: "v2c" } as const, { community: "C" }, { version: "v2c", community: "FAKE-community" }],
    [
      v3,
      { username: "U", authKey: "K", privKey: "K" },
      {
        version: "v3",
        user: "redoubt",
        authProtocol: "sha256",
        authKey: "FAKE-key",
        privProtocol: "aes",
        privKey: "FAKE-key",
      },
    ],
    [
      { ...v3, privProtocol: null },
      { username: "U", authKey: "K", privKey: "K" },
      {
        version: "v3",
        user: "redoubt",
        authProtocol: "sha256",
        authKey: "FAKE-key",
        privProtocol: null,
        privKey: null,
      },
    ],
  ])("of %j", (kind, env, value) => {
    expect(resolveSnmpCredentials({ env }, kind, places())).toEqual({ ok: true, value });
  });

  it.each([
    [{ version: "v2c" } as const, { username: "U" }, "no community"],
    [v3, { authKey: "K", privKey: "K" }, "no username"],
    [v3, { username: "U", privKey: "K" }, "no authKey"],
    [v3, { username: "U", authKey: "K" }, "no privKey"],
  ])("of %j lack something in %j", (kind, env, words) => {
    expect(resolveSnmpCredentials({ env }, kind, places())).toMatchObject({
      ok: false,
      detail: expect.stringContaining(words),
    });
  });

  it("have their secrets listed for masking", () => {
    expect(secretsOf({ version: "v2c", community: "FAKE" })).toEqual(["FAKE"]);
    expect(secretsOf({ username: "redoubt", password: "FAKE-1", enableSecret: "FAKE-2" })).toEqual([
      "FAKE-1",
      "FAKE-2",
    ]);
  });
});

const input = (...chunks: string[]) => Readable.from(chunks.map((chunk) => Buffer.from(chunk)));

describe("standard input", () => {
  it("is a mapping of fields", async () => {
    expect(await readSecretInput(input("username: redoubt\npass", "word: FAKE-1\n"), null)).toEqual({
      username: "redoubt",
      password: "FAKE-1",
    });
  });

  it.each([
    ["FAKE 1: [x", "FAKE 1: [x"],
    ["FAKE-1\n", "FAKE-1"],
    ["FAKE-1\r\n", "FAKE-1"],
    [" FAKE-1 ", " FAKE-1 "],
  ])("is the bare password %j for a given user", async (text, password) => {
    expect(await readSecretInput(input(text), "redoubt")).toEqual({ username: "redoubt", password });
  });

  it.each([
    ["\n", "redoubt"],
    ["", null],
    ["x".repeat(70_000), "redoubt"],
  ])("is refused when empty or endless", async (text, user) => {
    await expect(readSecretInput(input(text), user)).rejects.toThrow(
      expect.objectContaining({ code: "credential-malformed" }),
    );
  });
});
