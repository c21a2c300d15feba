// What all tests share: the browser, the sites that `tests/browser/run` makes, a
// static server, and a list of what a page must never do.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join, normalize } from "node:path";
import { pathToFileURL } from "node:url";

import { chromium } from "playwright-core";

export const SITES = process.env.LEXGEN_SITES ?? "../../../target/browser";

export const holes = join(SITES, "holes");
// The official lexicons, where there are any.
export const corpus = existsSync(join(SITES, "corpus")) ? join(SITES, "corpus") : null;
export const hostile = folders(join(SITES, "hostile"));

// A page of each kind.
export const KINDS = {
  start: "index",
  procedure: "com.atproto.server.createSession",
  query: "com.example.shelf.searchBooks",
  subscription: "com.atproto.sync.subscribeRepos",
  record: "com.example.shelf.review",
  "permission set": "com.example.shelf.authDesk",
  space: "com.example.shelf.readingRoom",
  definitions: "com.example.shelf.defs",
  "names of all kinds": "com.example.awkward.fieldNames",
  "missing definitions": "missing",
  "a document that refers to them": "com.atproto.repo.applyWrites",
};

function folders(parent) {
  if (!existsSync(parent)) return [];
  return readdirSync(parent).map((name) => join(parent, name));
}

export function pagesOf(site) {
  return readdirSync(site).filter((name) => name.endsWith(".html"));
}

// The address of a page of a site from the disk.
export function onDisk(site, page) {
  return pathToFileURL(join(site, page)).href;
}

export function openBrowser() {
  return chromium.launch({
    executablePath: process.env.LEXGEN_BROWSER ?? "/usr/bin/chromium",
    // The sandbox needs rights that the root of a container does not have.
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
}

// Serves a site below a path, as static hosts do.
export async function serve(site) {
  const base = "/some/where/";
  const types = { html: "text/html", css: "text/css", js: "text/javascript" };
  const server = createServer(({ url }, response) => {
    const path = normalize(decodeURIComponent(new URL(url, "http://localhost").pathname));
    const file = join(site, path.slice(base.length));
    if (!path.startsWith(base) || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    const type = types[file.slice(file.lastIndexOf(".") + 1)] ?? "image/svg+xml";
    response.writeHead(200, { "content-type": `${type}; charset=utf-8` });
    response.end(readFileSync(file));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${server.address().port}${base}`;
  return { address, close: () => server.close() };
}

// Collects what a page must never do: messages on the console (which a violation of
// the policy is, too), exceptions, dialogs, and requests out of the site.
export function watch(page, site) {
  const faults = [];
  page.on("console", (message) => faults.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => faults.push(`exception: ${error}`));
  page.on("requestfailed", (request) => {
    const { errorText } = request.failure();
    // What was still loading when the next page was opened.
    if (errorText !== "net::ERR_ABORTED") faults.push(`${errorText}: ${request.url()}`);
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(site)) faults.push(`request: ${request.url()}`);
  });
  page.on("dialog", async (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  return faults;
}
