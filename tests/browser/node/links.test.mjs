import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { corpus, holes, hostile, pagesOf } from "./site.mjs";

// Templates write all attributes in double quotes, and all text escaped.
const attributes = (html, name) =>
  [...html.matchAll(new RegExp(` ${name}="([^"]*)"`, "g"))].map(([, value]) => value);

// What is wrong with the links of a site.
function faultsOf(site) {
  const faults = [];
  const ids = new Map();
  const links = [];
  for (const page of pagesOf(site)) {
    const html = readFileSync(join(site, page), "utf8");
    const own = attributes(html, "id");
    ids.set(page, new Set(own));
    if (ids.get(page).size < own.length) faults.push(`${page} has an id twice`);
    for (const link of [...attributes(html, "href"), ...attributes(html, "src")]) {
      links.push({ page, link });
    }
  }
  const files = new Set(readdirSync(site));
  for (const { page, link } of links) {
    if (/^https?:\/\//.test(link)) continue;
    const [file, id] = link.split("#");
    if (file && !files.has(file)) faults.push(`${page}: no file for ${link}`);
    else if (id !== undefined && !ids.get(file || page).has(id)) {
      faults.push(`${page}: no place for ${link}`);
    }
  }
  return faults;
}

for (const [name, sites] of Object.entries({
  "with a missing document": [holes],
  official: corpus ? [corpus] : [],
  hostile,
})) {
  test(`every link leads somewhere: ${name}`, () => {
    assert.deepEqual(
      sites.flatMap((site) => faultsOf(site).slice(0, 10)),
      [],
    );
  });
}

test("every place that search finds is there", () => {
  for (const site of [holes, ...(corpus ? [corpus] : []), ...hostile]) {
    const script = readFileSync(join(site, "search-index.js"), "utf8");
    const json = script.slice(script.indexOf("[["), script.lastIndexOf(";"));
    for (const [page, , , , , names] of JSON.parse(json)) {
      const ids = new Set(
        attributes(readFileSync(join(site, `${page}.html`), "utf8"), "id"),
      );
      for (const [name, id] of names)
        assert.ok(ids.has(id), `${site}: ${page}#${id} of ${name}`);
    }
  }
});
