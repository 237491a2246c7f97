import type { Agent } from 'node:http'
import type { SocketGauge } from './transport.ts'

/** Reads the pools' high-water marks: `sample` at every request made and every connection handed out, the only moments at which they rise. */
export function gaugeSockets(
  agents: () => readonly Agent[],
  limit: number,
): { readonly sample: () => void; readonly read: () => SocketGauge } {
  let peak = 0
  let peakWaiting = 0
  const total = (pools: (agent: Agent) => readonly Pool[]): number =>
    agents()
      .flatMap(pools)
      .reduce((sum, pool) => sum + count(pool), 0)
  return {
    sample: () => {
      peak = Math.max(
        peak,
        total(({ sockets, freeSockets }) => [sockets, freeSockets]),
      )
      peakWaiting = Math.max(
        peakWaiting,
        total(({ requests }) => [requests]),
      )
    },
    read: () => ({ limit, peak, peakWaiting }),
  }
}

type Pool = NodeJS.ReadOnlyDict<readonly unknown[]>

const count = (byHost: Pool): number => Object.values(byHost).reduce((total, list) => total + (list?.length ?? 0), 0)
