import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { holes, onDisk, openBrowser, serve, watch } from "./site.mjs";

let browser;
let server;
before(async () => {
  browser = await openBrowser();
  server = await serve(holes);
});
after(async () => {
  await browser.close();
  server.close();
});

async function open(address, options) {
  const page = await browser.newPage(options);
  const faults = watch(page, address.slice(0, address.lastIndexOf("/") + 1));
  await page.goto(address);
  return { page, faults };
}

const results = (page) => page.getByRole("option");

describe("search", () => {
  for (const place of ["disk", "server"]) {
    test(`finds a field by its name, from a ${place}`, async () => {
      const address =
        place === "disk" ? onDisk(holes, "index.html") : `${server.address}index.html`;
      const { page, faults } = await open(address);
      await page.getByRole("combobox").fill("authFactorToken");
      const result = results(page).first();
      await result.waitFor();
      assert.match(
        await result.textContent(),
        /com\.atproto\.server\.createSession.*authFactorToken/,
      );
      await result.click();
      await page.waitForURL(/createSession\.html#main\.input\.authFactorToken$/);
      const row = page.locator(":target");
      assert.match(await row.textContent(), /^\s*authFactorToken\s*optional/);
      assert.ok(await row.evaluate((row) => row.getBoundingClientRect().top >= 56));
      assert.deepEqual(faults, []);
      await page.close();
    });
  }

  test("finds documents by words of their names, titles and descriptions", async () => {
    const { page } = await open(onDisk(holes, "com.example.shelf.defs.html"));
    const first = async (words) => {
      await page.getByRole("combobox").fill(words);
      await results(page).first().waitFor();
      return results(page).first().locator(".result-name").textContent();
    };
    assert.equal(await first("session create"), "com.atproto.server.createSession");
    assert.equal(
      await first("COM.ATPROTO.SERVER.GETSESSION"),
      "com.atproto.server.getSession",
    );
    assert.equal(
      await first("authentication session"),
      "com.atproto.server.createSession",
    );
    await page.close();
  });

  test("says that nothing was found", async () => {
    const { page } = await open(onDisk(holes, "index.html"));
    await page.getByRole("combobox").fill("<b>nowhere</b> thing");
    const status = page.getByRole("status");
    await status.filter({ hasText: "Nothing" }).waitFor();
    assert.equal(await status.textContent(), "Nothing has all of: <b>nowhere</b>, thing");
    assert.equal(await results(page).count(), 0);
    // Everybody sees it.
    const { width, height } = await status.boundingBox();
    assert.ok(width > 200 && height > 20, `${width} × ${height}`);
    await page.getByRole("combobox").fill("");
    assert.equal(await status.textContent(), "");
    await page.close();
  });

  test("finds definitions and fields by their descriptions", async () => {
    const { page } = await open(onDisk(holes, "index.html"));
    await page.getByRole("combobox").fill("title page printed");
    const result = results(page).first();
    await result.waitFor();
    assert.match(await result.textContent(), /com\.example\.shelf\.book title/);
    assert.match(await result.textContent(), /As printed on the title page/);
    // A name comes before a description.
    await page.getByRole("combobox").fill("authors");
    await results(page).filter({ hasText: "book authors" }).first().waitFor();
    assert.match(await result.locator(".result-name").textContent(), /authors$/);
    await page.close();
  });

  test("says nothing about what it has not loaded yet", async () => {
    const { page } = await open(`${server.address}index.html`);
    let release;
    const held = new Promise((resolve) => {
      release = resolve;
    });
    await page.route("**/search-index.js", async (route) => {
      await held;
      await route.continue();
    });
    await page.getByRole("combobox").fill("createSession");
    assert.equal(await page.getByRole("status").textContent(), "Loading…");
    release();
    await results(page).first().waitFor();
    assert.match(await page.getByRole("status").textContent(), /^\d+ results?$/);
    await page.close();
  });

  test("keeps the page as it is until it is used", async () => {
    const { page } = await open(`${server.address}com.example.shelf.review.html`);
    const loaded = () =>
      page.evaluate(() =>
        performance.getEntriesByType("resource").map(({ name }) => name),
      );
    assert.ok(!(await loaded()).some((name) => name.endsWith("search-index.js")));
    await page.getByRole("combobox").focus();
    await page.waitForFunction(() => "lexgen-search" in globalThis);
    await page.close();
  });
});

describe("the keyboard alone", () => {
  test("leads from the start page to a definition and back", async () => {
    const { page, faults } = await open(onDisk(holes, "index.html"));
    await page.keyboard.press("/");
    await page.keyboard.type("bookView");
    await results(page).first().waitFor();
    const input = page.getByRole("combobox");
    await page.keyboard.press("ArrowDown");
    const selected = await input.getAttribute("aria-activedescendant");
    assert.equal(
      await page.getByRole("option", { selected: true }).getAttribute("id"),
      selected,
    );
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\.html#/);
    const heading = page.locator(":target").getByRole("heading").first();
    assert.ok(await heading.isVisible());

    // Back by the link in the bar: the second stop, after the link that skips the bar.
    await page.reload();
    await page.goto(page.url().replace(/#.*/, ""));
    await page.keyboard.press("Tab");
    assert.equal(await focused(page), "Skip to the content");
    await page.keyboard.press("Tab");
    assert.equal(await focused(page), "Lexicons");
    await page.keyboard.press("Enter");
    await page.waitForURL(/index\.html$/);
    assert.deepEqual(faults, []);
    await page.close();
  });

  test("skips the bar", async () => {
    const { page } = await open(onDisk(holes, "com.example.shelf.review.html"));
    await page.keyboard.press("Tab");
    const skip = page.getByRole("link", { name: "Skip to the content" });
    assert.ok(await skip.evaluate((link) => link.getBoundingClientRect().top >= 0));
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    assert.equal(await focused(page), "All lexicons");
    await page.close();
  });

  test("closes the results with Escape", async () => {
    const { page } = await open(onDisk(holes, "index.html"));
    await page.keyboard.press("/");
    await page.keyboard.type("book");
    await results(page).first().waitFor();
    await page.keyboard.press("Escape");
    assert.equal(await results(page).count(), 0);
    assert.equal(await page.getByRole("combobox").inputValue(), "");
    await page.keyboard.press("Escape");
    assert.equal(await page.evaluate(() => document.activeElement.tagName), "BODY");
    await page.close();
  });
});

const focused = (page) => page.evaluate(() => document.activeElement.textContent);

test("the JSON can be copied as it is", async () => {
  const context = await browser.newContext({
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const page = await context.newPage();
  await page.goto(`${server.address}com.atproto.server.createSession.html`);
  await page.getByRole("link", { name: "JSON", exact: true }).click();
  const button = page.getByRole("button", { name: "Copy JSON" });
  await button.click();
  await button.filter({ hasText: "Copied" }).waitFor();
  const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
  assert.equal(copied.id, "com.atproto.server.createSession");
  assert.deepEqual(Object.keys(copied.defs), ["main"]);
  await context.close();
});
