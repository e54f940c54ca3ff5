import type { ExecutionResult } from 'graphql';

interface Operation {
  query: string;
  operationName?: string | null;
  variables?: unknown;
}

interface Options {
  headers?: Record<string, string>;
}

/** Posts an operation to /graphql, with the token if there is one. Headers from GraphiQL's own editor come last. */
export function fetcherFor(token: string) {
  return async (operation: Operation, options: Options = {}): Promise<ExecutionResult> => {
    const response = await fetch('/graphql', {
      method: 'POST',
      headers: {
        Accept: 'application/graphql-response+json, application/json;q=0.9',
        'Content-Type': 'application/json',
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
        ...options.headers,
      },
      body: JSON.stringify(operation),
    });
    const type = response.headers.get('Content-Type') ?? '';
    if (!/^application\/(graphql-response\+)?json\b/.test(type)) {
      const text = await response.text();
      throw new Error(`服务器答复 ${String(response.status)} ${response.statusText}：${text.slice(0, 500)}`);
    }
    return (await response.json()) as ExecutionResult;
  };
}
