import {
  Button,
  Checkbox,
  Field,
  Input,
  makeStyles,
  Radio,
  RadioGroup,
  Textarea,
  tokens,
} from '@fluentui/react-components'
import { Signature20Regular } from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { GateStatus } from '../../../../shared/model/gate.ts'
import type { TenantView } from '../../../../shared/model/tenant.ts'
import { failureOf } from '../../bridge/action-state.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { Section } from '../../ui/section.tsx'
import { ReleaseChoice } from './release-choice.tsx'
import { EMPTY_DECISION, requestOf, whyNot, type DecisionDraft } from './decision-draft.ts'
import { GateContext } from './gate.store.ts'
import { GoBlockers } from './go-blockers.tsx'
import { ReceiptNotice } from './receipt-notice.tsx'

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  button: { alignSelf: 'flex-start' },
})

export interface DecisionFormProps {
  readonly tenant: TenantView
  readonly tenants: readonly TenantView[]
  readonly status: GateStatus
}

/** GO or NO-GO, with reason and approver; says beforehand why a GO would be refused. */
export function DecisionForm({ tenant, tenants, status }: DecisionFormProps): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('gate')
  const decide = GateContext.useSelected((state) => state.decide)
  const action = GateContext.useSelected((state) => state.decideAction)
  const receipt = GateContext.useSelected((state) => state.receipt)
  const [draft, setDraft] = useState<DecisionDraft>(EMPTY_DECISION)
  const [isAsked, setAsked] = useState(false)
  const failure = failureOf(action)
  const missing = whyNot(draft, status)
  const change = (patch: Partial<DecisionDraft>): void => setDraft({ ...draft, ...patch })
  const submit = async (): Promise<void> => {
    setAsked(true)
    if (missing.length > 0) return
    const isRecorded = await decide(requestOf(draft, tenant.id))
    if (!isRecorded) return
    setDraft(EMPTY_DECISION)
    setAsked(false)
  }
  const errorOf = (what: 'reason' | 'approver'): Record<string, string> =>
    isAsked && missing.includes(what) ? { validationState: 'error', validationMessage: t(`missing.${what}`) } : {}
  return (
    <Section title={t('decide.title')} hint={t('decide.hint')}>
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        {receipt && <ReceiptNotice receipt={receipt} />}
        {failure && <FailureNotice failure={failure} />}
        <Field label={t('decide.decision')}>
          <RadioGroup
            layout="horizontal"
            value={draft.decision}
            onChange={(_event, data) => change({ decision: data.value === 'GO' ? 'GO' : 'NO-GO' })}
          >
            <Radio value="GO" label="GO" />
            <Radio value="NO-GO" label="NO-GO" />
          </RadioGroup>
        </Field>
        {draft.decision === 'GO' && <GoBlockers draft={draft} status={status} isAsked={isAsked} onChange={change} />}
        <Field label={t('decide.reason')} required {...errorOf('reason')}>
          <Textarea value={draft.reason} maxLength={2000} onChange={(_event, data) => change({ reason: data.value })} />
        </Field>
        <Field
          label={t('decide.approver')}
          hint={t('decide.approverHint')}
          required={draft.decision === 'GO'}
          {...errorOf('approver')}
        >
          <Input value={draft.approver} maxLength={200} onChange={(_event, data) => change({ approver: data.value })} />
        </Field>
        {draft.decision === 'GO' && (
          <ReleaseChoice
            tenants={tenants}
            chosen={draft.releasesTenantId}
            onChoose={(id) => change({ releasesTenantId: id })}
          />
        )}
        <Field label={t('decide.limitations')}>
          <Textarea
            value={draft.knownLimitations}
            maxLength={4000}
            onChange={(_event, data) => change({ knownLimitations: data.value })}
          />
        </Field>
        <Field hint={t('decide.noteHint')}>
          <Checkbox
            label={t('decide.note')}
            checked={draft.hasNote}
            onChange={(_event, data) => change({ hasNote: data.checked === true })}
          />
        </Field>
        <Button
          type="submit"
          appearance="primary"
          className={styles.button}
          icon={<Signature20Regular />}
          disabledFocusable={action.status === 'busy'}
        >
          {t('decide.submit', { decision: draft.decision })}
        </Button>
      </form>
    </Section>
  )
}
