// Opens the folder, says so, and keeps it until it is killed.
import { testRing } from "./test-ring.ts";
import { openStore } from "../../src/store/open-store.ts";

await openStore(process.argv[2] ?? "", testRing);
process.stdout.write("open\n");
setInterval(() => undefined, 1000);
