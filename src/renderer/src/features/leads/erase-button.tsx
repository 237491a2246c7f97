import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { OpenerButton } from '../../ui/opener-button.tsx'
import { LeadsContext } from './leads.store.ts'

/** Takes what may be about a person out of the lead, here; cannot be taken back. */
export function EraseButton({ domain }: { readonly domain: string }): ReactNode {
  const { t } = useTranslation('push')
  const erase = LeadsContext.useSelected((state) => state.erase)
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <OpenerButton size="small" style={{ marginTop: 16 }} onClick={() => setAsking(true)}>
        {t('erase.button')}
      </OpenerButton>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('erase.title', { domain })}
        confirmLabel={t('erase.confirm')}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false)
          void erase(domain)
        }}
      >
        {t('erase.body')}
      </ConfirmDialog>
    </>
  )
}
