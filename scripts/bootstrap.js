// The first script of every command. It runs on whatever Node the machine has (20.9 or later), brings the
// packages up to date, and hands over to Node 24. It is plain JavaScript and imports no package, because
// nothing may be installed yet.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const verbs = [
  "start",
  "dev",
  "test",
  "check",
  "bench",
  "backup",
  "restore",
  "icp",
  "screens",
  "seed",
  "password",
];

const [verb, ...args] = process.argv.slice(2);
if (!verb || !verbs.includes(verb)) stop(`Say what to do: npm run ${verbs.join(" | ")}.`);
if (!newerThan(process.versions.node, [20, 9])) {
  stop(`Node ${process.versions.node} is too old to begin with. Install Node 20.9 or later, best 24.`);
}
install();
run(findNode());

/** Installs exactly what the lock file says, when it has changed since the last time. */
function install() {
  const stamp = path.join(root, "node_modules", ".installed");
  const lock = createHash("sha256")
    .update(readFileSync(path.join(root, "package-lock.json")))
    .digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;

  const began = performance.now();
  console.error("Installing packages …");
  // Nothing here needs an install script, and some of them would download from hosts that are not always there.
  // NODE_ENV=production or omit=optional in somebody's settings would leave out the tests' packages or Node 24.
  const wanted = [
    "ci",
    "--ignore-scripts",
    "--include=dev",
    "--include=optional",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
  ];
  const npm = process.env.npm_execpath;
  const installed = npm?.endsWith(".js")
    ? spawnSync(process.execPath, [npm, ...wanted], { cwd: root, stdio: ["ignore", 2, 2] })
    : spawnSync("npm", wanted, { cwd: root, stdio: ["ignore", 2, 2], shell: process.platform === "win32" });
  if (installed.error || installed.status !== 0) {
    stop(
      "The packages could not be installed: the lines above say why. Most often the npm registry is not " +
        "reachable, the disk is full, or this folder may not be written to. Put that right and start again.",
    );
  }
  writeFileSync(stamp, lock);
  console.error(`Packages installed in ${((performance.now() - began) / 1000).toFixed(1)} s.`);
}

/** The program that runs the rest: the Node 24 among the packages, else the machine's own where it is new enough. */
function findNode() {
  const brought = path.join(root, "node_modules", `node-${process.platform}-${process.arch}`, "bin", "node");
  // A musl system has the file but cannot run it, so it is asked before it is trusted.
  if (existsSync(brought) && spawnSync(brought, ["--version"]).status === 0) return [brought];
  if (newerThan(process.versions.node, [22, 18])) return [process.execPath];
  if (newerThan(process.versions.node, [22, 12])) return [process.execPath, "--experimental-strip-types"];
  stop(
    `No Node for ${process.platform} ${process.arch} comes with the packages, and this machine's own is ` +
      `${process.versions.node}. Install Node 22.12 or later, best 24.`,
  );
}

/** Runs scripts/<verb>.ts, passes signals on, and ends as it ends. */
function run([node, ...flags]) {
  const script = path.join(root, "scripts", `${verb}.ts`);
  // Where the command was given: a file named there is meant from there.
  const INIT_CWD = process.env.INIT_CWD ?? process.cwd();
  const child = spawn(node, [...flags, "--disable-warning=ExperimentalWarning", script, ...args], {
    cwd: root,
    // The channel tells the child when this process is killed outright; it then stops in order.
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", CHECKPOINT_DISABLE: "1", INIT_CWD },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => stop(`Node could not be started: ${error.message}`));
  child.on("exit", (code, signal) => {
    if (!signal) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
  watchParent(child);
}

/** npm killed outright leaves this process behind: then the child is asked to stop, or the port stays taken. */
function watchParent(child) {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    child.kill("SIGTERM");
  }, 100);
}

function newerThan(version, [major, minor]) {
  const [a = 0, b = 0] = version.split(".").map(Number);
  return a > major || (a === major && b >= minor);
}

function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}
