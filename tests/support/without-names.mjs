// Preloaded into a process: no name can be looked up any more, as on a machine without a network. Loopback needs no look-up.
import dns from 'node:dns'
import { syncBuiltinESMExports } from 'node:module'

dns.lookup = (name, _options, answer) => {
  const error = Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND', hostname: name })
  process.nextTick(() => answer(error))
}
syncBuiltinESMExports()
