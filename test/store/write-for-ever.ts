// Commits pulls without end, so that a kill falls into the middle of one. Says so once the first is done.
import { testRing } from "./test-ring.ts";
import { openStore } from "../../src/store/open-store.ts";
import { auditInput, entry, finding } from "./records.ts";

const store = await openStore(process.argv[2] ?? "", testRing);
await store.devices.sync([entry("r1"), entry("r2")], "test");
const devices = (await store.devices.list()).items;
for (let turn = 0; ; turn += 1) {
  for (const { id } of devices) {
    const { job } = await store.jobs.enqueue({ deviceId: id, actor: "test" });
    const pull = await store.pulls.start(id, job.id);
    const text = `turn ${turn}\n${"interface\n".repeat(500)}`;
    const findings = Array.from({ length: 50 }, (_, index) => finding(`${id}-${(turn * 25 + index) % 200}`));
    await store.commitPull({
      pullId: pull.id,
      config: { text, comparable: text, profile: "cisco-ios", os: "cisco-ios" },
      hostKey: "SHA256:a",
      audit: auditInput({ findings }),
      decided: () => true,
    });
    await store.jobs.change(job.id, { state: "succeeded" });
  }
  if (turn === 0) process.stdout.write("writing\n");
}
