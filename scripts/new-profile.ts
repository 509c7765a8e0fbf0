/** `npm run new:profile -- <id> <os>`: a profile with every required field, to be filled in from real sessions. */
import { parsers } from "../parsers/index.ts";
import { checkedId, create, refuse } from "./scaffold.ts";

const usage = "npm run new:profile -- <id> <os>";
const id = checkedId(process.argv[2], usage);
const os = process.argv[3];
if (!parsers.some((parser) => parser.id === os))
  refuse(`Usage: ${usage}; os is the parser: ${parsers.map((parser) => parser.id).join(", ")}.`);

create(
  `device-profiles/${id}.yaml`,
  `# yaml-language-server: $schema=profile.schema.json
# Each field is described in docs/profiles.md. Take every text from a real session, not from memory.
id: ${id}
title: The product's name
os: ${os}
recognise:
  # sysObjectID prefixes and words of sysDescr, both as the device answers them over SNMP.
  sysObjectId: []
  sysDescr: []
prompts:
  # \`name\` is the device's own name, learned at the first prompt.
  ready: '^(?<name>[\\w.-]{1,100})#$'
login:
  username: '^[Uu]sername:$'
  password: '^[Pp]assword:$'
  passwordChange:
    - '^New [Pp]assword:$'
pager:
  off: []
  pauses:
    - { pattern: '^--More--$', send: " " }
pull:
  - show running-config
refusals:
  - { pattern: '^% ?Authorization failed', means: permission-denied }
  - { pattern: '^% ?Invalid input', means: unknown-command }
whole:
  # What only a whole configuration holds, and how its last line reads.
  from:
    - '^version \\d'
  requires: []
  last: '^end$'
volatile:
  lines: []
secrets:
  - '^\\s*password (?<secret>\\S+)'
timeouts: { connect: 15000, login: 30000, command: 300000, idle: 90000 }
maximumBytes: 16777216
readOnlyRole:
  why: What the account may do, and no more.
  commands:
    - the commands that create it
`,
);
process.stdout.write(
  "Next: a session in test/collect that shows it at work; npx vitest run test/profiles; npm run check.\n",
);
