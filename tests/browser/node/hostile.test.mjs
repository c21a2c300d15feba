import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { hostile, onDisk, openBrowser, pagesOf, watch } from "./site.mjs";

let browser;
before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

// What no text of a lexicon may become. Everything else that a page has is made by
// templates.
function foreign() {
  const elements =
    "iframe, frame, object, embed, img, video, audio, form, base, style, math, template, " +
    "script:not([src='site.js']), link:not([href='style.css']):not([href='favicon.svg'])";
  const found = [...document.querySelectorAll(elements)].map(
    (element) => element.outerHTML,
  );
  for (const element of document.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      if (name.startsWith("on") || name === "style") found.push(`${name}=${value}`);
      const isLink = name === "href" || name === "src" || name.endsWith(":href");
      if (isLink && !/^(https?:\/\/|#|[A-Za-z0-9_.-]+(#|$))/.test(value)) {
        found.push(`${name}=${value}`);
      }
    }
  }
  return found;
}

// Visits all pages of some sites, in a tab of its own.
async function visit(sites) {
  const page = await browser.newPage();
  const faults = watch(page, onDisk(hostile[0], "../"));
  for (const site of sites) {
    for (const name of pagesOf(site)) {
      const address = onDisk(site, name);
      const before = faults.length;
      await page.goto(address, { waitUntil: "domcontentloaded" });
      faults.push(...(await page.evaluate(foreign)));
      if (name === "index.html") await search(page);
      if (faults.length > before) faults.push(`on ${address}`);
    }
  }
  await page.close();
  return faults;
}

// Shows texts of the index.
async function search(page) {
  await page.getByRole("combobox").fill("a");
  await page.waitForFunction(() => "lexgen-search" in globalThis);
  const results = page
    .getByRole("option")
    .or(page.getByRole("status").filter({ hasText: /./ }));
  await results.first().waitFor({ state: "attached" });
  const foreign = await page
    .locator("#page\\:results")
    .evaluate((list) =>
      [...list.querySelectorAll("*")]
        .map(({ tagName }) => tagName)
        .filter((name) => !["A", "B", "SPAN"].includes(name)),
    );
  assert.deepEqual(foreign, []);
}

test("no text of a hostile set becomes markup, script or a request", async () => {
  assert.ok(hostile.length > 0, "tests/browser/run makes the sets");
  const tabs = 4;
  const parts = Array.from({ length: tabs }, (_, tab) =>
    hostile.filter((_, index) => index % tabs === tab),
  );
  const faults = await Promise.all(parts.map(visit));
  assert.deepEqual(faults.flat().slice(0, 20), []);
});
