import { defineConfig } from 'vite';

// Where `npm run dev` finds the Rust server.
const server = 'http://127.0.0.1:8080';

export default defineConfig({
  base: '/',
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Our own images stay files; no bundled asset becomes a data URI of ours.
    assetsInlineLimit: 0,
    // Monaco and its workers are a few megabytes by nature; only /graphiql loads them.
    chunkSizeWarningLimit: 8000,
    rolldownOptions: {
      input: ['index.html', 'graphiql.html'],
      // "use client" in GraphiQL's dependencies means nothing here.
      checks: { moduleLevelDirective: false },
    },
  },
  worker: { format: 'es' },
  // The development server must not pre-bundle the `?worker` imports.
  optimizeDeps: { exclude: ['graphiql/setup-workers/vite', '@graphiql/react/setup-workers/vite'] },
  server: {
    // Exact paths, so that /graphiql stays with Vite.
    proxy: { '^/graphql$': server, '^/schema\\.graphql$': server, '^/healthz$': server },
  },
});
