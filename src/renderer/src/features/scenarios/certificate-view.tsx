import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { CheckmarkStarburst20Filled, DismissCircle20Filled } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Certificate } from '../../../../shared/model/scenario.ts'
import { sayEnd, sayIn } from '../../../../shared/words/step-words.ts'
import { languageOf } from '../../i18n/create-i18n.ts'
import { useRunbookText } from '../../i18n/use-runbook-text.ts'
import { Disclosure } from '../../ui/disclosure.tsx'
import { KeyValues } from '../../ui/key-values.tsx'

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalL,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  head: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  heading: { margin: 0 },
  holds: { color: tokens.colorStatusSuccessForeground1, display: 'inline-flex' },
  fails: { color: tokens.colorStatusDangerForeground1, display: 'inline-flex' },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalL },
  ids: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, overflowWrap: 'anywhere' },
})

type Refusal = NonNullable<Certificate['refusal']>

/** A code is kept where D365 said that the id is taken, and only there. */
function refusalIn(t: TFunction<['scenarios', 'words']>, { status, code }: Refusal): string {
  if (code !== null) return t('certificate.refused', { answer: `${String(status ?? '–')} ${code}` })
  const isTaken = status !== null && status < 300
  return t(isTaken ? 'certificate.taken' : 'certificate.unanswered', { status: status ?? '–' })
}

/** C2 on one page: pushed three times, one id, one lead; D365 refused a second one; a planted duplicate was found. */
export function CertificateView({ certificate }: { readonly certificate: Certificate }): ReactNode {
  const styles = useStyles()
  const { t, i18n } = useTranslation(['scenarios', 'words'])
  const runbookText = useRunbookText()
  const language = languageOf(i18n.language)
  const { holds, pushes, refusal, control, count } = certificate
  return (
    <section className={styles.root} aria-label={t('certificate.title')} data-holds={holds}>
      <div className={styles.head}>
        <span className={holds ? styles.holds : styles.fails}>
          {holds ? <CheckmarkStarburst20Filled /> : <DismissCircle20Filled />}
        </span>
        <Text as="h3" weight="semibold" className={styles.heading}>
          {holds ? t('certificate.holds') : t('certificate.fails')}
        </Text>
      </div>
      <KeyValues
        items={[
          { key: t('certificate.lead'), value: <code>{certificate.d365LeadId ?? '–'}</code> },
          { key: t('certificate.count'), value: String(count ?? '–') },
          {
            key: t('certificate.refusal'),
            value: refusal === null ? t('certificate.notAsked') : refusalIn(t, refusal),
          },
          {
            key: t('certificate.control'),
            value:
              control === null
                ? '–'
                : t('certificate.found', { found: control.found ?? '–', expected: control.expected }),
          },
        ]}
      />
      <Disclosure label={t('certificate.requests')}>
        <ol className={styles.list}>
          {pushes.map((push) => (
            <li key={push.step}>
              <Text>
                {runbookText(`C2/${push.step}`, push.step)}: {sayIn(language, sayEnd(push.outcome, push.reason).said)}
              </Text>
              {push.requests.map((request) => (
                <div key={request.clientRequestId} className={styles.ids}>
                  {request.method} {request.status ?? '–'} · {request.clientRequestId} ·{' '}
                  {request.serviceRequestIds.join(', ')}
                </div>
              ))}
            </li>
          ))}
        </ol>
      </Disclosure>
    </section>
  )
}
