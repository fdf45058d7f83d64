import { expect, test } from "vitest";
import { readEnv } from "#lib/server/env.ts";

test("nothing set: this machine only, port 3000, the embedded database", () => {
  expect(readEnv({})).toEqual({
    port: 3000,
    host: "127.0.0.1",
    databaseUrl: null,
    appUrl: null,
    dataDirectory: undefined,
    trustProxy: false,
  });
});

test("an empty variable is one that is not set", () => {
  expect(readEnv({ PORT: "", HOST: "", DATABASE_URL: "", TRUST_PROXY: "" })).toEqual(readEnv({}));
});

test("every mistake has its sentence, and all are said at once", () => {
  const mistakes = {
    PORT: "65536",
    HOST: "http://here",
    DATABASE_URL: "mysql://host/name",
    APP_URL: "https://icp.example.com/path",
    LOG_LEVEL: "loud",
    TRUST_PROXY: "perhaps",
  };
  const sentences = (() => {
    try {
      readEnv(mistakes);
      return [];
    } catch (error) {
      return (error as Error).message.split("\n");
    }
  })();
  expect(sentences).toHaveLength(6);
  for (const [i, name] of Object.keys(mistakes).entries())
    expect(sentences[i]).toMatch(new RegExp(`^${name} must`));
});
