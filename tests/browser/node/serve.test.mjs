// `lexgen serve` in a browser: the form, and pages that follow the files. The lexicons
// are a copy, which is edited here.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, describe, test } from "node:test";

import { openBrowser, watch } from "./site.mjs";

const AXE = readFileSync(
  createRequire(import.meta.url).resolve("axe-core/axe.min.js"),
  "utf8",
);
const LEXICONS = "../../../lexicons";
const SESSION = "com.atproto.server.createSession";

let browser;
let folder;
let server;
let address;

before(async () => {
  browser = await openBrowser();
  folder = mkdtempSync(join(tmpdir(), "lexgen-"));
  cpSync(LEXICONS, join(folder, "lexicons"), { recursive: true });
  server = spawn(process.env.LEXGEN, ["serve", "--port", "0"], { cwd: folder });
  address = await new Promise((resolve, reject) => {
    let said = "";
    server.stderr.on("data", (data) => {
      said += data;
      const url = said.match(/http:\/\/\S+/);
      if (url) resolve(url[0]);
    });
    server.on("exit", () => reject(new Error(said)));
  });
});
after(async () => {
  server.kill();
  await browser.close();
  rmSync(folder, { recursive: true });
});

let page;
let faults;
async function open(name, options) {
  page = await browser.newPage(options);
  faults = watch(page, address);
  await page.goto(`${address}${name}.html`);
}

const data = () => page.getByRole("textbox", { name: "Data" });
const choice = () => page.getByLabel("Validate as");
const button = (name) => page.getByRole("button", { name, exact: true });
const outcome = (text) => page.getByRole("status").getByText(text).waitFor();
const marks = () => page.locator(".validate-marks mark").allTextContents();

describe("the form", () => {
  beforeEach(() => open(SESSION));

  test("refuses, marks, and accepts what was corrected", async () => {
    await choice().selectOption("main/input");
    await data().fill('{"identifier": 5,\n "é😀": 1, "password": null}');
    await data().press("Control+Enter");
    await outcome("the input is invalid, with 2 errors");
    assert.deepEqual(await marks(), ["5", "null"]);
    const problems = page.locator(".problem");
    assert.match(await problems.nth(0).textContent(), /^1:16.*wrong-type.*\/identifier$/);
    assert.match(await problems.nth(1).textContent(), /^2:23.*\/password$/);

    await problems.nth(1).getByRole("button").click();
    const selected = await data().evaluate((text) =>
      text.value.slice(text.selectionStart, text.selectionEnd),
    );
    assert.equal(selected, "null");

    await data().fill('{"identifier": "alice", "password": "x"}');
    await outcome("the input is valid");
    assert.deepEqual(await marks(), []);
    assert.deepEqual(faults, []);
  });

  test("has examples, and files can be chosen", async () => {
    await choice().selectOption("main/input");
    await button("Example").click();
    await page.waitForFunction(() => document.querySelector("textarea").value);
    await button("Validate").click();
    await outcome("the input is valid");
    await button("Broken example").click();
    await outcome("the input is invalid");

    const buffer = Buffer.from('{"identifier": "a", "password": 1}');
    const chosen = { name: "a.json", mimeType: "application/json", buffer };
    await page.locator("input[type=file]").setInputFiles(chosen);
    await outcome("the input is invalid, with 1 error");
    const large = { ...chosen, buffer: Buffer.alloc(5 * 1024 * 1024, " ") };
    await page.locator("input[type=file]").setInputFiles(large);
    await outcome("larger than 4 MiB");
    assert.deepEqual(faults, []);
  });

  test("shows text as text", async () => {
    const hostile = '<img src=x onerror="alert(1)">';
    await choice().selectOption("main/input");
    await data().fill(JSON.stringify({ [hostile]: 1, identifier: hostile, password: 1 }));
    await button("Validate").click();
    await outcome("the input is invalid");
    await data().fill(`{${JSON.stringify(hostile)}: 1.5}`);
    await outcome("with 1 error");
    assert.deepEqual(faults, []);
  });

  test("works without scripts", async () => {
    await open(SESSION, { javaScriptEnabled: false });
    await choice().selectOption("main/input");
    await data().fill('{"identifier": 5}');
    await button("Validate").click();
    await outcome("the input is invalid, with 2 errors");
    await button("Example").click();
    assert.match(await data().inputValue(), /"password"/);
    assert.deepEqual(faults, []);
  });
});

