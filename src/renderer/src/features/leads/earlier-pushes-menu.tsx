import {
  Menu,
  MenuButton,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Spinner,
  Text,
} from '@fluentui/react-components'
import { History20Regular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatMoment } from '../../ui/format-time.ts'
import { BulkPushContext, notArrived, type FinishedPush } from './bulk-push.store.ts'

/** Larger pushes that are over. Choosing one shows its result again, with all that can be done about what did not arrive. */
export function EarlierPushesMenu(): ReactNode {
  const { t } = useTranslation('push')
  const readEarlier = BulkPushContext.useSelected((state) => state.readEarlier)
  return (
    <Menu onOpenChange={(_, { open }) => open && void readEarlier()}>
      <MenuTrigger disableButtonEnhancement>
        <MenuButton icon={<History20Regular />}>{t('earlier.button')}</MenuButton>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <EarlierPushes />
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}

function EarlierPushes(): ReactNode {
  const { t } = useTranslation('push')
  const earlier = BulkPushContext.useSelected((state) => state.earlier)
  if (earlier.status === 'loading') return <Spinner size="tiny" />
  if (earlier.status === 'failed') return <Text role="alert">{earlier.failure.message}</Text>
  if (earlier.value.length === 0) return <MenuItem disabled>{t('earlier.none')}</MenuItem>
  return earlier.value.map((push) => <EarlierPush key={push.runId} push={push} />)
}

function EarlierPush({ push }: { readonly push: FinishedPush }): ReactNode {
  const { t, i18n } = useTranslation('push')
  const showResult = BulkPushContext.useSelected((state) => state.showResult)
  const count = notArrived(push)
  const { total } = push.result
  const outcome = push.status === 'cancelled' ? 'cancelled' : count === 0 ? 'allArrived' : 'notArrived'
  return (
    <MenuItem subText={t(`earlier.${outcome}`, { total, count, good: total - count })} onClick={() => showResult(push)}>
      {formatMoment(push.startedAt, i18n.language)}
    </MenuItem>
  )
}
