import { Button, makeStyles, Subtitle1, Text, tokens } from '@fluentui/react-components'
import { Dismiss20Regular } from '@fluentui/react-icons'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TenantView } from '../../../../shared/model/tenant.ts'
import { failureOf } from '../../bridge/action-state.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { CompanyFacts } from './company-facts.tsx'
import { D365Panel } from './d365-panel.tsx'
import { EraseButton } from './erase-button.tsx'
import { LeadTimeline } from './lead-timeline.tsx'
import type { LeadDetail } from './leads-state.ts'
import { LeadsContext } from './leads.store.ts'
import { PayloadView } from './payload-view.tsx'

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    width: '400px',
    flexShrink: 0,
    minHeight: 0,
    boxSizing: 'border-box',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    overflow: 'hidden',
    outlineStyle: 'none',
    // A small window has no room for two columns: the details lie over the list then.
    '@media (max-width: 1079px)': {
      position: 'absolute',
      top: 0,
      right: 0,
      bottom: 0,
      boxShadow: tokens.shadow28,
      zIndex: 1,
    },
  },
  head: {
    display: 'flex',
    alignItems: 'flex-start',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalS}`,
  },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  title: { margin: 0, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground3, overflowWrap: 'anywhere' },
  body: {
    flex: 1,
    minHeight: 0,
    overflowY: 'auto',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    padding: `0 ${tokens.spacingHorizontalL} ${tokens.spacingVerticalL}`,
  },
})

export interface LeadDetailPanelProps {
  readonly tenant: TenantView
  readonly domain: string
}

/** Everything about one lead beside the list; Escape closes it and gives focus back to the row. */
export function LeadDetailPanel({ tenant, domain }: LeadDetailPanelProps): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('leads')
  const detail = LeadsContext.useSelected((state) => state.detail)
  const open = LeadsContext.useSelected((state) => state.open)
  const action = LeadsContext.useSelected((state) => state.detailAction)
  const failure = failureOf(action)
  const panel = useRef<HTMLElement>(null)
  useEffect(() => panel.current?.focus({ preventScroll: true }), [])
  const close = (): void => {
    open(null)
    document.querySelector<HTMLElement>(`[data-domain="${CSS.escape(domain)}"]`)?.focus()
  }
  return (
    <aside
      ref={panel}
      tabIndex={-1}
      className={styles.root}
      aria-label={t('detail.title', { domain })}
      onKeyDown={(event) => {
        // What a dialog over the panel is pressed for arrives here too, though it does not lie within.
        if (event.key === 'Escape' && event.currentTarget.contains(event.target as Node)) close()
      }}
    >
      <div className={styles.head}>
        <div className={styles.words}>
          <Subtitle1 as="h2" className={styles.title}>
            {detail.status === 'loaded' ? (detail.value.lead.companyName ?? domain) : domain}
          </Subtitle1>
          <Text size={200} className={styles.quiet}>
            {domain}
          </Text>
        </div>
        <Button appearance="subtle" icon={<Dismiss20Regular />} aria-label={t('detail.close')} onClick={close} />
      </div>
      <div className={styles.body} tabIndex={0} role="group" aria-label={t('detail.title', { domain })}>
        {detail.status === 'loading' && <LoadingState rows={6} />}
        {detail.status === 'failed' && <FailureNotice failure={detail.failure} />}
        {detail.status === 'loaded' && (
          <>
            {failure && <FailureNotice failure={failure} />}
            <D365Panel tenant={tenant} detail={detail.value} />
            <DetailTabs tenant={tenant} detail={detail.value} />
          </>
        )}
      </div>
    </aside>
  )
}

type TabName = 'history' | 'company' | 'payload'
const TABS: readonly TabName[] = ['history', 'company', 'payload']

function DetailTabs({ tenant, detail }: { readonly tenant: TenantView; readonly detail: LeadDetail }): ReactNode {
  const { t } = useTranslation('leads')
  const [tab, setTab] = useState<TabName>('history')
  return (
    <div>
      <Tabs
        label={t('detail.title', { domain: detail.lead.domain })}
        idPrefix="lead-tab"
        tabs={TABS.map((value) => ({ value, label: t(`detail.${value}`) }))}
        selected={tab}
        onSelect={setTab}
      />
      <div role="tabpanel" aria-labelledby={`lead-tab-${tab}`} style={{ paddingTop: 12 }}>
        {tab === 'history' && <LeadTimeline attempts={detail.attempts} events={detail.events} />}
        {tab === 'company' && (
          <>
            <CompanyFacts lead={detail.lead} />
            <EraseButton domain={detail.lead.domain} />
          </>
        )}
        {tab === 'payload' && <PayloadView tenant={tenant} payload={detail.payload} faults={detail.faults} />}
      </div>
    </div>
  )
}
