import { Subtitle2 } from '@fluentui/react-components'
import { useId, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { PushResult } from '../../../../shared/model/push.ts'
import { KeyValues } from '../../ui/key-values.tsx'

const TOLD = ['created', 'adopted', 'skipped', 'updated', 'conflict', 'rejected'] as const

/** What a push would do with these leads, counted. */
export function DryRunView({ result }: { readonly result: PushResult }): ReactNode {
  const { t, i18n } = useTranslation('push')
  const id = useId()
  const told = TOLD.filter((outcome) => result.outcomes[outcome] > 0)
  const others = result.total - TOLD.reduce((sum, outcome) => sum + result.outcomes[outcome], 0)
  const number = (value: number): string => value.toLocaleString(i18n.language)
  return (
    <section aria-labelledby={id}>
      <Subtitle2 as="h3" id={id} style={{ margin: '0 0 8px' }}>
        {t('ask.dryRun')}
      </Subtitle2>
      <KeyValues
        items={[
          ...told.map((outcome) => ({ key: t(`ask.would.${outcome}`), value: number(result.outcomes[outcome]) })),
          ...(others === 0 ? [] : [{ key: t('ask.others'), value: number(others) }]),
        ]}
      />
    </section>
  )
}
