// The bearer token of this browser tab. It lives in sessionStorage: closing the tab forgets it.
const KEY = 'minsheng.token';

export const readToken = (): string => sessionStorage.getItem(KEY) ?? '';

/** The token in a pasted text, without "Bearer" and blanks; null if it cannot be sent in a header. */
export function cleanToken(text: string): string | null {
  const token = text.trim().replace(/^Bearer\s+/i, '');
  return /^[\x21-\x7e]+$/.test(token) ? token : null;
}

export function storeToken(token: string): void {
  sessionStorage.setItem(KEY, token);
}

/** Forgets the token and, since a query may hold an ID number, everything GraphiQL kept as well. */
export function forgetSession(): void {
  sessionStorage.clear();
}

/** Lays a query where GraphiQL starts from (its `initialQuery` would be lost on a reload), without old variables. */
export function offerQuery(query: string): void {
  sessionStorage.setItem('graphiql:query', query);
  sessionStorage.removeItem('graphiql:variables');
}

export interface Handover {
  token: string | null;
  query: string | null;
}

/** Takes `#token=...&query=...` out of the address bar, so that neither stays in the history or in a copied link. */
export function takeFragment(): Handover {
  const fragment = location.hash.slice(1);
  const handover: Handover = { token: null, query: null };
  if (!fragment) return handover;
  for (const part of fragment.split('&')) {
    const cut = part.indexOf('=');
    if (cut < 0) continue;
    const value = decode(part.slice(cut + 1));
    if (part.startsWith('token=')) handover.token = cleanToken(value);
    if (part.startsWith('query=')) handover.query = value;
  }
  history.replaceState(null, '', location.pathname + location.search);
  return handover;
}

// Not URLSearchParams: it turns the "+" of a base64 token into a blank.
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
