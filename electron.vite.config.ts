import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

// Targets are written out: electron-vite would read them from the declared Electron (45) and emit syntax that the
// stand-in runtime (Electron 33: Node 20.18, Chrome 130) cannot read.
const node = 'node20.18'
const chrome = 'chrome130'

// What every start loads before its first request lies in the bundle: found file by file it takes longer than all the rest of the loading.
const LOADED_AT_START = [
  '@azure/msal-node',
  'axios',
  'canonicalize',
  'csv-parse',
  'dotenv',
  'https-proxy-agent',
  'proxy-from-env',
  'uuid',
  'zod',
]

export default defineConfig({
  main: {
    build: {
      target: node,
      externalizeDeps: { exclude: LOADED_AT_START },
      sourcemap: true,
      rolldownOptions: {
        input: {
          index: 'src/main/index.ts',
          'sandbox-process': 'src/sandbox/sandbox-process.ts',
          'judge-file-worker': 'src/adapters/sqlite/judge-file-worker.ts',
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: node,
      // A sandboxed preload must be one CommonJS file: it can require nothing of its own and import nothing at all.
      externalizeDeps: false,
      rolldownOptions: { output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  },
  renderer: {
    plugins: [react()],
    build: {
      target: chrome,
      sourcemap: true,
      minify: true,
      rolldownOptions: {
        input: { index: 'src/renderer/index.html', badge: 'src/renderer/badge.html' },
        // Fluent marks every file 'use client' for servers that render; hundreds of warnings about it would hide a real one.
        onLog(level, log, handle) {
          if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handle(level, log)
        },
      },
    },
  },
})
