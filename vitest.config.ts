import { defineConfig } from 'vitest/config'

/** One project per kind of test, so that a runner or a person can ask for one: `vitest run --project unit`. */
const project = (name: string, testTimeout: number) => ({
  extends: true as const,
  test: { name, include: [`tests/${name}/**/*.test.{ts,tsx}`], testTimeout, hookTimeout: testTimeout },
})

export default defineConfig({
  test: {
    environment: 'node',
    restoreMocks: true,
    // Most tests wait for a server or a process of their own; by itself Vitest leaves one core idle, of two half of the machine.
    maxWorkers: '100%',
    projects: [project('unit', 30_000), project('integration', 120_000), project('contract', 60_000)],
  },
})
