// Judge web pages by axe-core in one headless Chromium that can reach nothing but the pages themselves.
//
// In: the folder of node_modules, the browser, then files. Out: one JSON object: the versions of axe-core and the browser, and for each file what
// breaks a rule of WCAG 2.2 A or AA, what a person has to look at, and every address that a page asked for in vain.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [packages, executablePath, ...files] = process.argv.slice(2);
const require = createRequire(path.join(packages, 'from-here.cjs'));
const puppeteer = require('puppeteer-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
// Wide enough that no column of a table is scrolled out of sight, where contrast could not be told.
const WINDOW = { width: 2560, height: 1600 };
const NOWHERE = '--host-resolver-rules=MAP * ~NOTFOUND';

const told = (results) => results.flatMap((result) => result.nodes.map((node) => ({
  rule: result.id,
  message: result.help,
  place: node.target.flat().join(' '),
})));

async function judged(browser, file) {
  const page = await browser.newPage();
  const missed = [];
  const own = pathToFileURL(path.resolve(file)).href;
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    const address = request.url();
    if (address === own || address.startsWith('data:')) return request.continue();
    missed.push(address.slice(0, 200));
    return request.abort();
  });
  await page.goto(own, { waitUntil: 'load' });
  await page.evaluate(axe);
  const found = await page.evaluate((values) => window.axe.run(document, { runOnly: { type: 'tag', values } }), TAGS);
  await page.close();
  return { file, missed, broken: told(found.violations), review: told(found.incomplete), passes: found.passes.length };
}

const browser = await puppeteer.launch({
  executablePath,
  headless: true,
  defaultViewport: WINDOW,
  args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', NOWHERE],
});
try {
  const judgements = [];
  for (const file of files) judgements.push(await judged(browser, file));
  const version = `${require('axe-core/package.json').version}, ${await browser.version()}`;
  process.stdout.write(JSON.stringify({ version, files: judgements }));
} finally {
  await browser.close();
}
