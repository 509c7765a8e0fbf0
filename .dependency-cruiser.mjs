/**
 * Who may import whom. Each rule's comment is what somebody who breaks it reads, so it says why and what to do.
 * One door: only the named folder may import the library, so that replacing it means changing one place.
 */
const door = (name, library, folders) => ({
  name: `one-door-${name}`,
  comment: `${library} has one door: import what ${folders.join(" and ")} offers instead.`,
  severity: "error",
  from: { pathNot: folders.map((folder) => `^${folder}`) },
  to: { path: `(?:^|/)node_modules/(?:@types/)?${library}(?:/|$)` },
});

const pure = "^(?:src/(?:model|acl|rules|audit|intake|assertions|yaml|benchmarks|remediation|report)|parsers)/";

export default {
  forbidden: [
    {
      name: "model-imports-nothing",
      comment: "src/model is the vocabulary that everything else speaks: it imports nothing but itself.",
      severity: "error",
      from: { path: "^src/model/" },
      to: { pathNot: "^src/model/" },
    },
    {
      name: "acl-sees-the-model-only",
      comment: "src/acl proves things about packets: it needs the model and nothing else.",
      severity: "error",
      from: { path: "^src/acl/" },
      to: { pathNot: "^src/(?:acl|model)/" },
    },
    {
      name: "rules-see-model-and-acl-only",
      comment: "A rule judges the model. What it wants to know of a vendor's text belongs into the parser, as a fact.",
      severity: "error",
      from: { path: "^src/rules/" },
      to: { pathNot: "^src/(?:rules|model|acl)/" },
    },
    {
      name: "rules-do-not-see-each-other",
      comment:
        "A rule stands alone, so that it can be read, tested and switched off alone. Share a subject or a word list instead.",
      severity: "error",
      from: { path: "^src/rules/(?!index\\.ts)([a-z-]+)/([^/]+)\\.ts$", pathNot: "^src/rules/subjects/" },
      to: { path: "^src/rules/[a-z-]+/", pathNot: "^src/rules/(?:subjects/|$1/$2\\.ts$)" },
    },
    {
      name: "parsers-see-the-model-only",
      comment: "A parser turns text into the model. It knows neither rules nor stores nor devices.",
      severity: "error",
      from: { path: "^parsers/" },
      to: { pathNot: "^(?:parsers/|src/model/|node_modules/)" },
    },
    {
      name: "parsers-do-not-see-each-other",
      comment: "What two languages share is a reader in parsers/lib.",
      severity: "error",
      from: { path: "^parsers/([^/]+)/", pathNot: "^parsers/lib/" },
      to: { path: "^parsers/[^/]+/", pathNot: "^parsers/(?:lib|$1)/" },
    },
    {
      name: "pure-means-pure",
      comment:
        "Between collecting and storing everything is a function of its input: no files, processes, clocks or networks here.",
      severity: "error",
      from: { path: pure },
      to: {
        dependencyTypes: ["core"],
        path: "^(?:node:)?(?:fs|fs/promises|net|tls|dns|http|http2|https|dgram|child_process|worker_threads|cluster|timers)$",
      },
    },
    {
      name: "only-the-ends-see-the-ends",
      comment: "Data flows one way: what collects knows nothing of what stores and answers.",
      severity: "error",
      from: { path: "^src/(?:collect|profiles|inventory|secrets)/" },
      to: { path: "^src/(?:store|jobs|api|web|cli)/" },
    },
    {
      name: "nothing-imports-the-command-line",
      comment: "Commands are the outermost layer; what two of them need lives further in.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/(?:cli/|bin\\.ts)" },
      to: { path: "^src/cli/" },
    },
    {
      name: "no-circles",
      comment: "Two files that import each other are one thing: join them, or find the third.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-development-dependencies",
      comment: "The installed package runs without its development dependencies.",
      severity: "error",
      from: { path: "^(?:src|parsers)/" },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only", "npm"] },
    },
    {
      name: "resolvable",
      comment: "The import leads nowhere.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    door("ssh2", "ssh2", ["src/collect/ssh/", "src/demo/"]),
    door("snmp", "net-snmp", ["src/collect/snmp/"]),
    door("xml", "xml2js", ["parsers/lib/xml"]),
    door("fastify", "(?:fastify|@fastify)", ["src/api/"]),
    door("kysely", "kysely", ["src/store/"]),
    door("yaml", "yaml", ["src/yaml/", "src/secrets/"]),
    door("sqlite", "better-sqlite3", ["src/store/"]),
  ],
  options: {
    tsPreCompilationDeps: true,
    detectProcessBuiltinModuleCalls: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^dist/" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".js", ".json"],
    },
  },
};
