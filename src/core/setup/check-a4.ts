import type { CheckStatus } from '../../shared/model/check.ts'
import type { Environment } from '../../shared/model/tenant.ts'
import { environmentOf } from '../d365/organization-type.ts'
import { failed, passed, warned, type Check, type CheckContext, type Finding } from './check-context.ts'
import { rowOfTokenFailure, rowOfUserFailure } from './row-of-failure.ts'
import { listed, said, sayFailure, together, type Said } from './said.ts'

/** Runbook A.4, line by line: which rows stand for which line. The base URL is this row's own. */
const LINES: readonly { readonly rows: readonly string[]; readonly line: Said }[] = [
  { rows: ['A1.1', 'A1.4'], line: said('CLIENT_ID and TENANT_ID collected', 'CLIENT_ID ve TENANT_ID toplandı') },
  { rows: ['A1.3'], line: said('CLIENT_SECRET stored securely', 'CLIENT_SECRET güvenle saklandı') },
  { rows: ['A2.1'], line: said('Application user created', 'Uygulama kullanıcısı oluşturuldu') },
  { rows: ['A2.2'], line: said('Security roles assigned', 'Güvenlik rolleri atandı') },
]

/** A4: the output checklist of part A, derived from its rows; the base URL and what kind of environment answers there. */
export const CHECK_A4: Check = {
  id: 'A4',
  title: 'Output checklist, base URL',
  proves: said(
    'Every line of the checklist is backed by a row above, and the environment is what the profile says.',
    'Listenin her satırını yukarıdaki bir satır destekliyor ve ortam profilde yazdığı gibi.',
  ),
  needs: 'nothing',
  places: ['environment'],
  run: async (context) => {
    const unreachable = await judgeAddress(context)
    if (unreachable !== null) return unreachable
    const environment = await judgeEnvironment(context)
    const open = openLines(LINES, context.done)
    if (open === null) return environment
    return environment.status === 'passed'
      ? warned(together(environment.detail, open), MEND_ROWS, environment.evidence)
      : { ...environment, detail: together(environment.detail, open) }
  },
}

export const MEND_ROWS = said(
  'Mend the rows named and run the checks again.',
  'Adı geçen satırları düzeltip denetimleri yeniden çalıştırın.',
)

/** The lines whose rows failed or did not run; null when none is open. Rows that this run did not touch are not held against it. */
export function openLines(
  lines: readonly { readonly rows: readonly string[]; readonly line: Said }[],
  done: ReadonlyMap<string, CheckStatus>,
): Said | null {
  const isOpen = (row: string): boolean => done.get(row) === 'failed' || done.get(row) === 'skipped'
  const open = lines.filter(({ rows }) => rows.some(isOpen))
  if (open.length === 0) return null
  const rows = listed([...new Set(open.flatMap((line) => line.rows.filter(isOpen)))])
  const [en, tr] = [open.map(({ line }) => line.en), open.map(({ line }) => line.tr)]
  return said(`Still open: ${en.join('; ')} (row ${rows.en}).`, `Hâlâ açık: ${tr.join('; ')} (satır ${rows.tr}).`)
}

/** Whether the address itself is at fault; null when it is not. */
async function judgeAddress(context: CheckContext): Promise<Finding | null> {
  const token = await context.token()
  if (!token.ok) return rowOfTokenFailure(token.failure) === 'A4' ? atFault(context, token.failure) : null
  const who = await context.whoAmI()
  return !who.ok && rowOfUserFailure(who.failure) === 'A4' ? atFault(context, who.failure) : null
}

function atFault(context: CheckContext, failure: Parameters<typeof sayFailure>[0]): Finding {
  const { what, remedy } = sayFailure(failure)
  const body = { baseUrl: context.tenant.baseUrl, failure }
  return failed(what, remedy, [context.keep({ kind: 'note', title: 'The base URL', body })])
}

async function judgeEnvironment(context: CheckContext): Promise<Finding> {
  const { tenant } = context
  const url = said(`Base URL ${tenant.baseUrl}.`, `Temel URL: ${tenant.baseUrl}.`)
  const read = await context.organization()
  if (!read.ok) return passed(together(url, NOT_ASKED))
  const { friendlyName, organizationType, environmentId } = read.value
  const real = environmentOf(organizationType)
  const body = { friendlyName, organizationType, environmentId, detected: real, declared: tenant.environment }
  const evidence = [context.keep({ kind: 'note', title: 'What the organisation says of itself', body })]
  return judgeType(together(url, sayType(friendlyName, real)), { declared: tenant.environment, real }, evidence)
}

const NOT_ASKED = said(
  'What kind of environment answers there is not known yet.',
  'Orada ne tür bir ortamın yanıt verdiği henüz bilinmiyor.',
)

const sayType = (name: string | null, real: Environment): Said =>
  said(
    `The organisation ${name ?? 'without a name'} counts as ${real}.`,
    `${name ?? 'Adsız'} kuruluşu ${real} sayılıyor.`,
  )

function judgeType(
  told: Said,
  { declared, real }: { readonly declared: Environment; readonly real: Environment },
  evidence: readonly string[],
): Finding {
  if (real !== 'PROD' || declared === 'PROD') return passed(told, evidence)
  return warned(
    together(
      told,
      said(
        `The profile says ${declared}, but the organisation is a production instance or of an unknown type: it is treated as PROD.`,
        `Profilde ${declared} yazıyor ama kuruluş bir üretim örneği ya da türü bilinmiyor: PROD gibi davranılır.`,
      ),
    ),
    said('Check that the base URL is the right one.', 'Temel URL’nin doğru olduğunu denetleyin.'),
    evidence,
  )
}
