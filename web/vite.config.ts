import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// Two builds from one configuration: `vite build` for the browser, `vite build --ssr` for the server. The server's
// is one CommonJS file with everything inside, so that the process that serves it needs nothing of web/node_modules.
export default defineConfig(({ isSsrBuild }) => ({
  plugins: [react()],
  // A bundle for a server leaves this to the time it runs; ours is the same whatever that says.
  define: isSsrBuild ? { 'process.env.NODE_ENV': JSON.stringify('production') } : {},
  ssr: { noExternal: true },
  build: {
    outDir: here(isSsrBuild ? 'dist/server' : 'dist/client'),
    emptyOutDir: true,
    target: isSsrBuild ? 'node20' : 'es2022',
    manifest: !isSsrBuild,
    // Fonts and pictures stay files of their own: the Content-Security-Policy allows no data: fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: isSsrBuild
      ? { output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false } }
      : { input: here('src/entry-client.tsx') },
  },
}));
