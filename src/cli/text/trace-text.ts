import { adviseFailure } from '../../shared/advice/advise-failure.ts'
import type { ConnectionHop, ConnectionTrace, Hop } from '../../shared/model/network.ts'
import { formatTable, plain } from '../format-table.ts'
import type { Page } from './page.ts'

const HOP_WORDS: Readonly<Record<Hop, string>> = {
  dns: 'DNS',
  proxy: 'proxy',
  connect: 'connection',
  tls: 'TLS',
  entra: 'Entra ID',
  dataverse: 'Dataverse',
}

const STATUS_WORDS: Readonly<Record<ConnectionHop['status'], string>> = {
  passed: 'passed',
  failed: 'FAILED',
  not_needed: 'not needed',
  not_reached: 'not reached',
}

/** The way hop by hop, and below it what happened at the one that failed and what to do. */
export function traceText({ hops }: ConnectionTrace, { width }: Pick<Page, 'width'>): string {
  const table = formatTable(
    ['hop', 'result', 'host'],
    hops.map(({ hop, status, hosts }) => [HOP_WORDS[hop], STATUS_WORDS[status], plain(hosts.join(', '))]),
    { width },
  )
  const failure = hops.find(({ status }) => status === 'failed')?.failure ?? null
  if (failure === null) return table
  const { whatHappened, whatToDo } = adviseFailure(failure, 'en')
  return [table, '', plain(whatHappened), plain(failure.message), plain(whatToDo)].join('\n')
}
