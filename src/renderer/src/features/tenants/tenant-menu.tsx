import {
  Menu,
  MenuButton,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  useRestoreFocusTarget,
} from '@fluentui/react-components'
import {
  ArrowDown20Regular,
  ArrowExportLtr20Regular,
  ArrowUp20Regular,
  Copy20Regular,
  DocumentArrowRight20Regular,
  Rename20Regular,
} from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TenantView } from '../../../../shared/model/tenant.ts'
import { selectTenants, SessionContext } from '../../app/session/session.store.ts'
import { DuplicateDialog } from './duplicate-dialog.tsx'
import { EnvDialog } from './env-dialog.tsx'
import { ProfileDialog } from './profile-dialog.tsx'
import { placeAfterStep } from './tenant-order.ts'
import { TenantsContext } from './tenants.store.ts'

/** What can be done with a tenant as a whole. */
export function TenantMenu({ tenant }: { readonly tenant: TenantView }): ReactNode {
  const { t } = useTranslation('tenants')
  const clear = TenantsContext.useSelected((state) => state.clearAction)
  const exportProfile = TenantsContext.useSelected((state) => state.exportProfile)
  const [dialog, setDialog] = useState<'none' | 'profile' | 'duplicate' | 'env'>('none')
  const focusTarget = useRestoreFocusTarget()
  const open = (name: 'profile' | 'duplicate' | 'env') => (): void => {
    clear()
    setDialog(name)
  }
  const close = (): void => setDialog('none')
  return (
    <>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <MenuButton {...focusTarget}>{t('menu.open')}</MenuButton>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuItem icon={<Rename20Regular />} onClick={open('profile')}>
              {t('menu.profile')}
            </MenuItem>
            <MenuItem icon={<Copy20Regular />} onClick={open('duplicate')}>
              {t('menu.duplicate')}
            </MenuItem>
            <MenuItem icon={<DocumentArrowRight20Regular />} onClick={open('env')}>
              {t('menu.env')}
            </MenuItem>
            <MenuItem icon={<ArrowExportLtr20Regular />} onClick={() => void exportProfile(tenant.id)}>
              {t('menu.exportProfile')}
            </MenuItem>
            <MoveItem tenant={tenant} step="up" />
            <MoveItem tenant={tenant} step="down" />
          </MenuList>
        </MenuPopover>
      </Menu>
      {dialog === 'profile' && <ProfileDialog tenant={tenant} onClose={close} />}
      {dialog === 'duplicate' && <DuplicateDialog tenant={tenant} onClose={close} />}
      {dialog === 'env' && <EnvDialog tenant={tenant} onClose={close} />}
    </>
  )
}

function MoveItem({ tenant, step }: { readonly tenant: TenantView; readonly step: 'up' | 'down' }): ReactNode {
  const { t } = useTranslation('tenants')
  const tenants = SessionContext.useSelected(selectTenants)
  const move = TenantsContext.useSelected((state) => state.move)
  const place = placeAfterStep(tenants, tenant.id, step)
  return (
    <MenuItem
      icon={step === 'up' ? <ArrowUp20Regular /> : <ArrowDown20Regular />}
      secondaryContent={step === 'up' ? 'Alt+↑' : 'Alt+↓'}
      disabled={place === undefined}
      onClick={() => {
        if (place !== undefined) void move(tenant.id, place)
      }}
    >
      {t(`menu.${step}`)}
    </MenuItem>
  )
}
