import { PROXY_VARIABLES } from '../../adapters/node/environment-proxy.ts'
import { canReadSystemStore } from '../../core/d365/http/trusted-roots.ts'
import { judgeTlsEnvironment } from '../../core/d365/http/tls-environment.ts'
import { finding, type Finding } from './finding.ts'

type Env = Readonly<Record<string, string | undefined>>

/** Program, Node and the variables that change how connections are made. */
export function examineRuntime(version: string, env: Env): readonly Finding[] {
  return [
    finding('console', 'Hunter D365 Console', 'passed', version),
    finding('node', 'Node', 'passed', `${process.version} on ${process.platform}-${process.arch}`),
    examineTls(env),
    examineProxy(env),
  ]
}

function examineTls(env: Env): Finding {
  const { mustAbort, notes } = judgeTlsEnvironment(env)
  if (mustAbort !== null) {
    return finding('tls', 'Certificate checks', 'failed', [mustAbort, 'Unset NODE_TLS_REJECT_UNAUTHORIZED.'])
  }
  const roots = canReadSystemStore
    ? 'trusts the bundled roots and the system’s store'
    : 'trusts the bundled roots; this runtime cannot read the system’s store'
  return finding('tls', 'Certificate checks', 'passed', ['on', roots, ...notes].join('; '))
}

/** Only the names and hosts: a proxy's address may carry a password. */
function examineProxy(env: Env): Finding {
  const found = PROXY_VARIABLES.filter((name) => (env[name] ?? '') !== '')
  if (found.length === 0) return finding('proxy', 'Proxy variables', 'passed', 'none set')
  const words = `${found.join(', ')} set; tenants whose proxy is "system" use them where the desktop names none, loopback never does`
  return finding('proxy', 'Proxy variables', 'passed', words)
}
