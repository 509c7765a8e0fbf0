import { KeyRing } from "../../src/secrets/key-ring.ts";

export const testRing = new KeyRing(Buffer.alloc(32, "FAKE-master-key-for-tests"));
