// The first page: fills in the example queries.
import { consoleLink, examples, type Example } from './examples';

function element(tag: string, text: string): HTMLElement {
  const node = document.createElement(tag);
  node.textContent = text;
  return node;
}

function item({ title, about, query }: Example): HTMLElement {
  const link = document.createElement('a');
  link.href = consoleLink(query);
  link.textContent = title;
  const code = document.createElement('pre');
  code.append(element('code', query.trim()));
  const details = document.createElement('details');
  details.append(element('summary', '查看语句'), code);
  const entry = document.createElement('li');
  entry.append(link, element('p', about), details);
  return entry;
}

document.getElementById('examples')?.append(...examples.map(item));