test("unresolved references can be valid", async () => {
  await open("com.example.live.holder");
  assert.equal(await page.getByRole("textbox", { name: "Data" }).count(), 0);
  const file = join(folder, "lexicons/holder.json");
  const properties = { gone: { type: "ref", ref: "com.example.live.gone" } };
  const main = { type: "object", properties };
  const lexicon = { lexicon: 1, id: "com.example.live.holder", defs: { main } };
  writeFileSync(file, JSON.stringify(lexicon));
  await followed(async () => {
    const response = await page.goto(`${address}com.example.live.holder.html`);
    return response.status() === 200;
  });
  await data().fill('{"gone": {}}');
  await button("Validate").click();
  await outcome("the value is invalid, with 1 error");
  await page.getByLabel("Treat unresolved references as valid").check();
  await outcome("the value is valid");
  rmSync(file);
  await followed(async () => {
    const response = await page.goto(`${address}com.example.live.holder.html`);
    return response.status() === 404;
  });
});

// Tries again until a change of the files has arrived.
async function followed(arrived) {
  for (let round = 0; round < 50; round += 1) {
    if (await arrived().catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail("the change did not arrive");
}

test("a page follows the files, and stays where it was", async () => {
  await open(SESSION);
  const file = join(folder, "lexicons/com/atproto/server/createSession.json");
  const text = readFileSync(file, "utf8");
  await data().fill('{"identifier": 5}');
  await data().scrollIntoViewIfNeeded();
  const before = await page.evaluate(() => scrollY);
  assert.notEqual(before, 0);

  writeFileSync(file, text.replace("authentication session", "edited <b>session</b>"));
  await page.getByText("edited <b>session</b>").first().waitFor();
  await followed(async () => (await data().inputValue()) === '{"identifier": 5}');
  await page.waitForFunction((before) => Math.abs(scrollY - before) < 50, before);

  const { y } = await data().boundingBox();
  writeFileSync(file, text.replace('"procedure"', '"proc"'));
  const errors = page.getByRole("region", { name: "1 error in the files" });
  await errors.getByText("unknown type `proc`").waitFor();
  // The errors are above what the reader sees, and the bar says that they are there.
  const top = (selector) => document.querySelector(selector).getBoundingClientRect().top;
  await page.waitForFunction(`Math.abs((${top})("textarea") - ${y}) < 50`);
  await page.waitForFunction(
    `(${top})(".live-count") >= 0 && (${top})(".live-count") < 100`,
  );
  await page.getByRole("link", { name: "1 error in the files" }).click();
  await page.waitForFunction(`(${top})("#page\\\\:errors") > 0`);
  await page.getByText("edited <b>session</b>").first().waitFor();
  await audit();

  writeFileSync(file, text);
  await errors.waitFor({ state: "detached" });
  assert.equal(await page.getByText("edited <b>session</b>").count(), 0);
  assert.deepEqual(faults, []);
});

test("a page stays where its reader has gone before the new one came", async () => {
  await open(SESSION);
  const file = join(folder, "lexicons/com/atproto/server/createSession.json");
  const text = readFileSync(file, "utf8");
  await page.route(page.url(), async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 500));
    await route.continue();
  });
  await page.evaluate(() => {
    const scroll = () => document.querySelector("textarea").scrollIntoView();
    globalThis.navigation.addEventListener("navigate", () => setTimeout(scroll));
  });
  writeFileSync(file, text.replace("authentication session", "edited session"));
  await page.getByText("edited session").first().waitFor();
  await page.waitForFunction(() => {
    const { top } = document.querySelector("textarea").getBoundingClientRect();
    return top > 0 && top < innerHeight / 2;
  });

  await page.unroute(page.url());
  writeFileSync(file, text);
  await page.getByText("authentication session").first().waitFor();
  assert.deepEqual(faults, []);
});

test("a page that follows the files keeps open what a reader has opened", async () => {
  await open(SESSION);
  const json = page.locator("#page\\:json");
  await page.getByText("field by field").first().click();
  await page.getByRole("heading", { name: "JSON", exact: true }).click();
  const file = join(folder, "lexicons/com/atproto/server/createSession.json");
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replace("authentication session", "edited session"));
  await page.getByText("edited session").first().waitFor();
  await json.getByText("edited session").waitFor();
  assert.ok(await page.locator("#main\\:code").isVisible());
  assert.ok(!(await page.locator("#page\\:rust").isVisible()));
  writeFileSync(file, text);
  await json.getByText("authentication session").waitFor();
  assert.deepEqual(faults, []);
});

async function audit() {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run({ resultTypes: ["violations"] }),
  );
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
  assert.deepEqual(found, []);
}

describe("axe finds nothing", () => {
  for (const colorScheme of ["light", "dark"]) {
    test(colorScheme, async () => {
      await open(SESSION, { colorScheme });
      await choice().selectOption("main/input");
      await data().fill('{"identifier": 5}');
      await button("Validate").click();
      await outcome("the input is invalid");
      await audit();
    });
  }
});
