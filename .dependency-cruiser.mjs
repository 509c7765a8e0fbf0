export default {
  forbidden: [{ name: "t", severity: "error", from: { path: "^src/a" }, to: { path: "^src/c" } }],
  options: { tsPreCompilationDeps: true, doNotFollow: { path: "node_modules" } },
};
