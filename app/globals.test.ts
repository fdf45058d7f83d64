import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const css = readFileSync(new URL("./globals.css", import.meta.url), "utf8");

const pair = (name: string): readonly [string, string] => {
  const found = new RegExp(`--color-${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(css);
  if (!found?.[1] || !found[2]) throw new Error(`no colour ${name}`);
  return [found[1], found[2]];
};

/** WCAG 2.2 relative luminance and contrast ratio. */
const luminance = (hex: string): number => {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a: string, b: string): number => {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
};

const grounds = ["paper", "raised", "sunken"];
const softGrounds = ["accent-soft", "good-soft", "poor-soft", "warn-soft"];
const texts = ["ink", "muted", "accent", "good", "poor", "warn", "uncertain"];

for (const theme of [0, 1] as const) {
  const name = theme === 0 ? "light" : "dark";

  test(`every text colour reads on every ground, ${name}`, () => {
    for (const text of texts)
      for (const ground of [...grounds, ...softGrounds])
        expect(
          contrast(pair(text)[theme], pair(ground)[theme]),
          `${text} on ${ground}`,
        ).toBeGreaterThanOrEqual(4.5);
    expect(contrast(pair("on-accent")[theme], pair("accent")[theme])).toBeGreaterThanOrEqual(4.5);
    expect(contrast(pair("paper")[theme], pair("ink")[theme])).toBeGreaterThanOrEqual(4.5);
  });

  test(`marks and borders of controls can be seen, ${name}`, () => {
    for (const mark of ["mark", "strong", "focus", "good", "poor"])
      for (const ground of grounds)
        expect(
          contrast(pair(mark)[theme], pair(ground)[theme]),
          `${mark} on ${ground}`,
        ).toBeGreaterThanOrEqual(3);
  });
}
