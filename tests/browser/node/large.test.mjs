// A lexicon whose page is in parts: whoever comes to one part finds all of it.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { onDisk, openBrowser, pagesOf, SITES, watch } from "./site.mjs";

const site = join(SITES, "large");
const NSID = "com.example.large";

let browser;
let page;
let faults;
before(async () => {
  const lexicons = join(SITES, "lexicons", "large");
  mkdirSync(lexicons, { recursive: true });
  const name = { type: "string", description: "What people call it.", maxLength: 100 };
  const definition = (number) => [
    `thing${number}`,
    { type: "object", properties: { [`name${number}`]: name } },
  ];
  const defs = Object.fromEntries([...Array(1500).keys()].map(definition));
  const text = JSON.stringify({ lexicon: 1, id: NSID, defs });
  writeFileSync(join(lexicons, "large.json"), text);
  execFileSync(process.env.LEXGEN, ["docs", "--quiet", lexicons, "-o", site]);
  assert.ok(pagesOf(site).includes(`${NSID}-3.html`));
  browser = await openBrowser();
  page = await browser.newPage();
  faults = watch(page, onDisk(site, ""));
});
after(() => browser.close());

const isSeen = (id) =>
  page.waitForFunction((id) => {
    const top = document.getElementById(id)?.getBoundingClientRect().top;
    return top >= 0 && top < innerHeight;
  }, id);

describe("a page in parts", () => {
  test("is found by the names on every part", async () => {
    await page.goto(onDisk(site, "index.html"));
    await page.getByRole("combobox").fill("name1499");
    await page.getByRole("option").first().click();
    await isSeen("thing1499.name1499");
    assert.match(page.url(), new RegExp(`${NSID}-\\d+\\.html#thing1499\\.name1499$`));
  });

  test("leads from its first part to the one with the place", async () => {
    await page.goto(`${onDisk(site, `${NSID}.html`)}#thing999.name999`);
    await isSeen("thing999.name999");
    assert.match(page.url(), new RegExp(`${NSID}-\\d+\\.html#`));
    // A place that no part has is no reason to go elsewhere.
    await page.goto(`${onDisk(site, `${NSID}.html`)}#nothing`);
    await page.waitForTimeout(200);
    assert.match(page.url(), new RegExp(`${NSID}\\.html#nothing$`));
  });

  test("has a list of all parts on the first one", async () => {
    await page.goto(onDisk(site, `${NSID}.html`));
    const parts = page.getByRole("navigation", { name: "Parts of this page" });
    const count = pagesOf(site).filter((name) => /large(-\d+)?\.html$/.test(name)).length;
    assert.equal(await parts.getByRole("listitem").count(), count);
    await parts.getByRole("link", { name: "Last part" }).click();
    await parts.getByRole("link", { name: "The first part" }).click();
    await page.waitForURL(onDisk(site, `${NSID}.html`));
  });

  test("says how many results are not listed", async () => {
    await page.getByRole("combobox").fill("thing");
    await page.getByText(/^\d+ more: add a word$/).waitFor();
    assert.equal(await page.getByRole("option").count(), 41);
    assert.deepEqual(faults, []);
  });
});
