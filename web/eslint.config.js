import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

// What the Node scripts use without importing it; `document` and `location` run inside the page.
const nodeGlobals = Object.fromEntries(
  ['AbortSignal', 'URL', 'console', 'document', 'fetch', 'location', 'sessionStorage'].map((name) => [name, 'readonly']),
);

export default defineConfig(
  globalIgnores(['dist']),
  js.configs.recommended,
  {
    files: ['src/**/*.{ts,tsx}', 'vite.config.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
  },
  { files: ['**/*.mjs'], languageOptions: { globals: nodeGlobals } },
);
