import { Combobox, Field, makeStyles, Option } from '@fluentui/react-components'
import { useEffect, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ScenariosContext } from './scenarios.store.ts'

const useStyles = makeStyles({ list: { maxHeight: '320px' } })

/** No domain is empty, so this stands for the test lead. */
const TEST_LEAD = ''

/** Which lead C1 pushes: one it makes and deletes, or one of the admin's own, which stays. */
export function LeadPicker(): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('scenarios')
  const [typed, setTyped] = useState<string | null>(null)
  const picked = ScenariosContext.useSelected((state) => state.pickedLead)
  const found = ScenariosContext.useSelected((state) => state.leadsFound)
  const pickLead = ScenariosContext.useSelected((state) => state.pickLead)
  const findLeads = ScenariosContext.useSelected((state) => state.findLeads)
  useEffect(() => void findLeads(''), [findLeads])
  const search = (text: string | null): void => {
    setTyped(text)
    void findLeads(text ?? '')
  }
  return (
    <Field label={t('pick.label')} hint={picked === null ? t('pick.hint') : t('pick.stays', { domain: picked })}>
      <Combobox
        freeform
        value={typed ?? picked ?? t('pick.testLead')}
        selectedOptions={[picked ?? TEST_LEAD]}
        listbox={{ className: styles.list }}
        positioning={{ position: 'below', align: 'start' }}
        // Closed without a choice, what was typed chose nothing.
        onOpenChange={(_event, { open }) => (open ? undefined : search(null))}
        onChange={(event) => search(event.target.value)}
        onOptionSelect={(_event, { optionValue }) => {
          if (optionValue !== undefined) pickLead(optionValue === TEST_LEAD ? null : optionValue)
        }}
      >
        <Option value={TEST_LEAD}>{t('pick.testLead')}</Option>
        {found.map(({ domain, companyName }) => (
          <Option key={domain} value={domain} text={domain}>
            {companyName === null ? domain : `${domain} · ${companyName}`}
          </Option>
        ))}
        {found.length === 0 && typed !== null && (
          <Option disabled value="none" text={typed}>
            {t('pick.none')}
          </Option>
        )}
      </Combobox>
    </Field>
  )
}
