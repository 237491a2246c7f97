import {
  Checkbox,
  Field,
  Input,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Text,
  Textarea,
  tokens,
} from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { GateStatus } from '../../../../shared/model/gate.ts'
import { useRunbookText } from '../../i18n/use-runbook-text.ts'
import type { DecisionDraft } from './decision-draft.ts'
import { blockingLines, isGood, WAIVABLE } from './gate-groups.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  list: { margin: `${tokens.spacingVerticalXS} 0 0`, paddingLeft: tokens.spacingHorizontalL },
  body: { whiteSpace: 'normal', paddingTop: tokens.spacingVerticalXS, paddingBottom: tokens.spacingVerticalXS },
})

export interface GoBlockersProps {
  readonly draft: DecisionDraft
  readonly status: GateStatus
  readonly isAsked: boolean
  readonly onChange: (patch: Partial<DecisionDraft>) => void
}

/** Why a GO would be refused now, the waivers the runbook allows, and the override that the log shows for ever. */
export function GoBlockers({ draft, status, isAsked, onChange }: GoBlockersProps): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation(['gate', 'words'])
  const runbookText = useRunbookText()
  const blocking = blockingLines(status.lines, draft.waivers)
  const waivable = status.lines.filter((line) => !isGood(line) && WAIVABLE.some((id) => id === line.id))
  const isBlocked = blocking.length > 0 && !draft.isOverriding
  return (
    <div className={styles.root}>
      <MessageBar intent={isBlocked ? 'error' : 'success'} layout="multiline">
        <MessageBarBody className={styles.body}>
          <MessageBarTitle>{isBlocked ? t('go.refused') : t('go.allowed')}</MessageBarTitle>
          {blocking.length > 0 && (
            <ul className={styles.list}>
              {blocking.map((line) => (
                <li key={line.id}>
                  {line.id} {runbookText(line.id, line.text)}: {t(`words:gateStatus.${line.status}`)}
                </li>
              ))}
            </ul>
          )}
        </MessageBarBody>
      </MessageBar>
      {waivable.map((line) => (
        <Field
          key={line.id}
          label={t('go.waive', { id: line.id, text: runbookText(line.id, line.text) })}
          hint={t('go.waiveHint')}
        >
          <Input
            value={draft.waivers[line.id] ?? ''}
            maxLength={2000}
            onChange={(_event, data) => onChange({ waivers: { ...draft.waivers, [line.id]: data.value } })}
          />
        </Field>
      ))}
      <Checkbox
        checked={draft.isOverriding}
        label={t('go.override')}
        onChange={(_event, data) => onChange({ isOverriding: data.checked === true })}
      />
      {draft.isOverriding && (
        <Field
          label={t('go.overrideReason')}
          required
          {...(isAsked && draft.override.trim() === ''
            ? { validationState: 'error', validationMessage: t('missing.override') }
            : {})}
        >
          <Textarea
            value={draft.override}
            maxLength={2000}
            onChange={(_event, data) => onChange({ override: data.value })}
          />
        </Field>
      )}
      {isBlocked && isAsked && <Text role="alert">{t('missing.lines')}</Text>}
    </div>
  )
}
