import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "..");
const pure = "accounts stats access criteria import analysis icp scoring export review samples errors"
  .split(" ")
  .map((name) => `lib/${name}`);

/**
 * Who may import what: project folders or files, then packages (`*` stands for the rest of a name). Every room may
 * import from itself and from lib/errors. The longest matching room counts. Tests may import anything.
 */
const table: readonly [room: string, inside: readonly string[], packages: string][] = [
  ["lib/accounts", [], "zod"],
  ["lib/stats", [], "@stdlib/*"],
  ["lib/access", [], "zod"],
  ["lib/errors", [], ""],
  ["lib/criteria", ["lib/accounts"], "zod"],
  ["lib/import", ["lib/accounts"], "zod tldts"],
  ["lib/analysis", ["lib/accounts", "lib/stats", "lib/criteria"], "zod"],
  ["lib/icp", ["lib/accounts", "lib/criteria", "lib/access"], "zod yjs"],
  ["lib/scoring", ["lib/accounts", "lib/criteria", "lib/icp"], "zod"],
  ["lib/export", ["lib/accounts", "lib/criteria", "lib/icp", "lib/scoring"], "zod"],
  ["lib/review", ["lib/access", "lib/icp", "lib/analysis"], "zod"],
  ["lib/samples", ["lib/accounts", "lib/import", "lib/criteria", "lib/icp"], "zod"],
  ["lib/compute", pure, "node:* saxes yauzl"],
  ["lib/server", [...pure, "lib/compute"], "*"],
  ["components/ui", [], "react react-dom next/link radix-ui* lucide-react class-variance-authority sonner"],
  ["components/charts", [...pure, "components/ui"], "react next/link lucide-react class-variance-authority"],
  [
    "components",
    [...pure, "components"],
    "react* next/* lucide-react class-variance-authority cmdk sonner next-auth/react zod",
  ],
  ["app", ["lib", "components"], "react next next/* lucide-react zod @fontsource*"],
  ["app/api", ["lib"], "next/* zod node:*"],
  ["app/api/auth", ["lib/server"], "next-auth next/*"],
  ["cli", [...pure, "lib/compute"], "node:*"],
  ["prisma", ["lib"], "*"],
  ["scripts", ["lib", "server.ts", "prisma", "e2e", "cli"], "*"],
  ["e2e", ["lib/server/testing", "prisma", "server.ts"], "@playwright/* @axe-core/* node:* pg"],
  ["instrumentation.ts", ["lib/server/commands", "lib/server/log.ts"], "next"],
  ["server.ts", ["lib/server", "lib/compute"], "node:* next pg"],
];

/** Files of lib/server that may hold a connection to the database; everything else asks one of them. */
const databaseRooms = ["commands", "queries", "testing", "generated"].map((name) => `lib/server/${name}/`);
const databaseFiles = [
  // the doors
  ..."db pipelined disconnect actor auth audit throttle welcome workspace-slug".split(" "),
  // the start, the end and the way out
  ..."boot-database embedded-postgres instance-lock app-role migrate instance health front-door backup restore".split(
    " ",
  ),
].map((name) => `lib/server/${name}.ts`);

interface Source {
  /** From the project's root, with forward slashes. */
  readonly file: string;
  readonly text: string;
  readonly lines: number;
  readonly imports: readonly string[];
}

const sources = ["lib", "components", "app", "cli", "e2e", "prisma", "scripts"]
  .flatMap((folder) => walk(folder))
  .concat("server.ts", "instrumentation.ts")
  .map(read);
const code = sources.filter(({ file }) => !isTest(file));

function walk(folder: string): string[] {
  if (!existsSync(path.join(root, folder))) return [];
  return readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .map((name) => path.posix.join(folder, name.replaceAll("\\", "/")))
    .filter((file) => /\.tsx?$/.test(file) && !/\/(?:generated|fixtures)\//.test(file));
}

function read(file: string): Source {
  const text = readFileSync(path.join(root, file), "utf8");
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^;'"`]*?\bfrom\s*"([^"\s]+)"|(?:\n|^)import\s*"([^"\s]+)"|\bimport\("([^"\s]+)"\)/g,
  );
  const imports = [...found].map(([, from, bare, late]) => resolve(file, from ?? bare ?? late ?? ""));
  return { file, text, lines: text.split("\n").length - 1, imports };
}

/** A project file by its path from the root, a package by its name. */
function resolve(file: string, specifier: string): string {
  const inside = specifier.startsWith("#lib/")
    ? `lib/${specifier.slice(5)}`
    : specifier.startsWith(".")
      ? path.posix.join(path.posix.dirname(file), specifier)
      : null;
  if (inside === null) return specifier;
  const endings = ["", ".ts", ".tsx"];
  return endings.map((ending) => inside + ending).find((one) => existsFile(one)) ?? inside;
}

function existsFile(file: string): boolean {
  return path.extname(file) !== "" && existsSync(path.join(root, file));
}

function isTest(file: string): boolean {
  return /\.(?:test|spec)\.tsx?$|\/(?:testing|support)\//.test(file);
}

function isInside(file: string, room: string): boolean {
  return file === room || file.startsWith(`${room}/`);
}

function rowOf(file: string) {
  const rows = table.filter(([room]) => isInside(file, room));
  return rows.sort(([a], [b]) => b.length - a.length)[0];
}

