import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** The pages people see in a browser, each with its own entry, built to `dist/web`. */
const here = fileURLToPath(new URL('.', import.meta.url));
const page = (name: string) => fileURLToPath(new URL(`./${name}/index.html`, import.meta.url));

export default defineConfig({
  root: here,
  base: '/',
  build: {
    outDir: fileURLToPath(new URL('../../dist/web', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    // The pages forbid data: addresses
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: { phone: page('phone'), desk: page('desk') } },
  },
});
