#!/usr/bin/env node
// Opens built pages in Debian's Chromium, in every width, colour scheme and locale, and looks at what a person
// would see: screenshots, and findings where the console shows an error, the content policy is violated, a request
// fails or leaves the site, or the page is wider than the window.
//
//     apt-get install chromium fonts-noto-cjk
//     node .ci/screens.mjs SITE [--out DIR] [--pages LIST] [--widths 320,768,1280] [--schemes light,dark]
//                               [--base-path /] [--now 2026-06-07T00:00:00Z] [--full]
//
// LIST: addresses with commas, such as "index.html,{locale}/,{locale}/offerings/"; without it, every page.
// Without --out no picture is taken. --full takes the whole page instead of the first screen.
// Exit status: 0 no finding, 1 findings, 2 wrong use. Listens on a free port of 127.0.0.1 alone.

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { dirname, extname, join, normalize, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const PLAYWRIGHT = "1.65.1";
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const MODULES = join(dirname(fileURLToPath(import.meta.url)), "../target/ci/browser");
const LOCALES = { en: "en", "zh-cn": "zh-CN" }; // folder: language of the browser
const HEIGHTS = { 320: 568, 768: 1024, 1280: 800 };
const AT_ONCE = 2;
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".xml": "application/xml",
  ".ics": "text/calendar; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
};

async function main() {
  const options = readOptions();
  const site = resolve(options.site);
  const pages = options.pages ? expand(options.pages.split(",")) : everyPage(site);
  const server = await serve(site, options.basePath);
  const browser = await loadPlaywright().chromium.launch({
    executablePath: CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
  });
  const views = pages.flatMap((page) =>
    options.widths.flatMap((width) => options.schemes.map((scheme) => ({ page, width, scheme }))));
  const findings = [];
  const waiting = [...views];
  const visitor = async () => {
    for (let view = waiting.shift(); view; view = waiting.shift()) {
      findings.push(...(await visit(browser, server, view, options)));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, visitor));
  await browser.close();
  server.close();
  findings.sort().forEach((finding) => console.log(finding));
  console.log(`browser: ${findings.length} findings in ${views.length} views of ${pages.length} pages`);
  process.exitCode = findings.length || !views.length ? 1 : 0;
}

/** Opens one page in one width and scheme; returns what is wrong with it. */
async function visit(browser, server, { page: address, width, scheme }, options) {
  const context = await browser.newContext({
    viewport: { width, height: HEIGHTS[width] ?? 800 },
    colorScheme: scheme,
    locale: LOCALES[address.split("/")[0]] ?? "en",
    timezoneId: "Europe/Amsterdam",
    reducedMotion: "reduce",
  });
  const problems = new Set();
  const page = await context.newPage();
  await watch(page, server.origin, problems);
  if (options.now) await page.clock.setFixedTime(new Date(options.now));
  const answer = await page.goto(server.origin + options.basePath + encodeURI(address), { waitUntil: "load" });
  if (!answer?.ok()) problems.add(`the server answers ${answer?.status()}`);
  const overflow = await page.evaluate(findOverflow);
  if (overflow) problems.add(overflow);
  if (options.out) await page.screenshot({ path: pictureOf(options.out, address, width, scheme), fullPage: options.full });
  (await page.evaluate(() => globalThis.violations ?? [])).forEach((violation) => problems.add(violation));
  await context.close();
  return [...problems].map((problem) => `${address} at ${width} px, ${scheme}: ${problem}`);
}

