#!/usr/bin/env node
// Names in schema.graphql and permissions in src/access/policy.rs that docs/glossary.md has no entry for.
import { readFileSync } from "node:fs";

const text = (file) => readFileSync(new URL(`../${file}`, import.meta.url), "utf8");
const [schema, glossary, policy] = ["schema.graphql", "docs/glossary.md", "src/access/policy.rs"].map(text);

// A name is entered as code in a table row; an enum has a heading of its own, with its values below.
const rows = glossary.split("\n").filter((line) => line.startsWith("|"));
const entered = new Set(rows.flatMap((row) => [...row.matchAll(/`([^`]+)`/g)].flatMap(([, code]) => code.split(/\W+/))));
const vocabularies = new Map(
  glossary.split(/^### /m).map((part) => [part.match(/^\w*/)[0], new Set([...part.matchAll(/`(\w+)` \|$/gm)].map(([, value]) => value))]),
);

// Without descriptions: a definition's name, and what stands one tab deep in it.
const bare = schema.replace(/"""[^]*?"""/g, "");
const members = (kind, only) =>
  [...bare.matchAll(new RegExp(`^${kind} (${only})\\b[^{]*\\{([^]*?)^\\}`, "gm"))].map(([, name, body]) => [
    name,
    [...body.matchAll(/^\t(\w+)/gm)].map(([, member]) => member),
  ]);

const missing = members("type", "Query|Mutation").flatMap(([root, fields]) =>
  fields.filter((field) => !entered.has(field)).map((field) => `${root}.${field}`),
);
for (const [name, values] of members("enum", "\\w+"))
  missing.push(...values.filter((value) => !vocabularies.get(name)?.has(value)).map((value) => `${name}.${value}`));
for (const [, permission] of policy.matchAll(/=> "([A-Z_]+)",/g))
  if (!entered.has(permission)) missing.push(`Permission.${permission}`);

if (missing.length > 0) {
  console.error(`docs/glossary.md has no entry for: ${missing.join(", ")}`);
  process.exitCode = 1;
}
