// What a figure was measured on; without it a figure says little.
import { cpus, loadavg, platform, release, totalmem } from 'node:os'

export const describeMachine = () => ({
  at: new Date().toISOString(),
  cpu: cpus()[0]?.model.trim() || 'unknown processor',
  cores: cpus().length,
  memoryMb: Math.round(totalmem() / 2 ** 20),
  system: `${platform()} ${release()}`,
  node: process.versions.node,
  load: Math.round((loadavg()[0] ?? 0) * 100) / 100,
})
