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
import { ConflictRuleSchema, type ConflictResult } from '../../../../shared/model/duplicates.ts'
import { failureOf } from '../../bridge/action-state.ts'
import { valueOf } from '../../bridge/loadable.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { DuplicatesContext } from './duplicates.store.ts'

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalL, maxHeight: '200px', overflowY: 'auto' },
})

/** All conflicts of the tenant by one rule; what the rule would do is shown before it does it. */
export function ConflictRuleDialog(): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation(['push', 'common'])
  const rule = DuplicatesContext.useSelected((state) => state.rule)
  const choose = DuplicatesContext.useSelected((state) => state.chooseRule)
  const settle = DuplicatesContext.useSelected((state) => state.settle)
  const preview = DuplicatesContext.useSelected((state) => state.preview)
  const action = DuplicatesContext.useSelected((state) => state.action)
  const failure = failureOf(action)
  const told = valueOf(preview)
  const hasWork = told !== null && told.adopted + told.released > 0
  return (
    <Dialog open={rule !== null} onOpenChange={(_event, data) => (data.open ? undefined : void choose(null))}>
      {rule === null ? (
        <></>
      ) : (
        <DialogSurface>
          <DialogBody>
            <DialogTitle>{t('rule.title')}</DialogTitle>
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
              {preview.status === 'loading' && <LoadingState rows={2} />}
              {preview.status === 'failed' && <FailureNotice failure={preview.failure} />}
              {told && <Preview result={told} />}
              {failure && <FailureNotice failure={failure} />}
            </DialogContent>
            <DialogActions>
              <Button onClick={() => void choose(null)}>{t('common:cancel')}</Button>
              <Button
                appearance="primary"
                disabledFocusable={!hasWork || action.status === 'busy'}
                onClick={() => void settle()}
              >
                {t('rule.settle')}
              </Button>
            </DialogActions>
          </DialogBody>
        </DialogSurface>
      )}
    </Dialog>
  )
}

function Preview({ result }: { readonly result: ConflictResult }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('push')
  return (
    <>
      <Text role="status">{t('rule.would', { ...result, decisions: undefined })}</Text>
      <ul className={styles.list} aria-label={t('rule.title')} tabIndex={0}>
        {result.decisions.map(({ domain, does, companyName, d365LeadId }) => (
          <li key={domain}>{`${domain}: ${t(`rule.does.${does}`, { name: companyName ?? d365LeadId ?? '' })}`}</li>
        ))}
      </ul>
    </>
  )
}
