import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { HtmlValidate } from "html-validate";

import {
  corpus,
  holes,
  hostile,
  KINDS,
  onDisk,
  openBrowser,
  pagesOf,
  watch,
} from "./site.mjs";

const AXE = readFileSync(
  createRequire(import.meta.url).resolve("axe-core/axe.min.js"),
  "utf8",
);

let browser;
before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

// The official pages that the screenshots of reviews show, too.
const OFFICIAL = [
  "com.atproto.server.createSession",
  "app.bsky.feed.post",
  "app.bsky.actor.defs",
  "app.bsky.authFullApp",
];

const pages = [
  ...Object.entries(KINDS).map(([kind, page]) => ({ kind, site: holes, page })),
  ...(corpus ? OFFICIAL.map((page) => ({ kind: "official", site: corpus, page })) : []),
];

async function open({ site, page: name }, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(onDisk(site, `${name}.html`));
  return { context, page };
}

describe("axe finds nothing", () => {
  for (const [colorScheme, width] of [
    ["light", 1280],
    ["dark", 390],
  ]) {
    test(`${colorScheme}, ${width} pixels wide`, async () => {
      const found = [];
      for (const which of pages) {
        const viewport = { width, height: 900 };
        const { context, page } = await open(which, { colorScheme, viewport });
        if (which.page === "index") await search(page);
        await page.evaluate(AXE);
        const { violations } = await page.evaluate(() =>
          globalThis.axe.run({ resultTypes: ["violations"] }),
        );
        for (const { id, nodes } of violations) {
          found.push(
            `${which.page}: ${id}: ${nodes[0].html}: ${nodes[0].failureSummary}`,
          );
        }
        await context.close();
      }
      assert.deepEqual(found, []);
    });
  }
});

// With results, which are part of what is audited.
async function search(page) {
  await page.getByRole("combobox").fill("get");
  await page.getByRole("option").first().waitFor();
  await page.keyboard.press("ArrowDown");
}

describe("a page", () => {
  test("is never wider than the window", async () => {
    const wide = [];
    for (const which of pages) {
      const { context, page } = await open(which);
      for (const width of [320, 390, 700, 1100, 1600]) {
        await page.setViewportSize({ width, height: 800 });
        const scrolled = await page.evaluate(() => document.documentElement.scrollWidth);
        if (scrolled > width) wide.push(`${which.page} at ${width}: ${scrolled}`);
      }
      await context.close();
    }
    assert.deepEqual(wide, []);
  });

  test("of all lexicons has their descriptions in whole, and counts", async () => {
    const { context, page } = await open({ site: holes, page: "index" });
    const cut = await page
      .locator(".documents p")
      .evaluateAll((all) => all.filter((it) => it.scrollWidth > it.clientWidth).length);
    assert.equal(cut, 0);
    const shelf = page.locator(".contents").getByRole("link", { name: /shelf/ });
    const listed = await page
      .locator("section.group", { hasText: "com.example.shelf" })
      .locator("a[href^='com.example.shelf.']")
      .count();
    assert.match(await shelf.textContent(), new RegExp(` ${listed}$`));
    await page.getByRole("link", { name: "Which namespaces refer to which" }).click();
    await page.waitForURL(/#page:picture$/);
    await context.close();
  });

  test("does not move after it is shown", async () => {
    for (const which of pages) {
      const { context, page } = await open(which);
      await page.getByRole("combobox").waitFor();
      const shift = await page.evaluate(
        () =>
          new Promise((resolve) => {
            let sum = 0;
            new PerformanceObserver((list) => {
              for (const { value } of list.getEntries()) sum += value;
            }).observe({ type: "layout-shift", buffered: true });
            // Entries that are buffered come before this.
            requestAnimationFrame(() => setTimeout(() => resolve(sum), 50));
          }),
      );
      assert.equal(shift, 0, which.page);
      await context.close();
    }
  });

  test("has one heading of the first level, and no level is left out", async () => {
    for (const which of pages) {
      const { context, page } = await open(which);
      const levels = await page.evaluate(() =>
        [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
          .filter((heading) => !heading.closest(".contents"))
          .map((heading) => Number(heading.tagName[1])),
      );
      assert.equal(levels.filter((level) => level === 1).length, 1, which.page);
      const steps = levels.slice(1).map((level, index) => level - levels[index]);
      assert.ok(Math.max(0, ...steps) <= 1, `${which.page}: ${levels}`);
      await context.close();
    }
  });

  test("is complete without JavaScript, but for search and copying", async () => {
    for (const which of pages) {
      const text = async (javaScriptEnabled) => {
        const { context, page } = await open(which, { javaScriptEnabled });
        const faults = watch(page, onDisk(which.site, ""));
        await page.reload();
        // What is shown: labels of buttons are not the same.
        // biome-ignore lint/performance/useDomNodeTextContent: `textContent` has hidden text
        const main = await page.locator("main").innerText();
        assert.equal(await page.getByRole("combobox").count(), javaScriptEnabled ? 1 : 0);
        assert.deepEqual(faults, []);
        await context.close();
        return main.replace(/^(Copy)?(\s+|$)/gm, "");
      };
      assert.equal(await text(false), await text(true), which.page);
    }
  });

  test("is valid HTML", async () => {
    const validator = new HtmlValidate({
      extends: ["html-validate:recommended"],
      rules: {
        // Names of elements that HTML does not end, as most people write them.
        "void-style": ["error", { style: "omit" }],
        // A comment says what made the file.
        "doctype-style": "off",
        // Spaces of templates.
        "no-trailing-whitespace": "off",
        // Long NSIDs.
        "long-title": "off",
        // No select has the results of a search.
        "prefer-native-element": ["error", { exclude: ["listbox"] }],
        // Ids are the paths of fields.
        "valid-id": ["error", { relaxed: true }],
      },
    });
    const faults = [];
    for (const site of [holes, ...hostile.slice(0, 10)]) {
      for (const page of pagesOf(site)) {
        const report = await validator.validateString(
          readFileSync(join(site, page), "utf8"),
        );
        for (const { ruleId, line, column, message } of report.results.flatMap(
          ({ messages }) => messages,
        )) {
          faults.push(`${page}:${line}:${column}: ${ruleId}: ${message}`);
        }
      }
    }
    assert.deepEqual(faults.slice(0, 20), []);
  });
});
