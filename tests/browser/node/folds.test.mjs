// What is folded, and tables on a narrow screen.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { holes, onDisk, openBrowser } from "./site.mjs";

let browser;
before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

const PAGE = "com.example.shelf.searchBooks.html";

async function open(options, name = PAGE) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(onDisk(holes, name));
  return { context, page };
}

describe("JSON and Rust", () => {
  test("are folded, and a link to them opens them, also without a script", async () => {
    for (const javaScriptEnabled of [true, false]) {
      const { context, page } = await open({ javaScriptEnabled });
      const json = page.locator("#page\\:json");
      assert.ok(!(await json.isVisible()));
      await page.getByRole("link", { name: "JSON", exact: true }).click();
      await json.getByText('"lexicon"').waitFor();
      const heading = page.getByRole("heading", { name: "JSON", exact: true });
      const { top, bottom } = await heading.evaluate((it) => it.getBoundingClientRect());
      assert.ok(top >= 56 && bottom <= 720, `the heading is at ${top}`);
      await page.goto("about:blank");
      await page.goto(`${onDisk(holes, PAGE)}#page:rust`);
      await page.locator("#page\\:rust").getByText("pub struct Params").waitFor();
      await context.close();
    }
  });

  test("are on paper", async () => {
    const { context, page } = await open();
    await page.emulateMedia({ media: "print" });
    for (const id of ["json", "rust"]) {
      const shown = await page
        .locator(`#page\\:${id}`)
        .evaluate((it) => it.checkVisibility({ contentVisibilityAuto: true }));
      assert.ok(shown, id);
      const box = await page.locator(`#page\\:${id}`).boundingBox();
      assert.ok(box.height > 100, `${id} is ${box.height} high`);
    }
    await context.close();
  });

  test("come after those who use a definition", async () => {
    const { context, page } = await open({}, "com.example.shelf.defs.html");
    const order = await page
      .locator("#bookView")
      .getByRole("heading", { level: 3 })
      .allTextContents();
    assert.deepEqual(order, ["Used by", "JSON and Rust"]);
    await context.close();
  });
});

test("a narrow screen says what each cell of a table is", async () => {
  const labels = (page) =>
    page
      .locator("#main\\.parameters\\.q .cell-label")
      .evaluateAll((all) => all.map((it) => it.checkVisibility() && it.textContent));
  const { context, page } = await open({ viewport: { width: 390, height: 800 } });
  assert.deepEqual(await labels(page), ["Type", "Description"]);
  await page.setViewportSize({ width: 1280, height: 800 });
  assert.deepEqual(await labels(page), [false, false]);
  await context.close();
});
