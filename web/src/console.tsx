// The page at /graphiql: a token bar above GraphiQL.
import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './console.css';

import { GraphiQL } from 'graphiql';
import { StrictMode, useEffect, useMemo, useState } from 'react';
import { createRoot } from 'react-dom/client';

import { defaultQuery } from './examples';
import { fetcherFor } from './fetcher';
import { forgetSession, offerQuery, readToken, storeToken, takeFragment } from './session';
import { TokenBar } from './token-bar';

interface State {
  token: string;
  /** Counts sign-ins and links; a new number mounts a new GraphiQL, which then reads the schema again. */
  mount: number;
}

/** The state after the address bar handed over a token or a query. */
function arrive(mount: number): State {
  const { token, query } = takeFragment();
  if (token) storeToken(token);
  if (query) offerQuery(query);
  return { token: readToken(), mount };
}

function Console({ start }: { start: State }) {
  const [state, setState] = useState(start);

  useEffect(() => {
    const follow = () => {
      if (location.hash) setState(arrive(Date.now()));
    };
    addEventListener('hashchange', follow);
    return () => {
      removeEventListener('hashchange', follow);
    };
  }, []);

  const use = (token: string) => {
    storeToken(token);
    setState({ token, mount: Date.now() });
  };
  // A reload also drops the answers that the editors still hold in memory.
  const clear = () => {
    forgetSession();
    location.reload();
  };

  const fetcher = useMemo(() => fetcherFor(state.token), [state.token]);
  return (
    <>
      <TokenBar token={state.token} onUse={use} onClear={clear} />
      <main className="console">
        <GraphiQL
          key={state.mount}
          fetcher={fetcher}
          defaultQuery={defaultQuery}
          // Without a token the server does not show its schema: null asks for none.
          {...(state.token ? {} : { schema: null })}
          storage={sessionStorage}
          forcedTheme="light"
          schemaDescription
        />
      </main>
    </>
  );
}

const root = document.getElementById('root');
if (!root) throw new Error('graphiql.html has no #root');
createRoot(root).render(
  <StrictMode>
    <Console start={arrive(0)} />
  </StrictMode>,
);
