// Opens the first page and the query console of a running server in Chromium.
// usage: BASE_URL=http://127.0.0.1:8080 TOKEN=$(minsheng token --account demo-staff) node browser/graphiql.test.mjs
// The server holds the demo data. CHROMIUM names another browser, SCREENSHOTS a folder to keep pictures in.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import process from 'node:process';

import { chromium } from 'playwright-core';

const { BASE_URL, TOKEN, CHROMIUM = '/usr/bin/chromium', SCREENSHOTS } = process.env;
if (!BASE_URL || !TOKEN) {
  console.error('BASE_URL and TOKEN must be set');
  process.exit(2);
}
const { origin } = new URL(BASE_URL);

const browser = await chromium.launch({
  executablePath: CHROMIUM,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1280, height: 860 } });
context.setDefaultTimeout(30_000);

// Whatever a page must never do, gathered over the whole run and asserted after every step.
const offences = [];
context.on('request', (request) => {
  const url = new URL(request.url());
  if (!['data:', 'blob:'].includes(url.protocol) && url.origin !== origin) offences.push(`left the host: ${url}`);
});
context.on('response', (response) => {
  if (response.status() >= 400) offences.push(`HTTP ${response.status()}: ${response.url()}`);
});
context.on('console', (message) => {
  if (message.type() === 'error') offences.push(`console error: ${message.text()}`);
});
context.on('weberror', (error) => offences.push(`uncaught: ${error.error().message}`));

const page = await context.newPage();
const editor = page.locator('.graphiql-query-editor .view-lines');
const answer = page.locator('.graphiql-response .view-lines');

// Monaco shows blanks as no-break spaces.
const textOf = async (locator) => (await locator.innerText()).replaceAll('\u00a0', ' ');

async function until(what, probe, seconds = 30) {
  const end = Date.now() + seconds * 1000;
  let last;
  do {
    last = await probe();
    if (last.ok) return;
    await page.waitForTimeout(100);
  } while (Date.now() < end);
  assert.fail(`${what}; last seen: ${last.seen}`);
}

const shows = (locator, text) => async () => {
  const seen = await textOf(locator);
  return { ok: seen.includes(text), seen };
};

async function step(name, run) {
  try {
    await run();
    assert.deepEqual(offences, [], 'the page misbehaved');
    console.log(`ok    ${name}`);
  } catch (error) {
    error.message = `${name}: ${error.message}${offences.length > 0 ? `\n  ${offences.join('\n  ')}` : ''}`;
    throw error;
  } finally {
    if (SCREENSHOTS) await page.screenshot({ path: join(SCREENSHOTS, `${name.replaceAll(/\W+/g, '-')}.png`) });
  }
}

try {
  let examples = [];

  await step('first page', async () => {
    await page.goto(`${origin}/`, { waitUntil: 'networkidle' });
    assert.match(await page.title(), /民生/);
    assert.equal(await page.locator('html').getAttribute('lang'), 'zh-CN');
    assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), '民生');
    for (const path of ['/graphiql', '/schema.graphql', '/healthz']) {
      assert.equal(await page.locator(`a[href="${path}"]`).count(), 1, `no link to ${path}`);
      assert.equal((await fetch(origin + path)).status, 200, path);
    }
    examples = await page.locator('#examples a').evaluateAll((links) => links.map((link) => link.hash));
    assert.equal(examples.length, 7, 'seven examples');
  });

  await step('every example answers', async () => {
    for (const hash of examples) {
      const query = decodeURIComponent(hash.replace('#query=', ''));
      const response = await fetch(`${origin}/graphql`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${TOKEN}` },
        body: JSON.stringify({ query }),
      });
      const body = await response.text();
      assert.ok(response.ok && !JSON.parse(body).errors, `${query}\n${response.status} ${body}`);
    }
  });

  await step('console without a token', async () => {
    await page.goto(`${origin}/graphiql`);
    await editor.waitFor();
    await until('the state is 未登录', shows(page.getByRole('status').first(), '未登录'));
  });

  await step('console with a token', async () => {
    await page.goto('about:blank');
    await page.goto(`${origin}/graphiql#token=${encodeURIComponent(TOKEN)}`);
    await editor.waitFor();
    assert.equal(await page.title(), '查询台 - 民生');
    await until('the state is 已使用令牌', shows(page.getByRole('status').first(), '已使用令牌'));
    assert.equal(await page.evaluate(() => location.href), `${origin}/graphiql`, 'the token left the address bar');
    await until('the default query is there', shows(editor, 'subsidyStatistics'));
  });

  await step('default query', async () => {
    await page.locator('.graphiql-execute-button').click();
    await until('the answer has 57003', shows(answer, '57003'));
  });

  await step('schema documentation', async () => {
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    await page.locator('.graphiql-doc-explorer').getByRole('link', { name: 'Query' }).first().waitFor();
  });

  await step('example link', async () => {
    await page.goto(`${origin}/`);
    await page.locator('#examples a').nth(1).click();
    await editor.waitFor();
    await until('the example is in the editor', shows(editor, 'groupBy: [MONTH]'));
    await page.reload();
    await editor.waitFor();
    await until('the example survives a reload', shows(editor, 'groupBy: [MONTH]'));
  });

  await step('token cleared', async () => {
    await page.getByRole('button', { name: '清除' }).click();
    await until('the state is 未登录', shows(page.getByRole('status').first(), '未登录'));
    assert.equal(await page.evaluate(() => sessionStorage.getItem('minsheng.token')), null);
    await editor.waitFor();
  });

  await step('token pasted', async () => {
    await page.getByLabel('访问令牌').fill(` Bearer ${TOKEN}\n`);
    await page.getByRole('button', { name: '使用' }).click();
    await until('the state is 已使用令牌', shows(page.getByRole('status').first(), '已使用令牌'));
    await page.locator('.graphiql-execute-button').click();
    await until('the answer has 57003', shows(answer, '57003'));
  });

  console.log('browser: all ok');
} catch (error) {
  console.error(`FAILED ${error.message}`);
  process.exitCode = 1;
} finally {
  await browser.close();
}