async function watch(page, origin, problems) {
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) problems.add(`console ${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => problems.add(`uncaught: ${error.message}`));
  page.on("response", (answer) => {
    if (answer.status() >= 400) problems.add(`${answer.status()} for ${answer.url().replace(origin, "")}`);
  });
  await page.route((url) => url.origin !== origin, (route) => {
    problems.add(`a request leaves the site: ${route.request().url()}`);
    return route.abort();
  });
  await page.addInitScript(() => {
    globalThis.violations = [];
    document.addEventListener("securitypolicyviolation", (event) => globalThis.violations
      .push(`content policy: ${event.effectiveDirective} refuses ${event.blockedURI} (line ${event.lineNumber})`));
  });
}

/** Runs in the page: null, or by how much it is too wide and which elements stick out. */
function findOverflow() {
  const wide = document.scrollingElement.scrollWidth;
  if (wide <= window.innerWidth) return null;
  const scrolls = (element) => element && element !== document.body &&
    (/auto|scroll|hidden|clip/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
  const name = (element) => element.tagName.toLowerCase() + (element.id ? `#${element.id}` : "") +
    [...element.classList].map((word) => `.${word}`).join("");
  const out = [...document.body.querySelectorAll("*")]
    .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1 && !scrolls(element.parentElement));
  const culprits = out.filter((element) => !out.some((other) => other !== element && element.contains(other)));
  return `${wide} px wide in a window of ${window.innerWidth}: ${culprits.slice(0, 3).map(name).join(", ")}`;
}

function readOptions() {
  const text = { type: "string" };
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { out: text, pages: text, now: text, full: { type: "boolean" }, widths: { ...text, default: "320,768,1280" },
      schemes: { ...text, default: "light,dark" }, "base-path": { ...text, default: "/" } },
  });
  if (positionals.length !== 1 || !existsSync(positionals[0])) stop("usage: screens.mjs SITE [options], see its head");
  if (values.out) mkdirSync(values.out, { recursive: true });
  return { ...values, site: positionals[0], widths: values.widths.split(",").map(Number),
    schemes: values.schemes.split(","), basePath: `/${values["base-path"]}/`.replace(/\/+/g, "/") };
}

const expand = (pages) => [...new Set(pages.map((page) => page.trim()).flatMap((page) =>
  page.includes("{locale}") ? Object.keys(LOCALES).map((folder) => page.replace("{locale}", folder)) : [page]))];

/** Every page of the site but aliases, which leave at once. */
function everyPage(folder) {
  const names = readdirSync(folder, { recursive: true }).map(String).filter((name) => name.endsWith(".html")).sort();
  return names
    .filter((name) => !/http-equiv="?refresh/i.test(readFileSync(join(folder, name), "utf8")))
    .map((name) => name.split(sep).join("/"));
}

const pictureOf = (out, address, width, scheme) => {
  const name = address.replace(/\/?(index)?(\.html)?$/, "").replaceAll("/", "-") || "root";
  return join(out, `${name}-${width}-${scheme}.png`);
};

/** A static server for one folder under one path: what a plain host does, and no more. */
function serve(folder, basePath) {
  const server = createServer((request, answer) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    let file = path.startsWith(basePath) ? normalize(join(folder, path.slice(basePath.length))) : "";
    if (file && existsSync(file) && statSync(file).isDirectory()) file = path.endsWith("/") ? join(file, "index.html") : "";
    const inside = file && !relative(folder, file).startsWith("..");
    // Browsers ask for this by themselves where a page names no icon.
    if (path === "/favicon.ico" && !(inside && existsSync(file))) return answer.writeHead(204).end();
    if (!inside || !existsSync(file)) return answer.writeHead(404).end("not found");
    answer.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
    answer.end(readFileSync(file));
  });
  return new Promise((done) => server.listen(0, "127.0.0.1", () =>
    done({ origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() })));
}

/** The driver is fetched once, at exactly this version; its own browser is not. */
function loadPlaywright() {
  if (!existsSync(CHROMIUM)) stop(`no ${CHROMIUM}: apt-get install chromium fonts-noto-cjk`);
  const manifest = join(MODULES, "node_modules/playwright-core/package.json");
  if (!existsSync(manifest) || JSON.parse(readFileSync(manifest, "utf8")).version !== PLAYWRIGHT) {
    mkdirSync(MODULES, { recursive: true });
    execFileSync("npm", ["install", "--prefix", MODULES, "--no-save", "--no-audit", "--no-fund", "--ignore-scripts",
      "--loglevel=error", `playwright-core@${PLAYWRIGHT}`], { stdio: ["ignore", "ignore", "inherit"] });
  }
  return createRequire(manifest)("playwright-core");
}

function stop(message) {
  console.error(message);
  process.exit(2);
}

await main();