function isAllowed(file: string, imported: string): boolean {
  const row = rowOf(file);
  if (!row) return false;
  const [room, inside, packages] = row;
  const isProjects = existsFile(imported);
  if (isProjects) return [room, ...inside, "lib/errors"].some((allowed) => isInside(imported, allowed));
  return packages.split(" ").some((name) => matches(imported, name)) || /\.css$/.test(imported);
}

function matches(name: string, pattern: string): boolean {
  return pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

describe("the house", () => {
  test("is read whole", () => {
    expect(sources.length).toBeGreaterThan(100);
    expect(sources.flatMap(({ imports }) => imports).length).toBeGreaterThan(300);
  });

  test("every import is one the table allows", () => {
    const strays = code.flatMap(({ file, imports }) =>
      imports.filter((imported) => !isAllowed(file, imported)).map((imported) => `${file} → ${imported}`),
    );
    expect(strays).toEqual([]);
  });

  test("only commands, queries and the doors hold the database; app never does", () => {
    const database = (imported: string) =>
      ["pg", "pg-copy-streams", "lib/server/db.ts"].includes(imported) ||
      imported.startsWith("@prisma/") ||
      imported.includes("/generated/prisma/");
    const strays = code
      .filter(({ file }) => isInside(file, "lib") || isInside(file, "app") || isInside(file, "components"))
      .filter(
        ({ file }) => !databaseFiles.includes(file) && !databaseRooms.some((room) => file.startsWith(room)),
      )
      .filter(({ imports }) => imports.some(database));
    expect(strays.map(({ file }) => file)).toEqual([]);
  });

  test("a query calls no command: reading never leads to writing", () => {
    const strays = code.filter(
      ({ file, imports }) =>
        isInside(file, "lib/server/queries") && imports.some((one) => isInside(one, "lib/server/commands")),
    );
    expect(strays.map(({ file }) => file)).toEqual([]);
  });

  test("sessions are read in one room", () => {
    const strangers = code
      .filter(({ imports }) =>
        imports.some((one) => one.split("/")[0] === "next-auth" && one !== "next-auth/react"),
      )
      .map(({ file }) => file)
      .filter((file) => !/^(?:scripts\/bench\/|lib\/server\/(?:actor|auth)\.ts|app\/api\/auth\/)/.test(file));
    expect(strangers).toEqual([]);
  });

  test("no import goes round in a circle", () => {
    expect(findCycle(new Map(code.map(({ file, imports }) => [file, imports])))).toBeNull();
  });

  test("no file passes on what another one exports", () => {
    const barrels = code.filter(
      ({ file, text }) => /(?:^|\/)index\.tsx?$/.test(file) || /^export\s[^;]*?\bfrom\s*"[#.]/m.test(text),
    );
    expect(barrels.map(({ file }) => file)).toEqual([]);
  });

  test("no folder or file is called after nothing", () => {
    const empty = sources.filter(({ file }) =>
      /(?:^|[/-])(?:utils?|helpers?|misc|common)(?:[/.-]|$)/i.test(file),
    );
    expect(empty.map(({ file }) => file)).toEqual([]);
  });

  test("no file has more than 400 lines, and 19 of 20 have fewer than 250", () => {
    expect(sources.filter(({ lines }) => lines > 400).map(({ file, lines }) => `${file} ${lines}`)).toEqual(
      [],
    );
    const lengths = code.map(({ lines }) => lines).sort((a, b) => a - b);
    expect(lengths[Math.floor(lengths.length * 0.95)]).toBeLessThan(250);
  });

  test("nothing is left for later", () => {
    const marks = new RegExp(["TO", "DO|FIX", "ME|XX", "X"].join("").replace(/(\w+)/g, "\\b$1\\b"));
    expect(code.filter(({ text }) => marks.test(text)).map(({ file }) => file)).toEqual([]);
  });
});

describe("pure modules", () => {
  const impure: readonly [string, RegExp][] = [
    ["the clock", /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\./],
    ["chance", /\bMath\.random\b|\bcrypto\./],
    ["the machine", /\bprocess\.|\bBuffer\b|\bfetch\(|\bsetTimeout\b|\bglobalThis\b/],
    ["the browser", /\bwindow\.|\bdocument\.(?:query|get|create|cookie)|\blocalStorage\b/],
  ];
  const files = code.filter(({ file }) => pure.some((room) => isInside(file, room)));

  test.each(impure)("do not ask %s", (_, pattern) => {
    expect(files.filter(({ text }) => pattern.test(text)).map(({ file }) => file)).toEqual([]);
  });
});

/** The first circle found, as the files it runs through; null when there is none. */
function findCycle(graph: ReadonlyMap<string, readonly string[]>): readonly string[] | null {
  const done = new Set<string>();
  const visit = (file: string, above: readonly string[]): readonly string[] | null => {
    if (above.includes(file)) return [...above.slice(above.indexOf(file)), file];
    if (done.has(file)) return null;
    for (const next of graph.get(file) ?? []) {
      const cycle = visit(next, [...above, file]);
      if (cycle) return cycle;
    }
    done.add(file);
    return null;
  };
  for (const file of graph.keys()) {
    const cycle = visit(file, []);
    if (cycle) return cycle;
  }
  return null;
}
