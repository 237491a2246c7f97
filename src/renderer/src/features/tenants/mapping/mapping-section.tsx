import { Button, Field, makeStyles, Radio, RadioGroup, Spinner, Text, tokens } from '@fluentui/react-components'
import { useEffect, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { MappingProfileNameSchema, type MappingProfileName } from '../../../../../shared/model/mapping.ts'
import type { TenantView } from '../../../../../shared/model/tenant.ts'
import { MappingContext } from '../../../app/mapping/mapping.store.ts'
import { failureOf } from '../../../bridge/action-state.ts'
import { FailureNotice } from '../../../ui/failure-notice.tsx'
import { Section } from '../../../ui/section.tsx'
import type { Tone } from '../../../ui/tone-badge.tsx'
import { ToneBadge } from '../../../ui/tone-badge.tsx'
import { ToneIcon } from '../../../ui/tone-icon.tsx'
import { MappingEditor } from './mapping-editor.tsx'
import { MappingView } from './mapping-view.tsx'
import { useMapping, type MappingEditing, type MappingOutcome } from './use-mapping.ts'

const useStyles = makeStyles({
  about: { color: tokens.colorNeutralForeground3 },
  actions: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  outcome: { display: 'flex', gap: tokens.spacingHorizontalS, alignItems: 'flex-start' },
  icon: { paddingTop: '2px' },
})

/** Which columns a push to this tenant fills: looked at, held against the tenant, chosen, and as an own profile edited. */
export function MappingSection({ tenant }: { readonly tenant: TenantView }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('tenants')
  const readBuiltIn = MappingContext.useSelected((state) => state.readBuiltIn)
  const mapping = useMapping(tenant)
  const failure = failureOf(mapping.action)
  useEffect(() => void readBuiltIn(), [readBuiltIn])
  const isInUse = mapping.picked === tenant.mappingProfile && mapping.rows === null
  return (
    <Section
      title={t('mapping.title')}
      hint={t('mapping.hint')}
      actions={
        <ToneBadge tone={isInUse ? 'success' : 'warning'}>
          {isInUse ? t('mapping.inUse') : t('mapping.notInUse')}
        </ToneBadge>
      }
    >
      <Field label={t('mapping.profile')}>
        <RadioGroup
          layout="horizontal"
          value={mapping.picked}
          onChange={(_event, { value }) => mapping.pick(value as MappingProfileName)}
        >
          {MappingProfileNameSchema.options.map((name) => (
            <Radio key={name} value={name} label={name} />
          ))}
        </RadioGroup>
      </Field>
      <Text className={styles.about}>{t(`mapping.about.${mapping.picked}`)}</Text>
      {mapping.rows === null ? (
        <MappingView tenant={tenant} mapping={mapping} />
      ) : (
        <MappingEditor tenant={tenant} mapping={mapping} rows={mapping.rows} />
      )}
      {failure && <FailureNotice failure={failure} />}
      {mapping.outcome !== null && <Outcome outcome={mapping.outcome} />}
      <MappingActions tenant={tenant} mapping={mapping} />
    </Section>
  )
}

const TONES: Readonly<Record<MappingOutcome, Tone>> = {
  fine: 'success',
  saved: 'success',
  warnings: 'warning',
  blocked: 'danger',
  notSaved: 'danger',
  incomplete: 'danger',
  incompleteNotSaved: 'danger',
}

function Outcome({ outcome }: { readonly outcome: MappingOutcome }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('tenants')
  return (
    <div role="status" className={styles.outcome}>
      <span className={styles.icon}>
        <ToneIcon tone={TONES[outcome]} />
      </span>
      <Text>{t(`mapping.verdict.${outcome}`)}</Text>
    </div>
  )
}

interface MappingActionsProps {
  readonly tenant: TenantView
  readonly mapping: MappingEditing
}

function MappingActions({ tenant, mapping }: MappingActionsProps): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('tenants')
  const { picked, rows, action, check, save, edit } = mapping
  const isBusy = action.status === 'busy'
  const isEditing = rows !== null
  if (picked === 'own' && !isEditing && tenant.ownMapping === null) return null
  return (
    <div className={styles.actions}>
      {(isEditing || picked !== tenant.mappingProfile) && (
        <Button appearance="primary" disabledFocusable={isBusy} onClick={() => void save()}>
          {isEditing ? t('mapping.save') : t('mapping.use')}
        </Button>
      )}
      <Button icon={isBusy ? <Spinner size="tiny" /> : null} disabledFocusable={isBusy} onClick={() => void check()}>
        {isBusy ? t('mapping.checking') : t('mapping.check')}
      </Button>
      {isEditing && (
        <Button appearance="subtle" disabledFocusable={isBusy} onClick={() => edit(null)}>
          {t('mapping.discard')}
        </Button>
      )}
    </div>
  )
}
