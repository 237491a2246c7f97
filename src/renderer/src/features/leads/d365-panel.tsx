import { Button, Link, makeStyles, Spinner, Subtitle2, Text, tokens } from '@fluentui/react-components'
import { Open16Regular, Send20Regular } from '@fluentui/react-icons'
import { useId, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { SyncBadge } from '../../../../shared/model/lead.ts'
import type { TenantView } from '../../../../shared/model/tenant.ts'
import { leadBadgeView } from '../../../../shared/view/lead-badge-view.ts'
import { EnvironmentMark } from '../../app/session/environment-mark.tsx'
import { useRecordedText } from '../../i18n/use-recorded-text.ts'
import { KeyValues } from '../../ui/key-values.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { useNow } from '../../ui/use-now.ts'
import { ConflictChoice } from './conflict-choice.tsx'
import { LeadBadge } from './lead-badge.tsx'
import type { LeadDetail } from './leads-state.ts'
import { LeadsContext } from './leads.store.ts'
import { pushBlock } from './push-permission.ts'
import { timelineOf } from './timeline.ts'

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground2,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  head: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: tokens.spacingHorizontalS },
  title: { margin: 0 },
  error: { color: tokens.colorStatusDangerForeground1 },
  trouble: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  quiet: { color: tokens.colorNeutralForeground3 },
  link: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalXS, whiteSpace: 'nowrap' },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalL },
})

/** The lead's side in Dynamics 365: state, record, and the button that pushes it. */
export function D365Panel({ tenant, detail }: { readonly tenant: TenantView; readonly detail: LeadDetail }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('leads')
  const openLink = LeadsContext.useSelected((state) => state.openLink)
  const recorded = useRecordedText()
  const { sync, lead } = detail
  const view = leadBadgeView(sync)
  return (
    <section className={styles.root} aria-labelledby="d365-panel-title">
      <div className={styles.head}>
        <Subtitle2 as="h3" id="d365-panel-title" className={styles.title}>
          {t('detail.d365')}
        </Subtitle2>
        <EnvironmentMark tenant={tenant} />
      </div>
      <KeyValues
        items={[
          { key: t('detail.status'), value: <LeadBadge view={view} /> },
          { key: t('detail.lastSync'), value: sync.lastAt === null ? '–' : <RelativeTime at={sync.lastAt} /> },
          {
            key: t('detail.record'),
            value:
              detail.link === null ? (
                t('detail.noRecord')
              ) : (
                <Link
                  as="button"
                  title={detail.link}
                  className={styles.link}
                  onClick={() => void openLink(lead.domain)}
                >
                  {t('detail.openLink')}
                  <Open16Regular aria-hidden="true" />
                </Link>
              ),
          },
          ...(sync.d365LeadId === null ? [] : [{ key: t('detail.recordId'), value: <code>{sync.d365LeadId}</code> }]),
          { key: t('detail.attempts'), value: sync.attemptCount },
        ]}
      />
      <Trouble error={view.error} faults={detail.faults} />
      {view.badge === 'unknown' && <Text className={styles.quiet}>{t('detail.unknownHint')}</Text>}
      {sync.warnings.length > 0 && (
        <div>
          <Text weight="semibold">{t('detail.warnings')}</Text>
          <ul className={styles.list}>
            {sync.warnings.map((warning) => (
              <li key={warning}>{recorded(warning)}</li>
            ))}
          </ul>
        </div>
      )}
      {isRuleClash(detail) && <Text className={styles.quiet}>{t('conflict.rule')}</Text>}
      {sync.candidates.length > 0 && view.badge === 'conflict' && (
        <ConflictChoice domain={lead.domain} candidates={sync.candidates} />
      )}
      <PushButton tenant={tenant} detail={detail} />
    </section>
  )
}

interface TroubleProps {
  readonly error: string | null
  readonly faults: LeadDetail['faults']
}

/** Why the last push failed; else, before anything is sent, what is wrong with the lead's own values. */
function Trouble({ error, faults }: TroubleProps): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('leads')
  const recorded = useRecordedText()
  if (error === null && faults.length === 0) return null
  return (
    <div className={styles.trouble}>
      <Text className={styles.error}>
        {error === null ? `${t('detail.payloadFaults')} ${faults.map(recorded).join(' ')}` : recorded(error)}
      </Text>
      {faults.length > 0 && <Text>{t('detail.payloadRemedy')}</Text>}
    </div>
  )
}

/** A duplicate detection rule of D365 refused the row at the last try. */
const isRuleClash = ({ badge, attempts }: LeadDetail): boolean => {
  const failure = timelineOf(attempts, []).find((entry) => entry.kind === 'attempt')?.attempt.failure
  return badge === 'conflict' && failure?.kind === 'D365DuplicateError' && failure.by === 'rule'
}

const PUSH_LABELS: Partial<Record<SyncBadge, 'detail.pushAgain' | 'detail.lookAgain'>> = {
  synced: 'detail.pushAgain',
  conflict: 'detail.lookAgain',
}

function PushButton({ tenant, detail }: { readonly tenant: TenantView; readonly detail: LeadDetail }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('leads')
  const reasonId = useId()
  const push = LeadsContext.useSelected((state) => state.push)
  const isStarting = LeadsContext.useSelected((state) => state.starting.has(detail.lead.domain))
  const block = pushBlock(tenant, detail.badge, useNow(1000))
  const isUnderWay = isStarting || block === 'under_way'
  const label = t(PUSH_LABELS[detail.badge] ?? 'detail.push')
  return (
    <div style={{ display: 'flex', flexDirection: 'column', gap: 6 }}>
      <Button
        appearance={detail.badge in PUSH_LABELS ? 'secondary' : 'primary'}
        icon={isUnderWay ? <Spinner size="tiny" /> : <Send20Regular />}
        disabledFocusable={isUnderWay || block !== null}
        aria-describedby={block === null ? undefined : reasonId}
        onClick={() => void push([detail.lead.domain])}
      >
        {isUnderWay ? t('detail.pushing') : label}
      </Button>
      {block !== null && (
        <Text id={reasonId} size={200} className={styles.quiet}>
          {t(`block.${block}`)}
        </Text>
      )}
    </div>
  )
}
