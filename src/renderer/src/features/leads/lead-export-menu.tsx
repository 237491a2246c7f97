import {
  Menu,
  MenuButton,
  MenuDivider,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Spinner,
} from '@fluentui/react-components'
import { ArrowExport20Regular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { LeadExportRequest } from '../../../../shared/model/lead-export.ts'
import { BulkPushContext } from './bulk-push.store.ts'

const PLAIN = ['csv', 'xlsx', 'json', 'ndjson'] as const

/** The ways leads leave the console. */
export function LeadExportMenu(): ReactNode {
  const { t } = useTranslation('push')
  const isBusy = BulkPushContext.useSelected((state) => state.exportAction.status === 'busy')
  const exportLeads = BulkPushContext.useSelected((state) => state.exportLeads)
  const take =
    (format: LeadExportRequest['format'], withState = false) =>
    (): void =>
      void exportLeads({ format, badge: null, withState })
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <MenuButton icon={isBusy ? <Spinner size="tiny" /> : <ArrowExport20Regular />} disabledFocusable={isBusy}>
          {t('export.button')}
        </MenuButton>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {PLAIN.map((format) => (
            <MenuItem key={format} onClick={take(format)}>
              {t(`export.${format}`)}
            </MenuItem>
          ))}
          <MenuItem onClick={take('csv', true)}>{t('export.withState')}</MenuItem>
          <MenuDivider />
          <MenuItem onClick={take('hunter')}>{t('export.hunter')}</MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
