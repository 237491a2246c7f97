import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Radio,
  RadioGroup,
  Text,
  tokens,
} from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import {
  ConflictRuleSchema,
  type ConflictDecision,
  type ConflictResult,
  type ConflictRule,
} from '../../../../shared/model/duplicates.ts'
import type { TenantView } from '../../../../shared/model/tenant.ts'
import { EnvironmentMark } from '../../app/session/environment-mark.tsx'
import { failureOf } from '../../bridge/action-state.ts'
import { valueOf } from '../../bridge/loadable.ts'
import { useRecordedText } from '../../i18n/use-recorded-text.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { DuplicatesContext } from './duplicates.store.ts'

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  title: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalL, maxHeight: '200px', overflowY: 'auto' },
  why: { display: 'block', color: tokens.colorNeutralForeground3 },
})

/** All conflicts of the tenant by one rule; what the rule would do is shown before it does it. */
export function ConflictRuleDialog({ tenant }: { readonly tenant: TenantView }): ReactNode {
  const rule = DuplicatesContext.useSelected((state) => state.rule)
  const choose = DuplicatesContext.useSelected((state) => state.chooseRule)
  return (
    <Dialog open={rule !== null} onOpenChange={(_event, data) => (data.open ? undefined : void choose(null))}>
      {rule === null ? <></> : <RuleSurface tenant={tenant} rule={rule} />}
    </Dialog>
  )
}

function RuleSurface({ tenant, rule }: { readonly tenant: TenantView; readonly rule: ConflictRule }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('push')
  const choose = DuplicatesContext.useSelected((state) => state.chooseRule)
  const preview = DuplicatesContext.useSelected((state) => state.preview)
  const failure = failureOf(DuplicatesContext.useSelected((state) => state.action))
  const told = valueOf(preview)
  return (
    <DialogSurface>
      <DialogBody>
        <DialogTitle>
          <span className={styles.title}>
            {t('rule.title')}
            <EnvironmentMark tenant={tenant} />
          </span>
        </DialogTitle>
        <DialogContent className={styles.content}>
          <RadioGroup
            value={rule}
            aria-label={t('rule.title')}
            onChange={(_event, data) => void choose(ConflictRuleSchema.parse(data.value))}
          >
            {ConflictRuleSchema.options.map((option) => (
              <Radio key={option} value={option} label={t(`rule.${option}`)} />
            ))}
          </RadioGroup>
          <Text size={200}>{t(`rule.about.${rule}`)}</Text>
          {preview.status === 'loading' && <LoadingState rows={2} />}
          {preview.status === 'failed' && <FailureNotice failure={preview.failure} />}
          {told && <Preview result={told} />}
          {failure && <FailureNotice failure={failure} />}
        </DialogContent>
        <RuleActions told={told} />
      </DialogBody>
    </DialogSurface>
  )
}

function RuleActions({ told }: { readonly told: ConflictResult | null }): ReactNode {
  const { t } = useTranslation(['push', 'common'])
  const choose = DuplicatesContext.useSelected((state) => state.chooseRule)
  const settle = DuplicatesContext.useSelected((state) => state.settle)
  const isBusy = DuplicatesContext.useSelected((state) => state.action.status === 'busy')
  const isOver = told !== null && !told.isPreview
  const hasWork = told !== null && told.isPreview && told.adopted + told.released > 0
  return (
    <DialogActions>
      <Button onClick={() => void choose(null)}>{isOver ? t('common:close') : t('common:cancel')}</Button>
      <Button appearance="primary" disabledFocusable={!hasWork || isBusy} onClick={() => void settle()}>
        {t('rule.settle')}
      </Button>
    </DialogActions>
  )
}

function Preview({ result }: { readonly result: ConflictResult }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('push')
  return (
    <>
      <Text role="status">{t('rule.would', { ...result, decisions: undefined })}</Text>
      <ul className={styles.list} aria-label={t('rule.title')} tabIndex={0}>
        {result.decisions.map((decision) => (
          <Decision key={decision.domain} decision={decision} />
        ))}
      </ul>
    </>
  )
}

function Decision({ decision }: { readonly decision: ConflictDecision }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('push')
  const recorded = useRecordedText()
  const { domain, does, companyName, d365LeadId, why } = decision
  return (
    <li>
      {`${domain}: ${t(`rule.does.${does}`, { name: companyName ?? d365LeadId ?? '' })}`}
      {why !== null && (
        <Text size={200} className={styles.why}>
          {recorded(why)}
        </Text>
      )}
    </li>
  )
}
