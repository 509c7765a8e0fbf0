/** `npm run new:rule -- <area> <id>`: a rule with its examples, listed; its suite is red until both are written. */
import { camelCase, checkedId, create, refuse, register } from "./scaffold.ts";

const usage = "npm run new:rule -- <area> <id>";
const areas = ["management-access", "accounts", "snmp", "time", "logging", "banners", "services", "acl"];
const area = process.argv[2];
if (area === undefined || !areas.includes(area)) refuse(`Usage: ${usage}; areas are ${areas.join(", ")}.`);
const id = checkedId(process.argv[3], usage);
const name = camelCase(id);

create(
  `src/rules/${area}/${id}.ts`,
  `import { fail, judge, pass, type Rule } from "../rule.ts";

export const ${name}: Rule = {
  id: "${id}",
  title: "What is wrong, in one line",
  severity: "medium",
  area: "${area}",
  why: "What an attacker gains by it.",
  fix: "What to do about it.",
  usability: "What people lose when it is done.",
  remediation: { "cisco-ios": "the commands" },
  needs: ["identity"],
  references: {},
  examples: {
    compliant: [{ os: "cisco-ios", config: "hostname good" }],
    violating: [{ os: "cisco-ios", config: "hostname bad" }],
  },
  *check(device) {
    // One judgement per subject: a login line, a user, an entry.
    yield judge("", [device.identity.hostname], (hostname) => (hostname === null ? fail("Say what is wrong.") : pass("Say what is right.")));
  },
};
`,
);
register("src/rules/index.ts", `import { ${name} } from "./${area}/${id}.ts";`, name);
process.stdout.write("Next: write the examples, then check; npm run golden; npm run check.\n");
