import type { Agent } from 'node:https'
import type { SocketGauge } from './transport.ts'

/** Reads a pool's high-water marks: `sample` at every request made and every connection handed out, the only moments at which they rise. */
export function gaugeSockets(agent: Agent): { readonly sample: () => void; readonly read: () => SocketGauge } {
  let peak = 0
  let peakWaiting = 0
  return {
    sample: () => {
      peak = Math.max(peak, count(agent.sockets) + count(agent.freeSockets))
      peakWaiting = Math.max(peakWaiting, count(agent.requests))
    },
    read: () => ({ limit: agent.maxTotalSockets, peak, peakWaiting }),
  }
}

const count = (byHost: NodeJS.ReadOnlyDict<readonly unknown[]>): number =>
  Object.values(byHost).reduce((total, list) => total + (list?.length ?? 0), 0)
