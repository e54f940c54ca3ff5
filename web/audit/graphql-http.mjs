// Runs the GraphQL-over-HTTP audit of npm `graphql-http` against a server.
// usage: node audit/graphql-http.mjs http://127.0.0.1:8080/graphql     (TOKEN=... sends a bearer token)
import process from 'node:process';

import { auditServer } from 'graphql-http';

// A later version with fewer audits must not pass unnoticed.
const AT_LEAST = 61;

const url = process.argv[2];
if (!url) {
  console.error('usage: node audit/graphql-http.mjs URL');
  process.exit(2);
}

const token = process.env.TOKEN;
const fetchFn = (input, init = {}) =>
  fetch(input, {
    ...init,
    headers: { ...init.headers, ...(token ? { Authorization: `Bearer ${token}` } : {}) },
    signal: AbortSignal.timeout(30_000),
  });

const results = await auditServer({ url, fetchFn }).catch((error) => {
  console.error(`the audit of ${url} broke off: ${error.message}${error.cause ? ` (${error.cause.message})` : ''}`);
  process.exit(1);
});

let ok = 0;
for (const result of results) {
  if (result.status === 'ok') {
    ok += 1;
    continue;
  }
  console.log(`${result.status.toUpperCase()} ${result.id} ${result.name}`);
  console.log(`  ${result.reason} (HTTP ${result.response?.status ?? '?'})`);
}

console.log(`${ok} of ${results.length} ok`);
if (results.length < AT_LEAST) console.log(`expected at least ${AT_LEAST} audits`);
process.exitCode = ok === results.length && results.length >= AT_LEAST ? 0 : 1;
