import { companyNameKey } from "#lib/import/company-name.ts";
import { ownText } from "#lib/import/content-key.ts";
import { createHashIndex, type HashIndex } from "#lib/import/hash-index.ts";
import type { JoinRow, KeyedRow } from "#lib/import/join-row.ts";

/** A row of the workspace, or one that is about to be. */
export interface WorkspaceRow {
  readonly join: JoinRow;
  /** Of its table: a higher one is newer. */
  readonly order: number;
  /** The account it belongs to so far. */
  readonly accountId: string | null;
}

/** Rows as they are joined, each made anew when it is asked for. */
export interface KeyedRows {
  readonly length: number;
  /** Keys of rows are numbers below this. */
  readonly keys: number;
  row(at: number): KeyedRow;
}

/**
 * The rows of a workspace, column by column: some fifty bytes for each, and every text that says which account they belong to
 * once, where an object for each of a million rows would take several gigabytes.
 */
export interface JoinRows extends KeyedRows {
  add(row: WorkspaceRow): void;
  /** All rows are there: what only tells whether a text has come before is let go, a quarter of what a joining holds. */
  complete(): void;
  key(at: number): number;
  order(at: number): number;
  accountId(at: number): string | null;
  /** The company that an own table's row names, among the keys; -1: its own key is all it has. */
  companyKey(at: number): number;
}

const firstCapacity = 1024;
const none = -1;

/** The numbers in an array that has room for `needed` of them: twice as large where it must grow. */
export function grown<T extends Int32Array | Uint8Array>(old: T, needed: number): T {
  if (needed <= old.length) return old;
  const next = new (old.constructor as new (length: number) => T)(Math.max(old.length * 2, needed));
  next.set(old);
  return next;
}

/** Texts by number, each once. */
function createTexts() {
  let numbers = new Map<string, number>();
  const texts: string[] = [];
  return {
    /** What comes again after this is kept again. */
    forget() {
      numbers = new Map();
    },
    of(text: string | null): number {
      if (text === null) return none;
      const known = numbers.get(text);
      if (known !== undefined) return known;
      const own = ownText(text);
      numbers.set(own, texts.length);
      return texts.push(own) - 1;
    },
    text: (number: number): string | null => (number === none ? null : (texts[number] ?? null)),
  };
}

interface Shape {
  readonly table: string;
  readonly tool: string;
  readonly kind: JoinRow["kind"];
}

/** The tables of rows, of which there are few. */
function createShapes() {
  const numbers = new Map<string, number>();
  const shapes: Shape[] = [];
  return {
    shapes,
    of({ table, tool, kind }: JoinRow): number {
      const at = `${kind} ${tool} ${table}`;
      const known = numbers.get(at) ?? shapes.push({ table, tool, kind }) - 1;
      numbers.set(at, known);
      return known;
    },
  };
}

export function createJoinRows(): JoinRows {
  const { shapes, of: shapeOf } = createShapes();
  const values = createTexts();
  const accounts = createTexts();
  /** Null: no row comes any more. */
  let keys: HashIndex | null = createHashIndex();
  let keyCount = 0;
  /** By the number of a name, its key; -1: not worked out yet. */
  let nameKeys = new Int32Array(firstCapacity).fill(none);
  let length = 0;
  let columns = new Int32Array(firstCapacity * width);
  /** The ids of all rows, one behind the other; a row's begin where it says, and end where the next one's begin. */
  let ids = new Int32Array(firstCapacity);
  let idCount = 0;

  function nameKeyOf(name: number): string {
    if (name === none) return "";
    nameKeys = withNone(nameKeys, name + 1);
    const known = nameKeys[name]!;
    if (known !== none) return values.text(known) ?? "";
    const key = companyNameKey(values.text(name) ?? "");
    nameKeys[name] = values.of(key);
    return key;
  }

  const cell = (at: number, column: number): number => columns[at * width + column]!;

  function idsAt(at: number): string[] {
    const end = at + 1 < length ? cell(at + 1, idsFrom) : idCount;
    const found: string[] = [];
    for (let i = cell(at, idsFrom); i < end; i++) found.push(values.text(ids[i]!) ?? "");
    return found;
  }

  /** A company's row in an own table is the newer one's where both name the same company: its content is no key. */
  function companyOf(
    { table, kind, tool, ids: own, domain }: JoinRow,
    name: number,
    keys: HashIndex,
  ): number {
    if (kind !== "company" || tool !== "own") return none;
    const named = own[0] ?? domain ?? nameKeyOf(name);
    return named === "" ? none : keys.of(table, `# ${named}`);
  }

  return {
    get length() {
      return length;
    },
    get keys() {
      return keyCount;
    },
    complete() {
      keys = null;
      values.forget();
      accounts.forget();
    },
    add({ join, order, accountId }) {
      if (keys === null) throw new Error("A row came after the last one.");
      const name = values.of(join.name);
      columns = grown(columns, (length + 1) * width);
      const from = length * width;
      columns[from + shapeAt] = shapeOf(join);
      columns[from + keyAt] = keys.of(join.table, join.key);
      columns[from + idsFrom] = idCount;
      columns[from + domainAt] = values.of(join.domain);
      columns[from + nameAt] = name;
      columns[from + orderAt] = order;
      columns[from + accountAt] = accounts.of(accountId);
      columns[from + companyAt] = companyOf(join, name, keys);
      ids = grown(ids, idCount + join.ids.length);
      for (const id of join.ids) ids[idCount++] = values.of(id);
      keyCount = keys.size;
      length++;
    },
    row(at) {
      const { table, tool, kind } = shapes[cell(at, shapeAt)]!;
      const name = cell(at, nameAt);
      return {
        ...{ table, tool, kind, key: cell(at, keyAt), ids: idsAt(at) },
        ...{ domain: values.text(cell(at, domainAt)), name: values.text(name), nameKey: nameKeyOf(name) },
      };
    },
    key: (at) => cell(at, keyAt),
    order: (at) => cell(at, orderAt),
    accountId: (at) => accounts.text(cell(at, accountAt)),
    companyKey: (at) => cell(at, companyAt),
  };
}

/** The columns of a row, in the order in which they stand behind one another. */
const [shapeAt, keyAt, idsFrom, domainAt, nameAt, orderAt, accountAt, companyAt] = [0, 1, 2, 3, 4, 5, 6, 7];
const width = 8;

function withNone(old: Int32Array<ArrayBuffer>, needed: number): Int32Array<ArrayBuffer> {
  const next = grown(old, needed);
  if (next !== old) next.fill(none, old.length);
  return next;
}

/** Rows that are there already. */
export function joinRowsOf(rows: Iterable<WorkspaceRow>): JoinRows {
  const made = createJoinRows();
  for (const row of rows) made.add(row);
  made.complete();
  return made;
}

/** Some of the rows, by their places. */
export const someOf = (rows: KeyedRows, places: Int32Array): KeyedRows => ({
  length: places.length,
  keys: rows.keys,
  row: (at) => rows.row(places[at]!),
});
