import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { CheckmarkStarburst20Filled, DismissCircle20Filled } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Certificate } from '../../../../shared/model/scenario.ts'
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

/** C2 on one page: pushed three times, one id, one lead; D365 refused a second one; a planted duplicate was found. */
export function CertificateView({ certificate }: { readonly certificate: Certificate }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation(['scenarios', 'words'])
  const runbookText = useRunbookText()
  const { holds, pushes, refusal, control, count } = certificate
  const refused = refusal === null ? t('certificate.notAsked') : [refusal.status, refusal.code].join(' ')
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
          { key: t('certificate.refusal'), value: refused },
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
                {runbookText(`C2/${push.step}`, push.step)}: {push.outcome}
                {push.reason === null ? '' : ` (${push.reason})`}
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
